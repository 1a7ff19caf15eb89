import { linkSync, lstatSync, renameSync, unlinkSync } from 'node:fs'
import type { DiskTrouble, EntryOutcome } from './extract-protocol.ts'

/** File systems without hard links (FAT, some network shares) answer one of these. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'])
/** The disk as a whole is in trouble: no use in trying the next entry. */
const stopping = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'ENOENT', 'EMFILE', 'ENFILE', 'ESTALE', 'ENODEV'])
const occupied = new Set(['EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY'])

/**
 * Gives a finished temporary file its final name, in one step. Linking and then removing the temporary name fails
 * where the name is taken, which renaming does not.
 */
export function placeFile(temporaryPath: string, path: string, mayReplace: boolean): EntryOutcome {
  if (mayReplace) renameSync(temporaryPath, path)
  else if (linkUnlessTaken(temporaryPath, path) === 'taken') return { kind: 'in-the-way' }
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

export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('errno' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
