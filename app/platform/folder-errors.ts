import { AppError } from '../domain/app-error.ts'

export class FolderNotReadable extends AppError {
  readonly code = 'destination-missing'
  readonly userMessage = 'This folder cannot be opened. It may be gone, or not be yours to read.'
  override readonly remedy = 'choose-folder'

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`${path}: ${reason}`, options)
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
