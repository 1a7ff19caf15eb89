import { isSizeImpossible, nameProblem } from '../domain/archive/entry-problem.ts'
import type { EntryKind } from '../domain/archive/archive-entries.ts'
import { dosTimeMs } from '../domain/archive/entry-time.ts'
import { ArchiveDamaged } from './archive-errors.ts'
import {
  allocateColumns,
  EntryReader,
  noteProblem,
  traitsOf,
  type EntryColumns,
  type SharedIndex,
} from './entry-columns.ts'
import { boundEntries } from './entry-bounds.ts'
import { isNameSuspicious, nameEncodingOf } from './entry-name.ts'
import { applyExtraFields, type EntryFacts } from './extra-fields.ts'

/** What is known of a directory before it is parsed. */
export type DirectoryFacts = {
  readonly directory: SharedArrayBuffer
  readonly startOffset: number
  readonly prefixBytes: number
  readonly entryCount: number
  readonly isZip64: boolean
}

// A directory record: APPNOTE.TXT 6.3.10, section 4.3.12.
const entrySignature = 0x02014b50
const digitalSignature = 0x05054b50
const recordBytes = 46
const flagEncrypted = 1
const methods = { stored: 0, deflated: 8 }

/** Systems whose attributes hold a Unix mode, and systems whose packers may separate names with a backslash. */
const unixSystems = [3, 19]
const windowsSystems = [0, 10, 11, 14]

/**
 * Parses a central directory in one pass into columns. The directory itself must be sound, or the whole list is in
 * doubt; what is wrong with a single entry is noted with that entry.
 *
 * @throws ArchiveDamaged
 */
export function parseDirectory(facts: DirectoryFacts): SharedIndex {
  const bytes = Buffer.from(facts.directory)
  const count = countEntries(bytes)
  checkCount(count, facts)
  const index = { directory: facts.directory, columns: allocateColumns(count), count }
  const reader = new EntryReader(index)
  parseRecords(reader, facts)
  boundEntries(reader.columns, facts.startOffset)
  return index
}

function countEntries(bytes: Buffer): number {
  let count = 0
  let at = 0
  while (at + recordBytes <= bytes.length && bytes.readUInt32LE(at) === entrySignature) {
    at = recordEnd(bytes, at)
    count++
  }
  if (at > bytes.length) throw new ArchiveDamaged('the last entry runs over the end of the directory')
  const isAtEnd = at === bytes.length || (at + 4 <= bytes.length && bytes.readUInt32LE(at) === digitalSignature)
  if (!isAtEnd) throw new ArchiveDamaged(`after ${count} entries the directory has something else`)
  return count
}

/** Writers without zip64 count modulo 65,536; their directory is complete all the same. */
function checkCount(count: number, { entryCount, isZip64 }: DirectoryFacts): void {
  const stated = isZip64 ? count : count % 65_536
  if (stated !== entryCount) throw new ArchiveDamaged(`the archive states ${entryCount} entries and has ${count}`)
}

function recordEnd(bytes: Buffer, at: number): number {
  return at + recordBytes + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
}

function parseRecords(reader: EntryReader, { prefixBytes, startOffset }: DirectoryFacts): void {
  const { columns, directory } = reader
  const facts: EntryFacts = {
    sizeBytes: 0,
    compressedBytes: 0,
    headerOffset: 0,
    modifiedAtMs: null,
    nameStart: 0,
    nameLength: 0,
    areSizesStated: true,
  }
  for (let index = 0, at = 0; index < columns.count; index++, at = recordEnd(directory, at)) {
    readRecord(directory, at, facts)
    facts.headerOffset += prefixBytes
    if (!facts.areSizesStated) Object.assign(facts, { sizeBytes: 0, compressedBytes: 0, headerOffset: startOffset })
    storeFacts(columns, index, facts)
    storeNature(reader, index, at)
    noteName(reader, index)
  }
}

