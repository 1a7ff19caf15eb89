import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { errnoOf } from './errno.ts'

/** What is in the folders of this disk, each looked at once. For a short while only: they may change. */
export function createFolderNames() {
  const namesByFolder = new Map<string, ReadonlySet<string> | null>()
  return {
    /** Names are compared without case here, as some disks do: a file that may exist has still to be looked for. */
    mayExist(path: string): boolean {
      const folder = dirname(path)
      const known = namesByFolder.get(folder)
      const names = known === undefined ? readNames(folder) : known
      namesByFolder.set(folder, names)
      return names?.has(fold(basename(path))) ?? true
    },
  }
}

/** Null where the folder does not tell: its files may be there all the same. */
function readNames(folder: string): ReadonlySet<string> | null {
  try {
    return new Set(readdirSync(folder).map(fold))
  } catch (error) {
    const code = errnoOf(error)
    if (code === undefined) throw error
    return code === 'ENOENT' || code === 'ENOTDIR' ? new Set() : null
  }
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
