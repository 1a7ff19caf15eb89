import type { EntryRow, EntrySort } from '../contract/outputs.ts'
import type { EntryReader } from './entry-columns.ts'
import { sortPlaces } from './entry-order.ts'
import { fileRow, folderName, folderRow } from './entry-rows.ts'
import type { EntryTree, Folder } from './entry-tree.ts'

export type Rows = { readonly total: number; readonly rows: EntryRow[] }
export type Window = { readonly offset: number; readonly limit: number }

/** A folder's children in order: places of folders first, then of files. */
export type FolderOrder = { readonly folders: readonly number[]; readonly files: Uint32Array }

export function orderFolder(reader: EntryReader, tree: EntryTree, folder: Folder, sort: EntrySort): FolderOrder {
  const files = tree.files.subarray(folder.firstFile, folder.firstFile + folder.ownFiles)
  const children = folder.folders.map(id => tree.folders[id]).filter(child => child !== undefined)
  const folderPlaces = sortPlaces(sortableFolders(reader, children), sort)
  const filePlaces = sortPlaces(sortableFiles(reader, files), sort)
  return {
    folders: Array.from(folderPlaces, place => folder.folders[place] ?? 0),
    files: filePlaces.map(place => files[place] ?? 0),
  }
}

export function rowsOf(reader: EntryReader, tree: EntryTree, order: FolderOrder, { offset, limit }: Window): Rows {
  const end = offset + limit
  const split = order.folders.length
  const folders = order.folders.slice(offset, end).map(id => tree.folders[id])
  const files = order.files.subarray(Math.max(0, offset - split), Math.max(0, end - split))
  return {
    total: split + order.files.length,
    rows: [
      ...folders.filter(folder => folder !== undefined).map(folder => folderRow(reader, folder)),
      ...Array.from(files, index => fileRow(reader, index)),
    ],
  }
}

/** @param files Positions. Names compare without their folders. */
export function sortableFiles(reader: EntryReader, files: Uint32Array) {
  const { columns } = reader
  const at = (place: number) => files[place] ?? 0
  return {
    count: files.length,
    name: (place: number) => {
      const name = reader.name(at(place))
      return name.slice(name.lastIndexOf('/') + 1)
    },
    sizeBytes: (place: number) => columns.sizeBytes[at(place)] ?? 0,
    compressedBytes: (place: number) => columns.compressedBytes[at(place)] ?? 0,
    modifiedAtMs: (place: number) => reader.modifiedAtMs(at(place)),
  }
}

function sortableFolders(reader: EntryReader, folders: readonly Folder[]) {
  const entryOf = (place: number) => folders[place]?.entryIndex ?? -1
  return {
    count: folders.length,
    name: (place: number) => folderName(folders[place]?.path ?? ''),
    sizeBytes: (place: number) => folders[place]?.sizeBytes ?? 0,
    compressedBytes: (place: number) => folders[place]?.compressedBytes ?? 0,
    modifiedAtMs: (place: number) => (entryOf(place) < 0 ? null : reader.modifiedAtMs(entryOf(place))),
  }
}
