import { byteLength, type ByteRange } from '../domain/byte-range.ts'
import { readUnpackedRange, type EntryRequest } from './entry-bytes.ts'
import { openEntry } from './entry-stream.ts'

const stored = 0
/** Of a deflated entry that is not read to its end, at least this much is asked for at a time. */
const smallestStepBytes = 1024 * 1024

/**
 * The content of an entry, or a range of it, as it comes. A content that is read to its end is CRC-checked, and its last
 * bytes come only after that: whoever counts on a length never takes a damaged file for a whole one.
 *
 * A range of a stored entry is read directly. A deflated one is unpacked from its start, and what comes before the range
 * is thrown away.
 */
export function readContent(request: EntryRequest, range: ByteRange): AsyncGenerator<Uint8Array, void> {
  const { method, sizeBytes, compressedBytes } = request.entry
  const isWhole = range.start === 0 && range.end === sizeBytes
  if (isWhole) return heldBack(openEntry(request))
  if (method === stored) return readUnpackedRange(request, range)
  // About as much as unpacks to the range and what lies before it, at once.
  const stepBytes = Math.max(smallestStepBytes, Math.ceil((compressedBytes / sizeBytes) * range.end))
  return heldBack(cut(openEntry(request, stepBytes), range))
}

/** The last chunk is held until the iteration has ended without a failure. */
async function* heldBack(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let held: Uint8Array | null = null
  for await (const chunk of chunks) {
    if (held) yield held
    held = chunk
  }
  if (held) yield held
}

/** Those bytes of a content that lie in a range. Reads no further than it must, but to the end where that is its end. */
async function* cut(chunks: AsyncIterable<Uint8Array>, range: ByteRange): AsyncGenerator<Uint8Array, void> {
  let at = 0
  let missing = byteLength(range)
  for await (const chunk of chunks) {
    const part = chunk.subarray(Math.max(0, range.start - at)).subarray(0, missing)
    at += chunk.length
    missing -= part.length
    if (part.length > 0) yield part
    if (missing === 0 && at > range.end) return
  }
}
