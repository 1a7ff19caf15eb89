import type { ArchiveEntries } from '../domain/archive/archive-entries.ts'
import type { LocalNames } from '../domain/transfer/local-names.ts'

export type PlacedFolder = { readonly localPath: string; readonly modifiedAtMs: number | null }

type FolderEntries = {
  readonly entries: ArchiveEntries
  readonly folderIndexes: readonly number[]
  readonly rootFolder: string
}

/**
 * Gives folders their names, except for the root folder, which is left out, and those that are refused. Names of files
 * depend on those of folders, so these come first.
 */
export function placeFolders({ entries, folderIndexes, rootFolder }: FolderEntries, names: LocalNames): PlacedFolder[] {
  return folderIndexes.flatMap(index => {
    const { name, problem, modifiedAtMs } = entries.entry(index)
    if (problem !== null || name === rootFolder) return []
    return [{ localPath: names.placeFolder(name), modifiedAtMs }]
  })
}
