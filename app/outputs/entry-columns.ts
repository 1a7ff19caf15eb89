import type { ArchiveEntry, EntryKind } from '../domain/archive/archive-entries.ts'
import { describeProblem, entryProblems, type EntryProblem } from '../domain/archive/entry-problem.ts'
import { decodeName, type NameEncoding } from './entry-name.ts'

/**
 * The index of an archive: one column per property, in memory that threads share, 54 bytes an entry beside the bytes of
 * the directory, in which the names stay until somebody asks for them.
 */
export type EntryColumns = {
  readonly count: number
  readonly headerOffset: Float64Array
  readonly endOffset: Float64Array
  readonly sizeBytes: Float64Array
  readonly compressedBytes: Float64Array
  readonly modifiedAtMs: Float64Array // NaN: not known
  readonly crc32: Uint32Array
  readonly nameStart: Uint32Array // in the directory
  readonly nameLength: Uint16Array
  readonly method: Uint16Array
  readonly traits: Uint8Array // kind, encoding of the name, flags; see `traitsOf`
  readonly problem: Uint8Array // 0: none; else one more than the position in `entryProblems`
}

export type SharedIndex = {
  readonly directory: SharedArrayBuffer
  readonly columns: SharedArrayBuffer
  readonly count: number
}

const bytesPerEntry = 5 * 8 + 2 * 4 + 2 * 2 + 2

export function allocateColumns(count: number): SharedArrayBuffer {
  return new SharedArrayBuffer(count * bytesPerEntry)
}

/** The columns of a buffer from `allocateColumns`, widest first, so that each is aligned. */
export function viewColumns(buffer: SharedArrayBuffer, count: number): EntryColumns {
  const doubles = (column: number) => new Float64Array(buffer, column * 8 * count, count)
  const words = (column: number) => new Uint32Array(buffer, (40 + column * 4) * count, count)
  const halves = (column: number) => new Uint16Array(buffer, (48 + column * 2) * count, count)
  const bytes = (column: number) => new Uint8Array(buffer, (52 + column) * count, count)
  return {
    count,
    headerOffset: doubles(0),
    endOffset: doubles(1),
    sizeBytes: doubles(2),
    compressedBytes: doubles(3),
    modifiedAtMs: doubles(4),
    crc32: words(0),
    nameStart: words(1),
    nameLength: halves(0),
    method: halves(1),
    traits: bytes(0),
    problem: bytes(1),
  }
}

const kinds: readonly EntryKind[] = ['file', 'folder', 'link']

export type Traits = {
  readonly kind: EntryKind
  readonly encoding: NameEncoding
  readonly isEncrypted: boolean
  readonly hasBackslashSeparators: boolean
}

/** Bits 0-1 kind, 2-3 encoding, 4 encrypted, 5 "\" separates the parts of the name. */
export function traitsOf({ kind, encoding, isEncrypted, hasBackslashSeparators }: Traits): number {
  return kinds.indexOf(kind) | (encoding << 2) | (isEncrypted ? 16 : 0) | (hasBackslashSeparators ? 32 : 0)
}

/** Reads single values of the index. Positions must lie inside it. */
export class EntryReader {
  readonly columns: EntryColumns
  readonly directory: Buffer

  constructor({ directory, columns, count }: SharedIndex) {
    this.directory = Buffer.from(directory)
    this.columns = viewColumns(columns, count)
  }

  kind(index: number): EntryKind {
    return kinds[(this.columns.traits[index] ?? 0) & 3] ?? 'file'
  }

  isFolder(index: number): boolean {
    return ((this.columns.traits[index] ?? 0) & 3) === 1
  }

  /** Where its name stands in the directory. */
  nameSpan(index: number): { readonly start: number; readonly end: number } {
    const start = this.columns.nameStart[index] ?? 0
    return { start, end: start + (this.columns.nameLength[index] ?? 0) }
  }

  name(index: number): string {
    const traits = this.columns.traits[index] ?? 0
    const { start, end } = this.nameSpan(index)
    const name = decodeName(this.directory, start, end, ((traits >> 2) & 3) as NameEncoding)
    return traits & 32 ? name.replaceAll('\\', '/') : name
  }

  /** Its bytes in the directory are those of `name` in UTF-8. */
  isNameUtf8(index: number): boolean {
    return ((this.columns.traits[index] ?? 0) & (8 | 32)) === 0
  }

  problem(index: number): EntryProblem | null {
    const code = this.columns.problem[index] ?? 0
    return code === 0 ? null : (entryProblems[code - 1] ?? null)
  }

  modifiedAtMs(index: number): number | null {
    const time = this.columns.modifiedAtMs[index] ?? Number.NaN
    return Number.isNaN(time) ? null : time
  }

  entry(index: number): ArchiveEntry {
    const { columns } = this
    const problem = this.problem(index)
    return {
      index,
      name: this.name(index),
      kind: this.kind(index),
      method: columns.method[index] ?? 0,
      isEncrypted: ((columns.traits[index] ?? 0) & 16) !== 0,
      sizeBytes: columns.sizeBytes[index] ?? 0,
      compressedBytes: columns.compressedBytes[index] ?? 0,
      crc32: columns.crc32[index] ?? 0,
      headerOffset: columns.headerOffset[index] ?? 0,
      endOffset: columns.endOffset[index] ?? 0,
      modifiedAtMs: this.modifiedAtMs(index),
      problem: problem === null ? null : describeProblem(problem),
    }
  }
}

/** Notes a problem, unless the entry has one already: the first found is the one to tell. */
export function noteProblem(columns: EntryColumns, index: number, problem: EntryProblem): void {
  if (columns.problem[index] === 0) columns.problem[index] = entryProblems.indexOf(problem) + 1
}

/** Adds up sizes, which a hostile archive may state at will: a sum stays an exact number, at worst the largest one. */
export function addBytes(sum: number, bytes: number | undefined): number {
  return Math.min(Number.MAX_SAFE_INTEGER, sum + (bytes ?? 0))
}
