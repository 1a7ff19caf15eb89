import type { ArchiveEntries } from '../domain/archive/archive-entries.ts'
import type { TransferDisk } from './ports.ts'

/** A folder with an entry of its own. */
export type PlannedFolder = { readonly path: string; readonly modifiedAtMs: number | null } // absolute

const atOnce = 64

/** The times of folders that can be taken, in the order of their positions; not of the root folder, which is left out. */
export function timesOfFolders(
  entries: ArchiveEntries,
  folderIndexes: readonly number[],
  rootFolder: string,
): readonly (number | null)[] {
  const folders = folderIndexes.map(index => entries.entry(index))
  return folders
    .filter(({ name, problem }) => problem === null && name !== rootFolder)
    .map(({ modifiedAtMs }) => modifiedAtMs)
}

/** Deepest first, and once nothing is created in them any more, as that would change them. */
export async function setFolderTimes(disk: TransferDisk, folders: readonly PlannedFolder[]): Promise<void> {
  const deepestFirst = folders.toSorted((a, b) => b.path.length - a.path.length)
  for (let start = 0; start < deepestFirst.length; start += atOnce) {
    const slice = deepestFirst.slice(start, start + atOnce)
    await Promise.all(
      slice.map(async ({ path, modifiedAtMs }) => {
        if (modifiedAtMs !== null) await disk.setFolderTime(path, modifiedAtMs)
      }),
    )
  }
}
