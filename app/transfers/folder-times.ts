import type { TransferDisk } from './ports.ts'

/** A folder with an entry of its own. */
export type PlannedFolder = { readonly path: string; readonly modifiedAtMs: number | null } // absolute

const atOnce = 64

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
