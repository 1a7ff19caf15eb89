import { isSizeImpossible, nameProblem } from '../domain/archive/entry-problem.ts'
import type { EntryKind } from '../domain/archive/archive-entries.ts'
import { ArchiveDamaged } from './archive-errors.ts'
import type { SharedIndex } from '../domain/archive/shared-index.ts'
import { allocateColumns, EntryReader, noteProblem, traitsOf, viewColumns, type EntryColumns } from './entry-columns.ts'
import { boundEntries } from './entry-bounds.ts'
import { decodeCodePage, nameTraits, scanName } from './entry-name.ts'
import { buildTree } from './build-tree.ts'
import { applyExtraFields, recordBytes, type EntryFacts } from './extra-fields.ts'
import { NameAppendix } from './name-appendix.ts'

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
const flagEncrypted = 1
const slash = 0x2f
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
  const given = new Uint8Array(facts.directory)
  const directory = Buffer.from(facts.directory)
  const count = countEntries(directory)
  checkCount(count, facts)
  const columns = allocateColumns(count)
  const appendix = new NameAppendix(given)
  parseRecords({ columns: viewColumns(columns, count), directory, facts: noFacts(), appendix }, facts)
  boundEntries(viewColumns(columns, count), facts.startOffset)
  const parsed = { count, directory: appendix.join(), columns }
  return { ...parsed, ...buildTree(new EntryReader(parsed)) }
}

function noFacts(): EntryFacts {
  return { sizeBytes: 0, compressedBytes: 0, headerOffset: 0, nameStart: 0, nameLength: 0, areSizesStated: true }
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

type Parsing = {
  readonly columns: EntryColumns
  readonly directory: Buffer
  readonly facts: EntryFacts // of the record being read
  readonly appendix: NameAppendix
}

function parseRecords(parsing: Parsing, { prefixBytes, startOffset }: DirectoryFacts): void {
  const { columns, directory, facts } = parsing
  for (let index = 0, at = 0; index < columns.count; index++, at = recordEnd(directory, at)) {
    readRecord(directory, at, facts)
    facts.headerOffset += prefixBytes
    if (!facts.areSizesStated) Object.assign(facts, { sizeBytes: 0, compressedBytes: 0, headerOffset: startOffset })
    storeFacts(columns, index, at, facts)
    storeNature(parsing, index, at)
  }
}

function readRecord(bytes: Buffer, at: number, facts: EntryFacts): void {
  facts.compressedBytes = bytes.readUInt32LE(at + 20)
  facts.sizeBytes = bytes.readUInt32LE(at + 24)
  facts.headerOffset = bytes.readUInt32LE(at + 42)
  facts.nameStart = at + recordBytes
  facts.nameLength = bytes.readUInt16LE(at + 28)
  const extraStart = facts.nameStart + facts.nameLength
  applyExtraFields(bytes, extraStart, extraStart + bytes.readUInt16LE(at + 30), facts)
}

function storeFacts(columns: EntryColumns, index: number, at: number, facts: EntryFacts): void {
  if (!facts.areSizesStated) noteProblem(columns, index, 'sizes-unstated')
  columns.recordStart[index] = at
  columns.sizeBytes[index] = facts.sizeBytes
  columns.compressedBytes[index] = facts.compressedBytes
  columns.headerOffset[index] = facts.headerOffset
  columns.nameStart[index] = facts.nameStart
  columns.nameLength[index] = facts.nameLength
}

function storeNature(parsing: Parsing, index: number, at: number): void {
  const { columns, directory } = parsing
  const isEncrypted = (directory.readUInt16LE(at + 8) & flagEncrypted) !== 0
  const method = directory.readUInt16LE(at + 10)
  const fileType = unixFileType(directory, at)
  if (isEncrypted) noteProblem(columns, index, 'encrypted')
  if (method !== methods.stored && method !== methods.deflated) noteProblem(columns, index, 'method-unsupported')
  noteSize(columns, index, method)
  const { isFolder, isAscii } = storeName(parsing, index, at)
  const kind = isFolder ? 'folder' : kindOf(fileType)
  columns.traits[index] = traitsOf({ kind, isAscii, isEncrypted })
  if (kind === 'file' && isSpecial(fileType)) noteProblem(columns, index, 'special-file')
}

/** Judges the name, and puts it down in UTF-8 with slashes where the record has it otherwise. */
function storeName(parsing: Parsing, index: number, at: number): { isFolder: boolean; isAscii: boolean } {
  const { directory, facts } = parsing
  const [start, end] = [facts.nameStart, facts.nameStart + facts.nameLength]
  const seen = scanName(directory, start, end)
  if (seen === 0) return { isFolder: directory[end - 1] === slash, isAscii: true }
  const isAscii = (seen & nameTraits.beyondAscii) === 0
  const decoded = isAscii ? null : decodeCodePage(directory, start, end)
  const name = decoded ?? directory.toString('utf8', start, end)
  const path = separatesByBackslash(directory, at, name) ? name.replaceAll('\\', '/') : name
  if (decoded !== null || path !== name) moveName(parsing, index, path)
  const problem = (seen & nameTraits.suspicious) === 0 ? null : nameProblem(path)
  if (problem) noteProblem(parsing.columns, index, problem)
  return { isFolder: path.endsWith('/'), isAscii }
}

function moveName({ columns, appendix }: Parsing, index: number, name: string): void {
  const { start, length } = appendix.add(name)
  columns.nameStart[index] = start
  columns.nameLength[index] = length
}

/** An impossible size is taken as none: it says nothing, and sums must not rest on it. */
function noteSize(columns: EntryColumns, index: number, method: number): void {
  const [size, compressed] = [columns.sizeBytes[index] ?? 0, columns.compressedBytes[index] ?? 0]
  if (columns.problem[index] !== 0 || !isSizeImpossible(method, size, compressed)) return
  noteProblem(columns, index, 'size-impossible')
  columns.sizeBytes[index] = 0
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
function separatesByBackslash(bytes: Buffer, at: number, name: string): boolean {
  return windowsSystems.includes(bytes[at + 5] ?? 0) && name.includes('\\') && !name.includes('/')
}
