import { AppError } from '../domain/app-error.ts'
import { wholePathSentence } from '../domain/typed-path.ts'

export class FolderNotReadable extends AppError {
  readonly code = 'destination-missing'
  readonly userMessage = 'This folder cannot be opened. It may be gone, or not be yours to read.'
  override readonly remedy = 'choose-folder'

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`${path}: ${reason}`, options)
  }
}

/** A path that means something else in every working directory. */
export class FolderNotWhole extends AppError {
  readonly code = 'destination-not-a-folder'
  readonly userMessage: string
  override readonly remedy = 'choose-folder'
  override readonly details = null // the sentence says it all

  constructor(path: string, homeFolder: string) {
    super(`Expected an absolute path, got ${JSON.stringify(path)}`)
    this.userMessage = wholePathSentence('folder', homeFolder)
  }
}

export class FolderIsAFile extends AppError {
  readonly code = 'destination-not-a-folder'
  readonly userMessage = 'This is a file, not a folder. Give the folder that it lies in, or another one.'
  override readonly remedy = 'choose-folder'

  constructor(path: string, options?: ErrorOptions) {
    super(`${path} is a file`, options)
  }
}

export class FolderNotCreated extends AppError {
  readonly code = 'destination-not-writable'
  readonly userMessage = 'The folder could not be created here. Choose another name or another place.'
  override readonly remedy = 'choose-folder'

  constructor(name: string, reason: string, options?: ErrorOptions) {
    super(`${name}: ${reason}`, options)
  }
}
