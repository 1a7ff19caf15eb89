import type { EntryRow, EntrySort } from '../contract/outputs.ts'
import type { EntryReader } from './entry-columns.ts'
import { sortPlaces } from './entry-order.ts'
import { fileRow, folderName, folderRow } from './entry-rows.ts'
import type { EntryTree } from './entry-tree.ts'

export type Rows = { readonly total: number; readonly rows: EntryRow[] }
export type Window = { readonly offset: number; readonly limit: number }

/** A folder's children in order: folders first, then files. */
export type FolderOrder = { readonly folders: Uint32Array; readonly files: Uint32Array }

export function orderFolder(reader: EntryReader, tree: EntryTree, folder: number, sort: EntrySort): FolderOrder {
  const files = tree.filesIn(folder)
  const folders = tree.foldersIn(folder)
  return {
    folders: sortPlaces(sortableFolders(reader, tree, folders), sort).map(place => folders[place] ?? 0),
    files: sortPlaces(sortableFiles(reader, files), sort).map(place => files[place] ?? 0),
  }
}

export function rowsOf(reader: EntryReader, tree: EntryTree, order: FolderOrder, { offset, limit }: Window): Rows {
  const end = offset + limit
  const split = order.folders.length
  const folders = order.folders.subarray(offset, end)
  const files = order.files.subarray(Math.max(0, offset - split), Math.max(0, end - split))
  return {
    total: split + order.files.length,
    rows: [
      ...Array.from(folders, id => folderRow(reader, tree.folder(id))),
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
    fetchBytes: (place: number) => reader.fetchBytes(at(place)),
    modifiedAtMs: (place: number) => reader.modifiedAtMs(at(place)),
  }
}

function sortableFolders(reader: EntryReader, tree: EntryTree, folders: Uint32Array) {
  const { columns } = tree
  const at = (place: number) => folders[place] ?? 0
  return {
    count: folders.length,
    name: (place: number) => folderName(tree.path(at(place))),
    sizeBytes: (place: number) => columns.sizeBytes[at(place)] ?? 0,
    compressedBytes: (place: number) => columns.compressedBytes[at(place)] ?? 0,
    fetchBytes: (place: number) => columns.fetchBytes[at(place)] ?? 0,
    modifiedAtMs: (place: number) => {
      const entry = columns.entryIndex[at(place)] ?? -1
      return entry < 0 ? null : reader.modifiedAtMs(entry)
    },
  }
}
