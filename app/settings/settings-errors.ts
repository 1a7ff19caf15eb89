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

/** Something that needs a desktop around the app, asked of a shell without one. */
export class UnsupportedHere extends AppError {
  override readonly name = 'UnsupportedHere'
  readonly code = 'unsupported-here'
  readonly userMessage: string
  readonly remedy = 'none'

  /** @param what For people: "Opening files". */
  constructor(what: string) {
    super(`${what} is not supported in this shell`)
    this.userMessage = `${what} needs the desktop app: this page is served from another place than your files.`
  }
}
