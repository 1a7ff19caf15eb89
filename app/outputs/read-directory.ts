import { byteLength, type ByteRange } from '../domain/byte-range.ts'
import type { ObjectIdentity, ObjectSource } from '../domain/object-source.ts'
import { ArchiveDamaged, ArchiveNotZip } from './archive-errors.ts'
import {
  checkAgreement,
  findEndRecord,
  readZip64Record,
  tailBytes,
  zip64RecordBytes,
  type DirectoryClaim,
  type EndRecord,
} from './end-record.ts'
import { describeContent } from './describe-content.ts'
import type { Retry } from './ports.ts'

/** A central directory as it arrived, not looked into yet. */
export type RemoteDirectory = {
  readonly identity: ObjectIdentity
  readonly bytes: SharedArrayBuffer
  readonly startOffset: number // of the directory, counted from the object's first byte
  readonly prefixBytes: number // what stands before the archive proper; stated offsets are short by it
  readonly entryCount: number // as stated; modulo 65,536 unless `isZip64`
  readonly isZip64: boolean
}

export type Reading = { readonly source: ObjectSource; readonly retry: Retry; readonly signal: AbortSignal }

type Tail = { readonly identity: ObjectIdentity; readonly bytes: Buffer; readonly startOffset: number }
type Claim = DirectoryClaim & { readonly endOffset: number; readonly isZip64: boolean }

/** Larger directories (some ten million entries) are refused rather than read into memory. */
const maxDirectoryBytes = 1024 ** 3
const segmentBytes = { smallest: 256 * 1024, largest: 2 * 1024 * 1024 }
const connections = 6
const entrySignature = 0x02014b50
const smallestEntryBytes = 46

/** Reads the tail, and of the central directory what the tail does not hold. @throws ArchiveNotZip, ArchiveDamaged */
export async function readDirectory(reading: Reading): Promise<RemoteDirectory> {
  const { tail, end } = await readEnd(reading)
  const claim = await settleClaim(reading, tail, end)
  checkClaim(claim)
  for (const startOffset of placesOf(claim)) {
    const bytes = await readInto(reading, tail, { start: startOffset, end: startOffset + claim.directoryBytes })
    if (!beginsWithEntry(bytes)) continue
    const prefixBytes = Math.max(0, startOffset - claim.directoryOffset)
    return { identity: tail.identity, bytes, startOffset, prefixBytes, ...pick(claim) }
  }
  throw new ArchiveDamaged('there is no directory where the archive says it is')
}

function pick({ entryCount, isZip64 }: Claim) {
  return { entryCount, isZip64 }
}

async function readEnd(reading: Reading): Promise<{ tail: Tail; end: EndRecord }> {
  const usual = await readTail(reading, tailBytes.usual)
  const found = findEndRecord(usual.bytes)
  // One that does not end with the file may be part of a long comment whose beginning lies further ahead.
  if (found?.endsFile) return { tail: usual, end: found }
  const tail = usual.startOffset === 0 ? usual : await readTail(reading, tailBytes.longest)
  const end = findEndRecord(tail.bytes)
  if (!end) throw await whyNoDirectory(reading, tail)
  return { tail, end }
}

async function readTail({ source, retry, signal }: Reading, bytes: number): Promise<Tail> {
  return retry(async () => {
    const { identity, range, body } = await source.openTail(bytes, signal)
    return { identity, startOffset: range.start, bytes: Buffer.concat(await Array.fromAsync(body)) }
  }, signal)
}

async function settleClaim(reading: Reading, tail: Tail, end: EndRecord): Promise<Claim> {
  const endOffset = tail.startOffset + end.at
  if (end.zip64RecordOffset !== null) {
    const found = await findZip64Record(reading, tail, [end.zip64RecordOffset, endOffset - 20 - zip64RecordBytes])
    if (found) {
      checkAgreement(end, found)
      return { ...found, isZip64: true }
    }
  }
  // A number of entries of exactly 65,535 is no overflow where the rest is plain.
  if (end.directoryBytes === 0xffffffff || end.directoryOffset === 0xffffffff) {
    throw new ArchiveDamaged('the zip64 record is missing')
  }
  return { ...end, endOffset, isZip64: false }
}

