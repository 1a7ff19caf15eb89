import type { SharedBytes, SharedIndex } from '../domain/archive/shared-index.ts'
import { addBytes, type EntryColumns, type EntryReader } from './entry-columns.ts'
import { NameTable } from './name-table.ts'

/**
 * The folders of an archive in memory that threads share: one column per property, 64 bytes a folder and 8 an entry. The
 * path of a folder is the beginning of some entry's name and stays there.
 */
export type TreeColumns = {
  readonly sizeBytes: Float64Array // sums over everything below
  readonly compressedBytes: Float64Array
  readonly fetchBytes: Float64Array // of what can be taken
  readonly fileCount: Uint32Array
  readonly pathStart: Uint32Array // in the directory
  readonly pathLength: Uint32Array // with its "/" at the end; 0 for the root
  readonly parent: Int32Array // comes before its children; -1 for the root
  readonly entryIndex: Int32Array // its own entry; -1 where the archive has none
  readonly firstFolder: Uint32Array // into `folders`
  readonly ownFolders: Uint32Array
  readonly firstFile: Uint32Array // into `files`
  readonly ownFiles: Uint32Array
  readonly folders: Uint32Array // folder by folder those right below it
  readonly folderOf: Uint32Array // by entry; of a folder's entry: the folder itself
  readonly files: Uint32Array // positions of files and links, folder by folder; what is left at the end is not used
}

const bytesPerFolder = 3 * 8 + 10 * 4
const bytesPerEntry = 2 * 4

export function allocateTree(folderCount: number, entryCount: number): SharedBytes {
  return new Uint8Array(new SharedArrayBuffer(folderCount * bytesPerFolder + entryCount * bytesPerEntry))
}

/** The columns in memory from `allocateTree`, widest first, so that each is aligned. */
export function viewTree({ buffer, byteOffset }: SharedBytes, folderCount: number, entryCount: number): TreeColumns {
  const doubles = (column: number) => new Float64Array(buffer, byteOffset + column * 8 * folderCount, folderCount)
  const at = (column: number) => byteOffset + (24 + column * 4) * folderCount
  const words = (column: number) => new Uint32Array(buffer, at(column), folderCount)
  const signed = (column: number) => new Int32Array(buffer, at(column), folderCount)
  return {
    sizeBytes: doubles(0),
    compressedBytes: doubles(1),
    fetchBytes: doubles(2),
    fileCount: words(0),
    pathStart: words(1),
    pathLength: words(2),
    parent: signed(3),
    entryIndex: signed(4),
    firstFolder: words(5),
    ownFolders: words(6),
    firstFile: words(7),
    ownFiles: words(8),
    folders: words(9),
    folderOf: new Uint32Array(buffer, at(10), entryCount),
    files: new Uint32Array(buffer, at(10) + 4 * entryCount, entryCount),
  }
}

/** A folder and the sums of everything below it. */
export type Folder = {
  readonly path: string // ends in "/"; that of the root is ""
  readonly entryIndex: number // its own entry; -1 where the archive has none
  readonly sizeBytes: number
  readonly compressedBytes: number
  readonly fetchBytes: number
  readonly fileCount: number
}

/** Reads the folders of an index. Folders go by numbers: 0 is the root, and parents come before their children. */
export class EntryTree {
  readonly folderCount: number
  readonly columns: TreeColumns
  readonly files: Uint32Array // positions of files and links, folder by folder
  readonly #reader: EntryReader
  #folderTable: NameTable | undefined
  #fileTable: NameTable | undefined

  constructor(reader: EntryReader, { tree, folderCount }: Pick<SharedIndex, 'tree' | 'folderCount'>) {
    this.#reader = reader
    this.folderCount = folderCount
    this.columns = viewTree(tree, folderCount, reader.columns.count)
    this.files = this.columns.files.subarray(0, this.columns.fileCount[0])
  }

