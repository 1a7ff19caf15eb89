import { ArchiveDamaged } from './archive-errors.ts'

// End-of-directory records of a zip: APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16.
const endSignature = 0x06054b50
const endBytes = 22
const locatorSignature = 0x07064b50
const locatorBytes = 20
const zip64Signature = 0x06064b50
/** Size of a zip64 record without its rarely used extensible part. */
export const zip64RecordBytes = 56
/**
 * How much of the end to ask for: first what a network delivers in its first two round trips, which holds the end records
 * of all but a few archives and the whole directory of small ones; then what holds the longest comment as well.
 */
export const tailBytes = { usual: 16 * 1024, longest: 66 * 1024 }

/** What a zip says about its central directory. Offsets as stated: wrong by the length of whatever was put before. */
export type DirectoryClaim = {
  readonly entryCount: number
  readonly directoryBytes: number
  readonly directoryOffset: number
}

export type EndRecord = DirectoryClaim & {
  readonly at: number // in the tail
  readonly endsFile: boolean // nothing comes after its comment
  readonly hasOverflow: boolean // some value did not fit and stands in the zip64 record
  readonly zip64RecordOffset: number | null // as stated by the locator; null where there is none
}

/**
 * Finds the end record. The last one whose comment ends exactly with the file counts; where there is none, the last one
 * whose comment fits, as archives with bytes appended to them exist.
 */
export function findEndRecord(tail: Buffer): EndRecord | null {
  let fitting: number | null = null
  for (let at = tail.length - endBytes; at >= 0; at--) {
    if (tail[at] !== 0x50 || tail.readUInt32LE(at) !== endSignature) continue
    const end = at + endBytes + tail.readUInt16LE(at + 20)
    if (end === tail.length) return readEndRecord(tail, at)
    if (end < tail.length) fitting ??= at
  }
  return fitting === null ? null : readEndRecord(tail, fitting)
}

function readEndRecord(tail: Buffer, at: number): EndRecord {
  if (tail.readUInt16LE(at + 4) !== tail.readUInt16LE(at + 6)) {
    throw new ArchiveDamaged('the archive is one part of several')
  }
  const entryCount = tail.readUInt16LE(at + 10)
  const directoryBytes = tail.readUInt32LE(at + 12)
  const directoryOffset = tail.readUInt32LE(at + 16)
  const hasOverflow = entryCount === 0xffff || directoryBytes === 0xffffffff || directoryOffset === 0xffffffff
  const claim = { entryCount, directoryBytes, directoryOffset }
  const endsFile = at + endBytes + tail.readUInt16LE(at + 20) === tail.length
  return { ...claim, at, endsFile, hasOverflow, zip64RecordOffset: readLocator(tail, at - locatorBytes) }
}

function readLocator(tail: Buffer, at: number): number | null {
  if (at < 0 || tail.readUInt32LE(at) !== locatorSignature) return null
  return safeNumber(tail.readBigUInt64LE(at + 8), 'the zip64 record')
}

/** Reads a zip64 record; null when there is none at the start of these bytes. */
export function readZip64Record(bytes: Buffer): DirectoryClaim | null {
  if (bytes.length < zip64RecordBytes || bytes.readUInt32LE(0) !== zip64Signature) return null
  return {
    entryCount: safeNumber(bytes.readBigUInt64LE(32), 'the number of entries'),
    directoryBytes: safeNumber(bytes.readBigUInt64LE(40), 'the size of the directory'),
    directoryOffset: safeNumber(bytes.readBigUInt64LE(48), 'the place of the directory'),
  }
}

/** Values that fit into the plain record stand in both, and must agree. */
export function checkAgreement(plain: DirectoryClaim, zip64: DirectoryClaim): void {
  const agrees =
    (plain.entryCount === 0xffff || plain.entryCount === zip64.entryCount) &&
    (plain.directoryBytes === 0xffffffff || plain.directoryBytes === zip64.directoryBytes) &&
    (plain.directoryOffset === 0xffffffff || plain.directoryOffset === zip64.directoryOffset)
  if (!agrees) throw new ArchiveDamaged('the two end records contradict each other')
}

function safeNumber(value: bigint, what: string): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ArchiveDamaged(`${what} is stated as ${value}`)
  return Number(value)
}
