import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../domain/app-error.ts'

/** Another process uses this data folder. Two would run the same transfers into the same files. */
export class AlreadyRunning extends AppError {
  override readonly name = 'AlreadyRunning'
  readonly code = 'already-running'
  readonly userMessage =
    'Inductiva Desktop is already running with the same data folder. Use that one, or end it first.'
  readonly remedy = 'none'
}

/**
 * Takes the data folder for this process. The lock is SQLite's own on an otherwise empty file: the system lets go of it
 * when the process ends, however it ends, so there is never a stale one.
 *
 * @returns A function that gives the folder back; idempotent.
 * @throws AlreadyRunning
 */
export function lockInstance(lockFile: string): () => void {
  const database = new DatabaseSync(lockFile)
  try {
    database.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (isBusy(error)) throw new AlreadyRunning(`${lockFile} is locked`, { cause: error })
    throw error
  }
  return () => {
    if (database.isOpen) database.close()
  }
}

/** SQLITE_BUSY (sqlite.org/rescode.html). */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}
