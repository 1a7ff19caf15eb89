import { AppError } from '../domain/app-error.ts'

/** A folder that means something else in every working directory. */
export class FolderNotAbsolute extends AppError {
  override readonly name = 'FolderNotAbsolute'
  readonly code = 'destination-not-a-folder'
  readonly userMessage = 'Give the whole path of the folder, from the root on.'
  readonly remedy = 'choose-folder'
  override readonly details: string

  constructor(path: string) {
    super(`Expected an absolute path, got ${JSON.stringify(path)}`)
    this.details = this.message
  }
}
