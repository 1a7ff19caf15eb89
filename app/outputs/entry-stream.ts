import { pipeline, Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { crc32 } from '@node-rs/crc32'
import type { ArchiveEntry } from '../domain/archive/archive-entries.ts'
import { describeProblem } from '../domain/archive/entry-problem.ts'
import { EntryDamaged, EntryUnsupported } from './archive-errors.ts'
import { readCompressed, type EntryRequest } from './entry-bytes.ts'

const stored = 0
const deflated = 8
/** Larger chunks make inflating twice as fast; small entries need no more than their size. */
const inflateChunk = { smallest: 1024, largest: 1024 * 1024 }

/**
 * The content of an entry as it is unpacked, reading no bytes but the entry's own. Size and CRC-32 are checked at the
 * end: content counts only when the iteration ended without a failure. Never yields more than the stated size.
 *
 * @throws EntryUnsupported, EntryDamaged, and what the source throws
 */
export async function* openEntry(
  request: EntryRequest,
  stepBytes = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<Uint8Array, void> {
  const { entry } = request
  if (entry.isEncrypted) throw new EntryUnsupported(describeProblem('encrypted'))
  if (entry.method !== stored && entry.method !== deflated) {
    throw new EntryUnsupported(describeProblem('method-unsupported'))
  }
  const compressed = readCompressed(request, stepBytes)
  yield* verified(entry.method === stored ? compressed : inflate(compressed, entry.sizeBytes), entry)
}

async function* verified(chunks: AsyncIterable<Uint8Array>, entry: ArchiveEntry): AsyncGenerator<Uint8Array, void> {
  let received = 0
  let crc = 0
  for await (const chunk of chunks) {
    received += chunk.length
    if (received > entry.sizeBytes) throw new EntryDamaged(`it unpacks to more than its ${entry.sizeBytes} bytes`)
    crc = crc32(chunk, crc)
    yield chunk
  }
  if (received < entry.sizeBytes) throw new EntryDamaged(`it unpacks to ${received} of ${entry.sizeBytes} bytes`)
  if (crc !== entry.crc32) throw new EntryDamaged(`its CRC-32 is ${hex(crc)} instead of ${hex(entry.crc32)}`)
}

async function* inflate(compressed: AsyncIterable<Uint8Array>, sizeBytes: number): AsyncGenerator<Uint8Array, void> {
  const chunkSize = Math.max(inflateChunk.smallest, Math.min(inflateChunk.largest, sizeBytes))
  const source = Readable.from(compressed, { highWaterMark: 1 })
  const inflater = createInflateRaw({ chunkSize })
  // A failure destroys the inflater and so reaches the iterator below; leaving that early ends the source in turn.
  pipeline(source, inflater, () => undefined)
  try {
    for await (const chunk of inflater as AsyncIterable<Buffer>) yield chunk
  } catch (error) {
    throw isInflateFailure(error) ? new EntryDamaged(`it cannot be unpacked (${error.code})`, { cause: error }) : error
  }
}

function isInflateFailure(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, '0')
}
