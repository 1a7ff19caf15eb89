import { AppError } from './app-error.ts'

/** A call that needs an account, made while there is none. */
export class NotSignedIn extends AppError {
  readonly code = 'not-signed-in'
  readonly userMessage = 'You are signed out. Sign in to go on; nothing was lost.'
  override readonly remedy = 'sign-in'
  override readonly details = null
}