  folder(id: number): Folder {
    const { columns } = this
    return {
      path: this.path(id),
      entryIndex: columns.entryIndex[id] ?? -1,
      sizeBytes: columns.sizeBytes[id] ?? 0,
      compressedBytes: columns.compressedBytes[id] ?? 0,
      fetchBytes: columns.fetchBytes[id] ?? 0,
      fileCount: columns.fileCount[id] ?? 0,
    }
  }

  path(id: number): string {
    const start = this.columns.pathStart[id] ?? 0
    return this.#reader.directory.toString('utf8', start, start + (this.columns.pathLength[id] ?? 0))
  }

  /** The folders right below one. */
  foldersIn(id: number): Uint32Array {
    return window(this.columns.folders, this.columns.firstFolder[id], this.columns.ownFolders[id])
  }

  /** Positions of the files and links right below a folder, in the order of the directory. */
  filesIn(id: number): Uint32Array {
    return window(this.columns.files, this.columns.firstFile[id], this.columns.ownFiles[id])
  }

  /** @param path Ends in "/", or is "" for the root. Answers -1 for one that is not there. */
  findFolder(path: string): number {
    if (path === '') return 0
    this.#folderTable ??= this.#tableOfFolders()
    return this.#folderTable.find(path)
  }

  /** The position of the last file or link of that name, or -1. */
  findFile(path: string): number {
    this.#fileTable ??= this.#tableOfFiles()
    return this.#fileTable.find(path)
  }

  #tableOfFolders(): NameTable {
    const spans = { starts: this.columns.pathStart, lengths: this.columns.pathLength }
    const table = new NameTable(this.#reader.directory, () => spans, this.folderCount)
    for (let id = 1; id < this.folderCount; id++) table.add(id)
    return table
  }

  #tableOfFiles(): NameTable {
    const { nameStart, nameLength, count } = this.#reader.columns
    const spans = { starts: nameStart, lengths: nameLength }
    const table = new NameTable(this.#reader.directory, () => spans, count)
    for (let index = 0; index < count; index++) if (!this.#reader.isFolder(index)) table.add(index)
    return table
  }
}

function window(values: Uint32Array, first = 0, length = 0): Uint32Array {
  return values.subarray(first, first + length)
}

/** Children come after their parents, so that one pass from the end carries every sum up to the root. */
export function addUpFolders(tree: TreeColumns, { sizeBytes, compressedBytes }: EntryColumns): void {
  for (let id = tree.parent.length - 1; id >= 0; id--) {
    for (const index of window(tree.files, tree.firstFile[id], tree.ownFiles[id])) {
      tree.sizeBytes[id] = addBytes(tree.sizeBytes[id] ?? 0, sizeBytes[index])
      tree.compressedBytes[id] = addBytes(tree.compressedBytes[id] ?? 0, compressedBytes[index])
    }
    tree.fileCount[id] = (tree.fileCount[id] ?? 0) + (tree.ownFiles[id] ?? 0)
    const parent = tree.parent[id] ?? -1
    if (parent < 0) continue
    tree.sizeBytes[parent] = addBytes(tree.sizeBytes[parent] ?? 0, tree.sizeBytes[id])
    tree.compressedBytes[parent] = addBytes(tree.compressedBytes[parent] ?? 0, tree.compressedBytes[id])
    tree.fileCount[parent] = (tree.fileCount[parent] ?? 0) + (tree.fileCount[id] ?? 0)
  }
}

/** The same for what there is to fetch, once it is known which entries cannot be taken. */
export function addUpFetching(
  { fetchBytes, files, firstFile, ownFiles, parent }: TreeColumns,
  reader: EntryReader,
): void {
  for (let id = parent.length - 1; id >= 0; id--) {
    for (const index of window(files, firstFile[id], ownFiles[id])) {
      fetchBytes[id] = addBytes(fetchBytes[id] ?? 0, reader.fetchBytes(index))
    }
    const above = parent[id] ?? -1
    if (above >= 0) fetchBytes[above] = addBytes(fetchBytes[above] ?? 0, fetchBytes[id])
  }
}
