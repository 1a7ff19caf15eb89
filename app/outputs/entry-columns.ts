import type { ArchiveEntry, EntryKind } from '../domain/archive/archive-entries.ts'
import { describeProblem, entryProblems, type EntryProblem } from '../domain/archive/entry-problem.ts'
import type { SharedBytes, SharedIndex } from '../domain/archive/shared-index.ts'
import { byteLength } from '../domain/byte-range.ts'
import { spanOf } from '../domain/transfer/plan-units.ts'
import { readModifiedAtMs } from './extra-fields.ts'

/**
 * The index of an archive: one column per property, in memory that threads share, 46 bytes an entry beside the bytes of
 * the directory, in which names, times and checksums stay until somebody asks for them.
 */
export type EntryColumns = {
  readonly count: number
  readonly headerOffset: Float64Array
  readonly endOffset: Float64Array
  readonly sizeBytes: Float64Array
  readonly compressedBytes: Float64Array
  readonly recordStart: Uint32Array // in the directory
  readonly nameStart: Uint32Array // in the directory: of the record, of an extra field, or behind the last record
  readonly nameLength: Uint32Array
  readonly traits: Uint8Array // kind, encoding of the name, flags; see `traitsOf`
  readonly problem: Uint8Array // 0: none; else one more than the position in `entryProblems`
}

const bytesPerEntry = 4 * 8 + 3 * 4 + 2

export function allocateColumns(count: number): SharedBytes {
  return new Uint8Array(new SharedArrayBuffer(count * bytesPerEntry))
}

/** The columns in memory from `allocateColumns`, widest first, so that each is aligned. */
export function viewColumns({ buffer, byteOffset }: SharedBytes, count: number): EntryColumns {
  const doubles = (column: number) => new Float64Array(buffer, byteOffset + column * 8 * count, count)
  const words = (column: number) => new Uint32Array(buffer, byteOffset + (32 + column * 4) * count, count)
  const bytes = (column: number) => new Uint8Array(buffer, byteOffset + (44 + column) * count, count)
  return {
    count,
    headerOffset: doubles(0),
    endOffset: doubles(1),
    sizeBytes: doubles(2),
    compressedBytes: doubles(3),
    recordStart: words(0),
    nameStart: words(1),
    nameLength: words(2),
    traits: bytes(0),
    problem: bytes(1),
  }
}

const kinds: readonly EntryKind[] = ['file', 'folder', 'link']
const folderKind = kinds.indexOf('folder')

export type Traits = { readonly kind: EntryKind; readonly isAscii: boolean; readonly isEncrypted: boolean }

/** Bits 0-1 kind, 2 the name is ASCII, 4 encrypted. */
export function traitsOf({ kind, isAscii, isEncrypted }: Traits): number {
  return kinds.indexOf(kind) | (isAscii ? 4 : 0) | (isEncrypted ? 16 : 0)
}

/** Reads single values of the index. Positions must lie inside it. */
export class EntryReader {
  readonly columns: EntryColumns
  readonly directory: Buffer

  constructor({ directory, columns, count }: Pick<SharedIndex, 'directory' | 'columns' | 'count'>) {
    this.directory = Buffer.from(directory.buffer, directory.byteOffset, directory.byteLength)
    this.columns = viewColumns(columns, count)
  }

  kind(index: number): EntryKind {
    return kinds[(this.columns.traits[index] ?? 0) & 3] ?? 'file'
  }

  isFolder(index: number): boolean {
    return ((this.columns.traits[index] ?? 0) & 3) === folderKind
  }

  isNameAscii(index: number): boolean {
    return ((this.columns.traits[index] ?? 0) & 4) !== 0
  }

  name(index: number): string {
    const start = this.columns.nameStart[index] ?? 0
    const end = start + (this.columns.nameLength[index] ?? 0)
    return this.directory.toString(this.isNameAscii(index) ? 'latin1' : 'utf8', start, end)
  }

  problem(index: number): EntryProblem | null {
    const code = this.columns.problem[index] ?? 0
    return code === 0 ? null : (entryProblems[code - 1] ?? null)
  }

  modifiedAtMs(index: number): number | null {
    return readModifiedAtMs(this.directory, this.columns.recordStart[index] ?? 0)
  }

  /** What taking an entry fetches, its header included; nothing of one that cannot be taken. */
  fetchBytes(index: number): number {
    const { problem, headerOffset, endOffset, compressedBytes } = this.columns
    if (problem[index] !== 0) return 0
    const bounds = { headerOffset: headerOffset[index] ?? 0, endOffset: endOffset[index] ?? 0 }
    return byteLength(spanOf({ ...bounds, compressedBytes: compressedBytes[index] ?? 0 }))
  }

  entry(index: number): ArchiveEntry {
    const { columns, directory } = this
    const record = columns.recordStart[index] ?? 0
    const problem = this.problem(index)
    return {
      index,
      name: this.name(index),
      kind: this.kind(index),
      method: directory.readUInt16LE(record + 10),
      isEncrypted: ((columns.traits[index] ?? 0) & 16) !== 0,
      sizeBytes: columns.sizeBytes[index] ?? 0,
      compressedBytes: columns.compressedBytes[index] ?? 0,
      crc32: directory.readUInt32LE(record + 16),
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