/** Where the locator says, or, when something was put before the archive, right before the locator. */
async function findZip64Record(reading: Reading, tail: Tail, places: readonly number[]) {
  for (const start of places) {
    const range = { start, end: start + zip64RecordBytes }
    if (start < 0 || range.end > tail.identity.sizeBytes) continue
    const record = readZip64Record(Buffer.from(await readInto(reading, tail, range)))
    if (record) return { ...record, endOffset: start }
  }
  return null
}

function checkClaim({ entryCount, directoryBytes, endOffset }: Claim): void {
  if (directoryBytes > endOffset) {
    throw new ArchiveDamaged(`a directory of ${directoryBytes} bytes cannot end at byte ${endOffset}`)
  }
  if (entryCount * smallestEntryBytes > directoryBytes) {
    throw new ArchiveDamaged(`${entryCount} entries cannot stand in a directory of ${directoryBytes} bytes`)
  }
  if (directoryBytes > maxDirectoryBytes) {
    throw new ArchiveDamaged(`a directory of ${directoryBytes} bytes is too large to be read`)
  }
}

/** Right before its end record, or where it is stated to be, when other records stand between. */
function placesOf({ endOffset, directoryBytes, directoryOffset }: Claim): ReadonlySet<number> {
  const places = new Set([endOffset - directoryBytes])
  return directoryOffset + directoryBytes <= endOffset ? places.add(directoryOffset) : places
}

function beginsWithEntry(bytes: SharedArrayBuffer): boolean {
  return bytes.byteLength === 0 || Buffer.from(bytes).readUInt32LE(0) === entrySignature
}

async function whyNoDirectory(reading: Reading, tail: Tail): Promise<Error> {
  const head = { start: 0, end: Math.min(512, tail.identity.sizeBytes) }
  const content = describeContent(Buffer.from(await readInto(reading, tail, head)))
  return content === null
    ? new ArchiveDamaged('the archive is cut off: its end is missing')
    : new ArchiveNotZip(content)
}

/** Reads a range into memory that threads share: from the tail what it holds, the rest over several connections. */
async function readInto(reading: Reading, tail: Tail, range: ByteRange): Promise<SharedArrayBuffer> {
  const shared = new SharedArrayBuffer(byteLength(range))
  const target = Buffer.from(shared)
  const missing = { start: range.start, end: Math.max(range.start, Math.min(range.end, tail.startOffset)) }
  if (range.end > tail.startOffset) {
    tail.bytes.copy(target, byteLength(missing), missing.end - tail.startOffset, range.end - tail.startOffset)
  }
  await readSegments(reading, splitEvenly(missing), (segment, signal) =>
    readSegment({ ...reading, signal }, tail.identity, segment, target.subarray(segment.start - range.start)),
  )
  return shared
}

/** Several segments at a time, in order. The first that fails for good ends the others. */
async function readSegments(
  { signal }: Reading,
  segments: ByteRange[],
  read: (segment: ByteRange, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  const connection = async () => {
    for (let next = segments.shift(); next; next = segments.shift()) await read(next, either)
  }
  try {
    await Promise.all(Array.from({ length: Math.min(connections, segments.length) }, connection))
  } catch (error) {
    failed.abort(error)
    throw error
  }
}

async function readSegment(
  { source, retry, signal }: Reading,
  identity: ObjectIdentity,
  segment: ByteRange,
  target: Buffer,
): Promise<void> {
  await retry(async () => {
    let received = 0
    await source.readRange(segment, identity, signal, chunk => {
      target.set(chunk, received)
      received += chunk.length
      return undefined
    })
  }, signal)
}

function splitEvenly({ start, end }: ByteRange): ByteRange[] {
  const even = Math.ceil((end - start) / connections)
  const step = Math.min(segmentBytes.largest, Math.max(segmentBytes.smallest, even))
  const segments: ByteRange[] = []
  for (let from = start; from < end; from += step) segments.push({ start: from, end: Math.min(end, from + step) })
  return segments
}
