import { AppError } from './app-error.ts'

/** The disk that holds the app's own data is full. What is on it is safe: nothing is written in halves. */
export class DataFolderFull extends AppError {
  readonly code = 'data-folder-full'
  readonly userMessage =
    'The disk that holds the data of Inductiva Desktop is full. Nothing is lost: free some space, then try again. Downloads go on where they stopped.'
  override readonly remedy = 'retry'
}

/** Another program holds a database of ours, and did not let go of it in time. */
export class DatabaseBusy extends AppError {
  readonly code = 'database-busy'
  readonly userMessage =
    'Another program is using a data file of Inductiva Desktop, perhaps a backup or a database viewer. Nothing is lost: end it, then try again.'
  override readonly remedy = 'retry'
}

/** A database turned out to be damaged while it was used. */
export class DatabaseBroke extends AppError {
  readonly code = 'database-damaged'
  readonly userMessage =
    'The data file of this account on this computer is damaged. Try again: the file is then put aside, and the app starts with a fresh one. Your tasks and outputs in the cloud are not affected.'
  override readonly remedy = 'retry'
}

/** The folder with the app's own data is no folder, is not ours, or cannot be read or written. */
export class DataFolderNotUsable extends AppError {
  readonly code = 'data-folder-not-usable'
  readonly userMessage: string
  override readonly remedy = 'retry'

  /** @param where  The folder or file, where it is known. */
  constructor(reason: string, where?: string, options?: ErrorOptions) {
    super(reason, options)
    const named = where === undefined ? '' : ` (${where})`
    this.userMessage = `Inductiva Desktop cannot use the folder with its own data${named}. See that it is a folder, that it is yours, and that its disk can be written, then try again.`
  }
}

/**
 * What an error of SQLite means for people; undefined for any other error, and for those that are bugs of ours.
 * The numbers are those of sqlite.org/rescode.html, whose extended ones have the plain one in their last byte.
 */
export function dataFailureOf(error: unknown, where?: string): AppError | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined
  const options = { cause: error }
  switch (error.errcode & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return new DatabaseBusy(error.message, options)
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
      return new DatabaseBroke(error.message, options)
    case 13: // SQLITE_FULL
      return new DataFolderFull(error.message, options)
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
    case 10: // SQLITE_IOERR
    case 14: // SQLITE_CANTOPEN
      return new DataFolderNotUsable(error.message, where, options)
    default:
      return undefined
  }
}

/** What an error of the system means that came while the app's own files were opened; undefined for any other error. */
export function openingFailureOf(error: unknown, where: string): AppError | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return dataFailureOf(error, where)
  const isFull = error.code === 'ENOSPC' || error.code === 'EDQUOT'
  return isFull
    ? new DataFolderFull(error.message, { cause: error })
    : new DataFolderNotUsable(error.message, where, { cause: error })
}
