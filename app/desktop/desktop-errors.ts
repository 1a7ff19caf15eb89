import { AppError } from '../domain/app-error.ts'

/** What should be shown or opened was moved or deleted since. */
export class NothingThere extends AppError {
  readonly code = 'destination-missing'
  readonly userMessage = 'It is not there any more: it was moved or deleted outside Inductiva Desktop.'

  constructor(path: string, options?: ErrorOptions) {
    super(`Nothing at ${path}`, options)
  }
}

/** The system has no program for it, or would not start it. */
export class NotOpened extends AppError {
  readonly code = 'unsupported-here'
  readonly userMessage = 'The system could not open this. Show it in the file manager and open it from there.'

  constructor(path: string, reason: string) {
    super(`Could not open ${path}: ${reason}`)
  }
}
