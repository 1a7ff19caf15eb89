import { crc32 } from '@node-rs/crc32'
import type { BatchedEntry } from './extract-protocol.ts'
import { inflateAlone, inflateTogether, type DeflatedData } from './inflate-entries.ts'
import { localHeaderBytes } from './local-header.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** An entry of a batch with its content, verified; or with what is wrong with it. */
export type UnpackedEntry = { readonly entry: BatchedEntry; readonly content: Bytes | string }

/** Up to these sizes a call of zlib costs as much as what it does; so many bytes are unpacked in one. */
const smallBytes = 128 * 1024
const togetherBytes = 512 * 1024

/** An entry whose data was found in the batch; or what is wrong with it. */
type Located = { readonly entry: BatchedEntry; readonly data: Bytes | string }

/** Unpacks a fetched batch in order. A content is good until the next entry is asked for. */
export function* unpackBatch(entries: Iterable<BatchedEntry>, bytes: Bytes): Generator<UnpackedEntry> {
  let run: Located[] = []
  let runBytes = 0
  for (const entry of entries) {
    const located = { entry, data: locate(entry, bytes) }
    const size = isSmall(located) ? Math.max(entry.sizeBytes, entry.compressedBytes) : Infinity
    if (runBytes + size > togetherBytes) {
      yield* unpackRun(run)
      ;[run, runBytes] = [[], 0]
    }
    run.push(located)
    runBytes += size
  }
  yield* unpackRun(run)
}

function isSmall({ entry: { method, compressedBytes, sizeBytes, crc32 }, data }: Located): boolean {
  const isInflated = method !== 0 && typeof data !== 'string' && crc32 !== undefined
  return isInflated && compressedBytes <= smallBytes && sizeBytes <= smallBytes
}

/** A run is one entry of any kind, or several small ones. */
function* unpackRun(run: readonly Located[]): Generator<UnpackedEntry> {
  const together = run.length > 1 ? inflateTogether(run.map(deflatedData)) : undefined
  if (!together) {
    for (const located of run) yield* unpackAlone(located)
    return
  }
  try {
    let start = 0
    for (const { entry } of run) {
      const end = start + entry.sizeBytes
      yield { entry, content: together.subarray(start, end) }
      start = end
    }
  } finally {
    release(together)
  }
}

function deflatedData({ entry: { sizeBytes, crc32 }, data }: Located): DeflatedData {
  if (typeof data === 'string' || crc32 === undefined) throw new Error('Only what was found can be inflated')
  return { data, sizeBytes, crc32 }
}

function* unpackAlone({ entry, data }: Located): Generator<UnpackedEntry> {
  const content = typeof data === 'string' ? data : unpack(entry, data)
  try {
    yield { entry, content }
  } finally {
    if (typeof content !== 'string' && entry.method !== 0) release(content)
  }
}

/** Gives memory back at once: left to the garbage collector, some 70 MiB pile up in each thread before it looks. */
function release({ buffer }: Bytes): void {
  buffer.transfer(0)
}

function locate({ offset, compressedBytes, limit }: BatchedEntry, bytes: Bytes): Bytes | string {
  const headerBytes = localHeaderBytes(bytes, offset)
  if (headerBytes === undefined) return 'there is no entry where the directory says'
  const start = offset + headerBytes
  const end = start + compressedBytes
  return end > limit ? 'its data reaches into the next entry' : bytes.subarray(start, end)
}

function unpack(entry: BatchedEntry, data: Bytes): Bytes | string {
  const unpacked = entry.method === 0 ? data : inflateAlone(data, entry.sizeBytes)
  if (typeof unpacked === 'string') return unpacked
  if (unpacked.length !== entry.sizeBytes) return `it has ${unpacked.length} bytes instead of ${entry.sizeBytes}`
  return crc32(unpacked) === entry.crc32 ? unpacked : 'its checksum is wrong'
}
