import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../domain/app-error.ts'
import { DatabaseBroke, DatabaseBusy, openingFailureOf } from '../domain/data-errors.ts'
import { makeOwnerOnly } from './owner-only.ts'

/** Another process uses this data folder. Two would run the same transfers into the same files. */
export class AlreadyRunning extends AppError {
  readonly code = 'already-running'
  readonly userMessage =
    'Inductiva Desktop is already running with the same data folder. Use that one, or end it first.'
}

/**
 * Takes the data folder for this process. The lock is SQLite's own on an otherwise empty file: the system lets go of it
 * when the process ends, however it ends, so there is never a stale one.
 *
 * @returns A function that gives the folder back; idempotent.
 * @throws AlreadyRunning, and the failures of `openingFailureOf`
 */
export function lockInstance(lockFile: string): () => void {
  try {
    return lock(lockFile)
  } catch (error) {
    const failure = openingFailureOf(error, lockFile)
    if (failure instanceof DatabaseBusy) throw new AlreadyRunning(`${lockFile} is locked`, { cause: error })
    if (!(failure instanceof DatabaseBroke)) throw failure ?? error
    // Nothing is kept in it, and nobody can hold what is no database.
    rmSync(lockFile)
    return lock(lockFile)
  }
}

function lock(lockFile: string): () => void {
  makeOwnerOnly(lockFile) // who can read it can lock it
  const database = new DatabaseSync(lockFile)
  try {
    database.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    throw error
  }
  return () => {
    if (database.isOpen) database.close()
  }
}
