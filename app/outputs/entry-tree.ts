import { ArchiveDamaged } from './archive-errors.ts'
import { addBytes, noteProblem, type EntryReader } from './entry-columns.ts'
import { NameTable } from './name-table.ts'

/** A folder and the sums of everything below it. Mutable while the tree is built. */
export type Folder = {
  readonly path: string // ends in "/"; that of the root is ""
  readonly parent: number // comes before this one in the list; -1 for the root
  readonly folders: number[]
  entryIndex: number // its own entry; -1 where the archive has none
  firstFile: number // into `files`
  ownFiles: number
  sizeBytes: number
  compressedBytes: number
  fileCount: number
}

export type EntryTree = {
  readonly folders: readonly Folder[] // parents before children; 0 is the root
  readonly folderByPath: ReadonlyMap<string, number>
  readonly folderOf: Uint32Array // by position; of a folder's entry: the folder itself
  readonly files: Uint32Array // positions of files and links, folder by folder
  readonly fileByName: NameTable
}

/** A hostile archive could name more folders than memory holds; no honest one comes near. */
const maxFolders = 1_000_000

/** Sorts entries into folders, adds up sums, and notes names that stand in each other's way. */
export function buildTree(reader: EntryReader): EntryTree {
  const builder = new TreeBuilder(reader)
  const { count } = reader.columns
  const folderOf = new Uint32Array(count)
  const fileByName = new NameTable(reader)
  for (let index = 0; index < count; index++) {
    folderOf[index] = builder.placeOf(index)
    if (reader.isFolder(index)) builder.folderAt(folderOf[index] ?? 0).entryIndex = index
    else noteSuperseded(reader, fileByName.add(index))
  }
  noteFilesNamedLikeFolders(reader, builder.folders, fileByName)
  const files = groupFiles(reader, builder.folders, folderOf)
  addUp(reader, builder.folders, files)
  return { folders: builder.folders, folderByPath: builder.folderByPath, folderOf, files, fileByName }
}

class TreeBuilder {
  readonly folders: Folder[] = []
  readonly folderByPath = new Map<string, number>()
  readonly #reader: EntryReader
  #last = { start: 0, length: -1, traits: -1, folder: 0 }

  constructor(reader: EntryReader) {
    this.#reader = reader
    this.#create('', -1)
  }

  folderAt(id: number): Folder {
    const folder = this.folders[id]
    if (!folder) throw new RangeError(`no folder ${id}`)
    return folder
  }

  /** Its folder; for a folder's entry the folder itself. Neighbours mostly share one, which needs no string. */
  placeOf(index: number): number {
    const { start, end } = this.#reader.nameSpan(index)
    if (this.#isUnplaceable(index)) return 0
    const length = this.#reader.directory.subarray(start, end).lastIndexOf(0x2f) + 1
    const traits = (this.#reader.columns.traits[index] ?? 0) >> 2
    if (this.#isLast(start, length, traits)) return this.#last.folder
    const name = this.#reader.name(index)
    const folder = this.#open(name.slice(0, name.lastIndexOf('/') + 1))
    this.#last = { start, length, traits, folder }
    return folder
  }

  /** Refused anyway, and not worth hundreds of folders. */
  #isUnplaceable(index: number): boolean {
    const problem = this.#reader.problem(index)
    return problem === 'name-too-long' || problem === 'name-too-deep'
  }

  #isLast(start: number, length: number, traits: number): boolean {
    const { last, bytes } = { last: this.#last, bytes: this.#reader.directory }
    if (last.length !== length || last.traits !== traits || length === 0) return false
    return bytes.compare(bytes, last.start, last.start + length, start, start + length) === 0
  }

  #open(path: string): number {
    const known = this.folderByPath.get(path)
    if (known !== undefined) return known
    return this.#create(path, this.#open(parentPath(path)))
  }

  #create(path: string, parent: number): number {
    const id = this.folders.length
    if (id >= maxFolders) throw new ArchiveDamaged(`the archive names more than ${maxFolders} folders`)
    const sums = { sizeBytes: 0, compressedBytes: 0, fileCount: 0 }
    this.folders.push({ path, parent, folders: [], entryIndex: -1, firstFile: 0, ownFiles: 0, ...sums })
    this.folders[parent]?.folders.push(id)
    this.folderByPath.set(path, id)
    return id
  }
}

/** Of a path that ends in "/". The lone slash of an absolute path lies in the root. */
function parentPath(path: string): string {
  return path.length < 2 ? '' : path.slice(0, path.lastIndexOf('/', path.length - 2) + 1)
}

function noteSuperseded({ columns }: EntryReader, earlier: number): void {
  if (earlier >= 0) noteProblem(columns, earlier, 'superseded')
}

function noteFilesNamedLikeFolders({ columns }: EntryReader, folders: readonly Folder[], files: NameTable): void {
  for (const { path } of folders) {
    const file = path === '' ? -1 : files.find(path.slice(0, -1))
    if (file >= 0) noteProblem(columns, file, 'also-a-folder')
  }
}

/** Counting sort of files by folder: linear, and stable, so that files keep the archive's order. */
function groupFiles(reader: EntryReader, folders: readonly Folder[], folderOf: Uint32Array): Uint32Array {
  for (let index = 0; index < folderOf.length; index++) {
    const owner = folders[folderOf[index] ?? 0]
    if (owner && !reader.isFolder(index)) owner.ownFiles++
  }
  const free: number[] = []
  let total = 0
  for (const folder of folders) {
    folder.firstFile = total
    free.push(total)
    total += folder.ownFiles
  }
  const files = new Uint32Array(total)
  for (let index = 0; index < folderOf.length; index++) {
    if (reader.isFolder(index)) continue
    const folder = folderOf[index] ?? 0
    const place = free[folder] ?? 0
    files[place] = index
    free[folder] = place + 1
  }
  return files
}

/** Children come after their parents, so that one pass from the end carries every sum up to the root. */
function addUp({ columns }: EntryReader, folders: readonly Folder[], files: Uint32Array): void {
  for (const folder of folders.toReversed()) {
    for (let at = folder.firstFile; at < folder.firstFile + folder.ownFiles; at++) {
      const index = files[at] ?? 0
      folder.sizeBytes = addBytes(folder.sizeBytes, columns.sizeBytes[index])
      folder.compressedBytes = addBytes(folder.compressedBytes, columns.compressedBytes[index])
    }
    folder.fileCount += folder.ownFiles
    const parent = folders[folder.parent]
    if (!parent) continue
    parent.sizeBytes = addBytes(parent.sizeBytes, folder.sizeBytes)
    parent.compressedBytes = addBytes(parent.compressedBytes, folder.compressedBytes)
    parent.fileCount += folder.fileCount
  }
}
