import type { SharedIndex } from '../domain/archive/shared-index.ts'
import { noteProblem, type EntryColumns, type EntryReader } from './entry-columns.ts'
import { addUpFetching, addUpFolders, allocateTree, EntryTree, viewTree, type TreeColumns } from './entry-tree.ts'
import { FolderList } from './folder-list.ts'
import { NameTable } from './name-table.ts'

/** Sorts entries into folders, adds up sums, and notes names that stand in each other's way. */
export function buildTree(reader: EntryReader): Pick<SharedIndex, 'tree' | 'folderCount'> {
  const { count } = reader.columns
  const folderOf = new Uint32Array(count)
  const folders = placeEntries(reader, folderOf)
  const shared = allocateTree(folders.count, count)
  const tree = viewTree(shared, folders.count, count)
  tree.folderOf.set(folderOf)
  tree.pathStart.set(folders.starts.subarray(0, folders.count))
  tree.pathLength.set(folders.lengths.subarray(0, folders.count))
  tree.parent.set(folders.parents.subarray(0, folders.count))
  noteFolderEntries(reader, tree)
  groupFolders(tree)
  groupFiles(reader, tree)
  addUpFolders(tree, reader.columns)
  const built = { tree: shared, folderCount: folders.count }
  noteClashes(reader, new EntryTree(reader, built))
  addUpFetching(tree, reader)
  return built
}

function placeEntries(reader: EntryReader, folderOf: Uint32Array): FolderList {
  const { nameStart, nameLength, problem, count } = reader.columns
  const folders = new FolderList(reader.directory)
  for (let index = 0; index < count; index++) {
    const start = nameStart[index] ?? 0
    const isPlaceable = problem[index] === 0 || !isUnplaceable(reader, index)
    folderOf[index] = isPlaceable ? folders.openFor(start, start + (nameLength[index] ?? 0)) : 0
  }
  return folders
}

/** Refused anyway, and not worth hundreds of folders. */
function isUnplaceable(reader: EntryReader, index: number): boolean {
  const problem = reader.problem(index)
  return problem === 'name-too-long' || problem === 'name-too-deep'
}

function noteFolderEntries(reader: EntryReader, { entryIndex, folderOf }: TreeColumns): void {
  entryIndex.fill(-1)
  for (let index = 0; index < folderOf.length; index++) {
    if (reader.isFolder(index)) entryIndex[folderOf[index] ?? 0] = index
  }
}

/**
 * Of files of one name the last counts, and a folder counts rather than a file. Folder by folder, so that the table of
 * names is small and stays in the processor's cache.
 */
function noteClashes({ columns, directory }: EntryReader, tree: EntryTree): void {
  const { pathStart, pathLength } = tree.columns
  const spans = { starts: columns.nameStart, lengths: columns.nameLength }
  const names = new NameTable(directory, () => spans, 0)
  for (let folder = 0; folder < tree.folderCount; folder++) {
    const [files, folders, skipped] = [tree.filesIn(folder), tree.foldersIn(folder), pathLength[folder] ?? 0]
    if (files.length + folders.length < 2) continue
    names.reset(files.length, skipped)
    for (const index of files) noteSuperseded(columns, names.add(index))
    for (const child of folders) {
      const start = pathStart[child] ?? 0
      const file = names.findAt(start + skipped, start + (pathLength[child] ?? 1) - 1)
      if (file >= 0) noteProblem(columns, file, 'also-a-folder')
    }
  }
}

function noteSuperseded(columns: EntryColumns, earlier: number): void {
  if (earlier >= 0) noteProblem(columns, earlier, 'superseded')
}

/** Counting sort of folders by parent: linear, and stable. */
function groupFolders({ parent, firstFolder, ownFolders, folders }: TreeColumns): void {
  for (let id = 1; id < parent.length; id++) increase(ownFolders, parent[id])
  const free = startsOf(ownFolders, firstFolder)
  for (let id = 1; id < parent.length; id++) folders[increase(free, parent[id])] = id
}

/** The same for files by folder, which keep the archive's order. */
function groupFiles(reader: EntryReader, { folderOf, firstFile, ownFiles, files }: TreeColumns): void {
  for (let index = 0; index < folderOf.length; index++) if (!reader.isFolder(index)) increase(ownFiles, folderOf[index])
  const free = startsOf(ownFiles, firstFile)
  for (let index = 0; index < folderOf.length; index++) {
    if (!reader.isFolder(index)) files[increase(free, folderOf[index])] = index
  }
}

/** Where each group begins when they stand one after the other; answers a copy, to be used up. */
function startsOf(lengths: Uint32Array, starts: Uint32Array): Uint32Array {
  for (let id = 1; id < lengths.length; id++) starts[id] = (starts[id - 1] ?? 0) + (lengths[id - 1] ?? 0)
  return Uint32Array.from(starts)
}

/** Counts one up. Answers what was there before. */
function increase(values: Uint32Array, at = 0): number {
  const before = values[at] ?? 0
  values[at] = before + 1
  return before
}
