import { AppError } from '../../domain/app-error.ts'

/** The file was written by a newer version of the app. It is left as it is. */
export class DatabaseNewer extends AppError {
  readonly code = 'database-newer'
  readonly userMessage =
    'The data on this computer was written by a newer version of Inductiva Desktop. Nothing was changed. Please update the app.'

  constructor(path: string, found: number, known: number) {
    super(`${path} has version ${found}, this app knows up to ${known}`)
  }
}

/** The file is not an SQLite database, or a damaged one. It is left as it is. */
export class DatabaseDamaged extends AppError {
  readonly code = 'database-damaged'
  readonly userMessage =
    'The data file of this account on this computer is damaged. Nothing was changed. Move it away to start with a fresh one; your tasks and outputs in the cloud are not affected.'

  constructor(path: string, options?: ErrorOptions) {
    super(`${path} is damaged`, options)
  }
}