function readRecord(bytes: Buffer, at: number, facts: EntryFacts): void {
  facts.compressedBytes = bytes.readUInt32LE(at + 20)
  facts.sizeBytes = bytes.readUInt32LE(at + 24)
  facts.headerOffset = bytes.readUInt32LE(at + 42)
  facts.modifiedAtMs = dosTimeMs(bytes.readUInt16LE(at + 14), bytes.readUInt16LE(at + 12))
  facts.nameStart = at + recordBytes
  facts.nameLength = bytes.readUInt16LE(at + 28)
  const extraStart = facts.nameStart + facts.nameLength
  applyExtraFields(bytes, extraStart, extraStart + bytes.readUInt16LE(at + 30), facts)
}

function storeFacts(columns: EntryColumns, index: number, facts: EntryFacts): void {
  if (!facts.areSizesStated) noteProblem(columns, index, 'sizes-unstated')
  columns.sizeBytes[index] = facts.sizeBytes
  columns.compressedBytes[index] = facts.compressedBytes
  columns.headerOffset[index] = facts.headerOffset
  columns.modifiedAtMs[index] = facts.modifiedAtMs ?? Number.NaN
  columns.nameStart[index] = facts.nameStart
  columns.nameLength[index] = facts.nameLength
}

function storeNature(reader: EntryReader, index: number, at: number): void {
  const { columns, directory } = reader
  const { start, end } = reader.nameSpan(index)
  const hasBackslashSeparators = separatesByBackslash(directory, at, start, end)
  const isEncrypted = (directory.readUInt16LE(at + 8) & flagEncrypted) !== 0
  const fileType = unixFileType(directory, at)
  const endsLikeFolder = directory[end - 1] === 0x2f || (hasBackslashSeparators && directory[end - 1] === 0x5c)
  const kind = end > start && endsLikeFolder ? 'folder' : kindOf(fileType)
  const encoding = nameEncodingOf(directory, start, end)
  columns.crc32[index] = directory.readUInt32LE(at + 16)
  columns.method[index] = directory.readUInt16LE(at + 10)
  columns.traits[index] = traitsOf({ kind, encoding, isEncrypted, hasBackslashSeparators })
  if (isEncrypted) noteProblem(columns, index, 'encrypted')
  if (!isMethodKnown(columns.method[index])) noteProblem(columns, index, 'method-unsupported')
  noteSize(columns, index)
  if (kind === 'file' && isSpecial(fileType)) noteProblem(columns, index, 'special-file')
}

/** An impossible size is taken as none: it says nothing, and sums must not rest on it. */
function noteSize(columns: EntryColumns, index: number): void {
  const [method, size, compressed] = [columns.method[index], columns.sizeBytes[index], columns.compressedBytes[index]]
  if (columns.problem[index] !== 0 || !isSizeImpossible(method ?? 0, size ?? 0, compressed ?? 0)) return
  noteProblem(columns, index, 'size-impossible')
  columns.sizeBytes[index] = 0
}

function isMethodKnown(method: number | undefined): boolean {
  return method === methods.stored || method === methods.deflated
}

/** The type bits of a Unix mode; 0 where the packer's system knows none. 7-Zip marks them with 0x8000 on Windows. */
function unixFileType(bytes: Buffer, at: number): number {
  const attributes = bytes.readUInt32LE(at + 38)
  const hasMode = unixSystems.includes(bytes[at + 5] ?? 0) || (attributes & 0x8000) !== 0
  return hasMode ? (attributes >>> 16) & 0o170000 : 0
}

function kindOf(fileType: number): EntryKind {
  return fileType === 0o120000 ? 'link' : 'file'
}

/** Pipes, devices and sockets. Folders are known by their names, so a folder's bits on a file mean nothing. */
function isSpecial(fileType: number): boolean {
  return [0o010000, 0o020000, 0o060000, 0o140000].includes(fileType)
}

/** Old Windows packers wrote backslashes where the format wants slashes; such a name then has no slash at all. */
function separatesByBackslash(bytes: Buffer, at: number, start: number, end: number): boolean {
  if (!windowsSystems.includes(bytes[at + 5] ?? 0)) return false
  const name = bytes.subarray(start, end)
  return name.includes(0x5c) && !name.includes(0x2f)
}

function noteName(reader: EntryReader, index: number): void {
  const { start, end } = reader.nameSpan(index)
  if (!isNameSuspicious(reader.directory, start, end)) return
  const problem = nameProblem(reader.name(index))
  if (problem) noteProblem(reader.columns, index, problem)
}
