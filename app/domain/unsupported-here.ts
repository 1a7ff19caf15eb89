import { AppError } from './app-error.ts'

/** Something that needs a desktop around the app, asked of a shell without one. */
export class UnsupportedHere extends AppError {
  readonly code = 'unsupported-here'
  readonly userMessage: string

  /** @param what For people: "Opening files". */
  constructor(what: string) {
    super(`${what} is not supported in this shell`)
    this.userMessage = `${what} needs the desktop app: this page is served from another place than your files.`
  }
}
