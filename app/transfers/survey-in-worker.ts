import { opendirSync } from 'node:fs'
import { compareFile } from './compare-in-worker.ts'
import { errnoOf } from './errno.ts'
import type { FoundKind } from './extract-protocol.ts'
import { createFolderNames } from './folder-names-in-worker.ts'
import { unpackFiles, type PackedFiles } from './packed-files.ts'

/** What lies under the given names already. Folders that are not there cost one look each, whatever they should hold. */
export function surveyFiles(files: PackedFiles): readonly { index: number; kind: FoundKind }[] {
  const names = createFolderNames()
  const found: { index: number; kind: FoundKind }[] = []
  for (const file of unpackFiles(files)) {
    const kind = names.mayExist(file.path) ? compareFile(file) : undefined
    if (kind !== undefined) found.push({ index: file.index, kind })
  }
  return found
}

/** What this app keeps for itself in a destination: unfinished files, checkpoints of the terminal's command. */
const ownPrefix = '.inductiva-'

/** Whether nothing lies in a folder but what this app keeps there for itself. One that cannot be read counts as full. */
export function isVacant(folder: string): boolean {
  try {
    const names = opendirSync(folder)
    try {
      for (let next = names.readSync(); next; next = names.readSync())
        if (!next.name.startsWith(ownPrefix)) return false
      return true
    } finally {
      names.closeSync()
    }
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return errnoOf(error) === 'ENOENT'
  }
}
