import { crc32 } from 'node:zlib'
import { dosTimeMs, fileTimeMs, unixTimeMs } from '../domain/archive/entry-time.ts'

/** What a directory record says of an entry, mutable: one object serves a whole directory. */
export type EntryFacts = {
  sizeBytes: number
  compressedBytes: number
  headerOffset: number
  nameStart: number
  nameLength: number
  areSizesStated: boolean
}

/** Length of a directory record before its name. */
export const recordBytes = 46
const zip64Field = 0x0001
const ntfsField = 0x000a
const unixTimeField = 0x5455
const unicodePathField = 0x7075
const overflow = 0xffffffff

/**
 * Applies the extra fields of a directory record that change where its data and its name are: sizes that did not fit,
 * the name in UTF-8. A field that runs over the end is ignored with what follows, as other readers do; where a size
 * depended on it, `areSizesStated` says that it is missing.
 */
export function applyExtraFields(bytes: Buffer, start: number, end: number, facts: EntryFacts): void {
  const isOverflowing =
    facts.sizeBytes === overflow || facts.compressedBytes === overflow || facts.headerOffset === overflow
  facts.areSizesStated = !isOverflowing
  for (let at = start; at + 4 <= end;) {
    const id = bytes.readUInt16LE(at)
    const fieldEnd = at + 4 + bytes.readUInt16LE(at + 2)
    if (fieldEnd > end) return
    if (id === zip64Field && isOverflowing) applyZip64(bytes, at + 4, fieldEnd, facts)
    else if (id === unicodePathField) applyUnicodePath(bytes, at + 4, fieldEnd, facts)
    at = fieldEnd
  }
}

/** When an entry was changed last, by the finest time that its directory record has. Null where it has none. */
export function readModifiedAtMs(bytes: Buffer, record: number): number | null {
  let modifiedAtMs = dosTimeMs(bytes.readUInt16LE(record + 14), bytes.readUInt16LE(record + 12))
  const start = record + recordBytes + bytes.readUInt16LE(record + 28)
  const end = start + bytes.readUInt16LE(record + 30)
  for (let at = start; at + 4 <= end;) {
    const id = bytes.readUInt16LE(at)
    const fieldEnd = at + 4 + bytes.readUInt16LE(at + 2)
    if (fieldEnd > end) break
    if (id === ntfsField) modifiedAtMs = readNtfsTime(bytes, at + 8, fieldEnd) ?? modifiedAtMs
    else if (id === unixTimeField) modifiedAtMs = readUnixTime(bytes, at + 4, fieldEnd) ?? modifiedAtMs
    at = fieldEnd
  }
  return modifiedAtMs
}

/** Holds only those values that overflowed, in this order (APPNOTE.TXT 4.5.3). */
function applyZip64(bytes: Buffer, start: number, end: number, facts: EntryFacts): void {
  let at = start
  const next = (): number => {
    const value = at + 8 <= end ? bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32 : Number.NaN
    at += 8
    return value
  }
  if (facts.sizeBytes === overflow) facts.sizeBytes = next()
  if (facts.compressedBytes === overflow) facts.compressedBytes = next()
  if (facts.headerOffset === overflow) facts.headerOffset = next()
  const values = [facts.sizeBytes, facts.compressedBytes, facts.headerOffset]
  facts.areSizesStated = values.every(value => Number.isSafeInteger(value))
}

/** After four reserved bytes: attributes by tag; tag 1 has three times, the first is that of the last change. */
function readNtfsTime(bytes: Buffer, start: number, end: number): number | null {
  let time: number | null = null
  for (let at = start; at + 4 <= end; at += 4 + bytes.readUInt16LE(at + 2)) {
    if (bytes.readUInt16LE(at) !== 1 || at + 12 > end) continue
    time = fileTimeMs(bytes.readUInt32LE(at + 4), bytes.readUInt32LE(at + 8)) ?? time
  }
  return time
}

function readUnixTime(bytes: Buffer, start: number, end: number): number | null {
  const hasTimeOfChange = start + 5 <= end && ((bytes[start] ?? 0) & 1) === 1
  return hasTimeOfChange ? unixTimeMs(bytes.readInt32LE(start + 1)) : null
}

/** Counts only for the name it was made for: its CRC-32 stands in front. */
function applyUnicodePath(bytes: Buffer, start: number, end: number, facts: EntryFacts): void {
  if (start + 5 > end || bytes[start] !== 1) return
  const name = bytes.subarray(facts.nameStart, facts.nameStart + facts.nameLength)
  if (bytes.readUInt32LE(start + 1) !== crc32(name)) return
  facts.nameStart = start + 5
  facts.nameLength = end - facts.nameStart
}
