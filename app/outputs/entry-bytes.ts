import type { ArchiveEntry } from '../domain/archive/archive-entries.ts'
import type { ByteRange } from '../domain/byte-range.ts'
import type { ObjectIdentity, ObjectSource } from '../domain/object-source.ts'
import { EntryDamaged } from './archive-errors.ts'

const localSignature = 0x04034b50
const localHeaderBytes = 30
/** A local header's name and extra field may be of other lengths than the directory's. */
const longestNameAndExtra = 2 * 65_535
const descriptorBytes = 24

export type EntryRequest = {
  readonly source: ObjectSource
  readonly identity: ObjectIdentity
  readonly entry: ArchiveEntry
  readonly signal: AbortSignal
}

/**
 * The compressed bytes of an entry, without its local header.
 *
 * @param stepBytes How many bytes to ask for at a time; the next step is asked for when the last has been used up, so
 *   that a reader who leaves early does not pay for the rest.
 */
export async function* readCompressed(request: EntryRequest, stepBytes: number): AsyncGenerator<Uint8Array, void> {
  const { entry } = request
  const available = entry.endOffset - entry.headerOffset
  if (available < localHeaderBytes + entry.compressedBytes) throw new EntryDamaged('it shares its bytes with another')
  let missing = entry.compressedBytes
  for await (const chunk of skipLocalHeader(readSteps(request, stepBytes))) {
    const part = chunk.subarray(0, missing)
    missing -= part.length
    yield part
    if (missing === 0) return
  }
  throw new EntryDamaged(`${missing} of ${entry.compressedBytes} compressed bytes are missing`)
}

/**
 * A range of a stored entry's content, which lies in the object as it is. Its checksum is of the whole: nothing proves a
 * part but that it came from where it should.
 */
export async function* readUnpackedRange(request: EntryRequest, range: ByteRange): AsyncGenerator<Uint8Array, void> {
  const { source, identity, entry, signal } = request
  const dataStart = entry.headerOffset + (await readHeaderLength(request))
  if (dataStart + entry.compressedBytes > entry.endOffset) throw new EntryDamaged('it shares its bytes with another')
  const { body } = await source.openRange(
    { start: dataStart + range.start, end: dataStart + range.end },
    identity,
    signal,
  )
  yield* body
}

async function readHeaderLength({ source, identity, entry, signal }: EntryRequest): Promise<number> {
  const range = { start: entry.headerOffset, end: entry.headerOffset + localHeaderBytes }
  const { body } = await source.openRange(range, identity, signal)
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return localHeaderLength(Buffer.concat(chunks)) ?? localHeaderBytes
}

async function* readSteps(request: EntryRequest, stepBytes: number): AsyncGenerator<Uint8Array, void> {
  const { source, identity, entry, signal } = request
  const longest = localHeaderBytes + longestNameAndExtra + entry.compressedBytes + descriptorBytes
  const end = Math.min(entry.endOffset, entry.headerOffset + longest)
  for (let start = entry.headerOffset; start < end; start += stepBytes) {
    const { body } = await source.openRange({ start, end: Math.min(end, start + stepBytes) }, identity, signal)
    yield* body
  }
}

/** Leaves out the local header, which says nothing that the directory does not know better, apart from its length. */
async function* skipLocalHeader(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let header = Buffer.alloc(0)
  let isPast = false
  for await (const chunk of chunks) {
    if (isPast) {
      yield chunk
      continue
    }
    header = Buffer.concat([header, chunk])
    const length = localHeaderLength(header)
    if (length === null || header.length < length) continue
    isPast = true
    yield header.subarray(length)
  }
}

/** Null while too little of it has come to tell. */
function localHeaderLength(bytes: Buffer): number | null {
  if (bytes.length < localHeaderBytes) return null
  if (bytes.readUInt32LE(0) !== localSignature) throw new EntryDamaged('there is no local header where it should be')
  return localHeaderBytes + bytes.readUInt16LE(26) + bytes.readUInt16LE(28)
}
