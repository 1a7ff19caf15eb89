import { linkSync, lstatSync, mkdirSync, renameSync, unlinkSync } from 'node:fs'
import { compareFile } from './compare-in-worker.ts'
import { errnoOf } from './errno.ts'
import type { BatchedEntry, DiskTrouble, EntryOutcome, EntryToWrite } from './extract-protocol.ts'

/** File systems without hard links (FAT, some network shares) answer one of these. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'])
/** The disk as a whole is in trouble: no use in trying the next entry. */
const stopping = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'ENOENT', 'EMFILE', 'ENFILE', 'ESTALE', 'ENODEV'])
const occupied = new Set(['EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY'])

/**
 * Gives a finished temporary file its final name, and makes the folders that it needs. Nothing is left of a file that
 * does not get it.
 *
 * @param made  Folders that are known to be there; added to.
 */
export function placeInFolder(
  temporaryPath: string,
  entry: BatchedEntry,
  made: Set<string>,
): EntryOutcome | DiskTrouble {
  try {
    makeParent(entry, made)
    const outcome = placeFile(temporaryPath, entry)
    if (outcome.kind !== 'written') removeQuietly(temporaryPath)
    return outcome
  } catch (error) {
    removeQuietly(temporaryPath)
    return judgeDiskError(error)
  }
}

function makeParent({ folder }: BatchedEntry, made: Set<string>): void {
  if (made.has(folder)) return
  mkdirSync(folder, { recursive: true })
  made.add(folder)
}

/**
 * Gives a finished temporary file its final name, in one step. Linking and then removing the temporary name fails
 * where the name is taken, which renaming does not.
 */
export function placeFile(temporaryPath: string, entry: EntryToWrite): EntryOutcome {
  const { path, mayReplace } = entry
  if (mayReplace) renameSync(temporaryPath, path)
  else if (linkUnlessTaken(temporaryPath, path) === 'taken') return judgeTaken(temporaryPath, entry)
  return { kind: 'written' }
}

/** Another transfer may have brought the very same file in the meantime. */
function judgeTaken(temporaryPath: string, entry: EntryToWrite): EntryOutcome {
  if (entry.crc32 === undefined || compareFile({ ...entry, crc32: entry.crc32 }) !== 'identical')
    return { kind: 'in-the-way' }
  unlinkSync(temporaryPath)
  return { kind: 'written' }
}

function linkUnlessTaken(temporaryPath: string, path: string): 'placed' | 'taken' {
  try {
    linkSync(temporaryPath, path)
    unlinkSync(temporaryPath)
  } catch (error) {
    const code = errnoOf(error)
    if (code === 'EEXIST') return 'taken'
    if (code === undefined || !withoutLinks.has(code)) throw error
    if (lstatSync(path, { throwIfNoEntry: false })) return 'taken'
    renameSync(temporaryPath, path)
  }
  return 'placed'
}

/** What a file system error means for the entry being written: its own outcome, or trouble for the whole job. */
export function judgeDiskError(error: unknown): EntryOutcome | DiskTrouble {
  const code = errnoOf(error)
  if (code === undefined) throw error
  if (occupied.has(code)) return { kind: 'in-the-way' }
  if (stopping.has(code)) return { code, message: error instanceof Error ? error.message : code }
  return { kind: 'refused', code }
}

export function isTrouble(judged: EntryOutcome | DiskTrouble): judged is DiskTrouble {
  return 'code' in judged && !('kind' in judged)
}

/** Whether nothing is there any more. A temporary file that cannot be removed now goes with its folder later. */
export function removeQuietly(path: string): boolean {
  try {
    unlinkSync(path)
    return true
  } catch (error) {
    const code = errnoOf(error)
    if (code === undefined) throw error
    return code === 'ENOENT'
  }
}
