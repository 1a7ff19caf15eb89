import { readdirSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { errnoOf } from './errno.ts'

/** Of this app, at the top of a destination: temporary files, and what a command keeps beside its files. */
const ownNames = /^\.inductiva-/
/** Paths told at once. */
const batchPaths = 500

/**
 * Tells the paths of all files below a folder, relative to it and with "/". Links to folders are not followed, and
 * folders that cannot be read are left out: what is looked for in them is reported one by one.
 */
export function walkFiles(folder: string, tell: (paths: readonly string[]) => void): void {
  const waiting = ['']
  const met: string[] = []
  for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
    for (const entry of readFolder(join(folder, parent))) {
      if (parent === '' && ownNames.test(entry.name)) continue
      const path = parent === '' ? entry.name : `${parent}/${entry.name}`
      if (entry.isDirectory()) waiting.push(path)
      else if (!isLinkToFolder(entry, join(folder, path))) met.push(path)
    }
    while (met.length >= batchPaths) tell(met.splice(-batchPaths))
  }
  tell(met)
}

function readFolder(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return []
  }
}

function isLinkToFolder(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return false
  try {
    return statSync(path).isDirectory()
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return false // it leads nowhere
  }
}
