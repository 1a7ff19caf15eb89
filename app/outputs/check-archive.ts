import { inflateRawSync } from 'node:zlib'
import { crc32 } from '@node-rs/crc32'
import type { ArchiveEntry } from '../domain/archive/archive-entries.ts'
import { describeProblem, type EntryProblem } from '../domain/archive/entry-problem.ts'
import type { ObjectIdentity, ObjectSource } from '../domain/object-source.ts'
import { EntryDamaged, EntryUnsupported } from './archive-errors.ts'
import type { ArchiveCheck, CheckProgress, FailedEntry } from './check-protocol.ts'
import { addBytes, EntryReader } from './entry-columns.ts'
import { readCompressed } from './entry-bytes.ts'
import { openEntry } from './entry-stream.ts'
import { parseDirectory } from './parse-directory.ts'
import { readDirectory } from './read-directory.ts'

/** What keeps the bytes of an entry from being checked at all. A refused name does not. */
const uncheckable: ReadonlySet<EntryProblem | null> = new Set([
  'encrypted',
  'method-unsupported',
  'sizes-unstated',
  'outside-archive',
  'overlapping',
  'size-impossible',
])
const keptFailures = 1000
/** Entries up to this size are unpacked in one go, which takes a fifth of the time. */
const smallBytes = 1024 * 1024

export type CheckOptions = {
  readonly source: ObjectSource
  readonly signal: AbortSignal
  readonly onProgress: (progress: CheckProgress) => void // after every entry, and within large ones
}

/**
 * Reads every entry of an archive and compares it with the size and the CRC-32 that the directory states.
 *
 * @throws ArchiveNotZip, ArchiveDamaged where there is no list of entries to go by; what the source throws
 */
export async function checkArchive({ source, signal, onProgress }: CheckOptions): Promise<ArchiveCheck> {
  const { identity, bytes, ...facts } = await readDirectory({ source, retry: attempt => attempt(), signal })
  const reader = new EntryReader(parseDirectory({ directory: bytes, ...facts }))
  const { sizeBytes, count: totalEntries } = reader.columns
  const totalBytes = sizeBytes.reduce((sum, size) => addBytes(sum, size), 0)
  const failures: FailedEntry[] = []
  let [checkedBytes, failedEntries] = [0, 0]
  for (let index = 0; index < totalEntries; index++) {
    signal.throwIfAborted()
    const before = checkedBytes
    const tell = (partBytes: number, checkedEntries: number) => {
      checkedBytes = Math.min(checkedBytes + partBytes, addBytes(before, sizeBytes[index]))
      onProgress({ checkedEntries, totalEntries, checkedBytes, totalBytes })
    }
    const reason = await whyWrong(reader, index, { source, identity, signal, onChunk: part => tell(part, index) })
    if (reason !== null && ++failedEntries <= keptFailures) failures.push({ index, name: reader.name(index), reason })
    tell(sizeBytes[index] ?? 0, index + 1)
  }
  return { checkedEntries: totalEntries, checkedBytes, failedEntries, failures }
}

type Archive = {
  readonly source: ObjectSource
  readonly identity: ObjectIdentity
  readonly signal: AbortSignal
  readonly onChunk: (unpackedBytes: number) => void
}

/** A sentence; null when nothing is wrong. */
async function whyWrong(reader: EntryReader, index: number, archive: Archive): Promise<string | null> {
  const problem = reader.problem(index)
  if (problem !== null && uncheckable.has(problem)) return describeProblem(problem)
  try {
    await checkEntry(reader.entry(index), archive)
    return null
  } catch (error) {
    if (error instanceof EntryUnsupported) return error.userMessage
    if (error instanceof EntryDamaged) return `This entry is damaged: ${error.message}.`
    throw error
  }
}

async function checkEntry(entry: ArchiveEntry, archive: Archive): Promise<void> {
  const request = { ...archive, entry }
  if (entry.method === 0 || Math.max(entry.compressedBytes, entry.sizeBytes) > smallBytes) {
    for await (const chunk of openEntry(request)) archive.onChunk(chunk.length)
    return
  }
  const data = unpack(Buffer.concat(await Array.fromAsync(readCompressed(request, smallBytes))), entry.sizeBytes)
  if (data.length < entry.sizeBytes) throw new EntryDamaged(`it unpacks to ${data.length} of ${entry.sizeBytes} bytes`)
  if (crc32(data) !== entry.crc32) throw new EntryDamaged('its bytes are not those that its CRC-32 was made of')
}

function unpack(compressed: Buffer, sizeBytes: number): Buffer {
  try {
    const maxOutputLength = Math.max(1, sizeBytes)
    return inflateRawSync(compressed, { chunkSize: Math.max(64, sizeBytes + 1), maxOutputLength })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new EntryDamaged(`it unpacks to more than its ${sizeBytes} bytes`)
    throw new EntryDamaged(`it cannot be unpacked (${String(code)})`, { cause: error })
  }
}
