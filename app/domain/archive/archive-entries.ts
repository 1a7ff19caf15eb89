import type { SharedIndex } from './shared-index.ts'

/** What an entry is, by its name and its Unix mode. */
export type EntryKind = 'file' | 'folder' | 'link'

/** One entry of a zip's central directory, decoded. Sizes and offsets in bytes. */
export type ArchiveEntry = {
  readonly index: number // position in the central directory
  readonly name: string // as the archive has it, "/"-separated; untrusted
  readonly kind: EntryKind
  readonly method: number // 0 stored, 8 deflate, others are refused
  readonly isEncrypted: boolean
  readonly sizeBytes: number
  readonly compressedBytes: number
  readonly crc32: number // unsigned
  readonly headerOffset: number // of the local file header, counted from the object's first byte
  readonly endOffset: number // exclusive bound of this entry's bytes: the next header, or the central directory
  readonly modifiedAtMs: number | null
  readonly problem: string | null // a sentence: why this entry can never be written to a disk; null when it can
}

/** The index of one archive: entries by position, decoded on demand. Implemented over columns, never an array of objects. */
export interface ArchiveEntries {
  readonly count: number
  /** The same entries for other threads. */
  readonly shared: SharedIndex
  entry(index: number): ArchiveEntry
  /** Without decoding the rest. */
  isFolder(index: number): boolean
  /** Positions of the files and links a selection takes, in the order of their bytes in the archive. */
  select(selection: {
    readonly include: readonly string[]
    readonly exclude: readonly string[]
    readonly globs?: readonly string[] | undefined
  }): Promise<readonly number[]>
}
