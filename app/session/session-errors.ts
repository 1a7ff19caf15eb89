import { AppError, PlainError } from '../domain/app-error.ts'
import type { KeyRefused } from '../domain/service-errors.ts'

/** The text cannot be an API key, so it is not sent anywhere. */
export class KeyMalformed extends AppError {
  readonly code = 'key-malformed'
  readonly userMessage =
    'This does not look like an API key. A key has only letters, digits, dots, dashes and underscores. Copy it again from the Inductiva console.'
  override readonly details = null
}

/** The service refuses a key that someone wants to sign in with. */
export class NewKeyRefused extends AppError {
  readonly code = 'key-refused'
  readonly userMessage =
    'The service does not accept this API key. Nothing was saved. It may have been replaced or mistyped: copy the current one from the Inductiva console.'

  constructor(refused: KeyRefused) {
    super(refused.message, { cause: refused })
  }
}

/** The key found before is no longer where it was. */
export class LocalKeyGone extends AppError {
  readonly code = 'key-not-found'
  readonly userMessage = 'There is no key there any more. Paste an API key instead.'
  override readonly details = null
}

/** The last session cannot be restored without the key. */
export class KeyNotRestored extends AppError {
  readonly code = 'key-not-found'
  readonly userMessage: string
  override readonly remedy: 'retry' | 'sign-in'
  override readonly details = null

  private constructor(reason: string, userMessage: string, remedy: 'retry' | 'sign-in') {
    super(`The key of the last session is not available: ${reason}`)
    this.userMessage = userMessage
    this.remedy = remedy
  }

  /** The keychain cannot be used now, and may have the key. */
  static forNow(username: string, reason: string): KeyNotRestored {
    return new KeyNotRestored(
      reason,
      `${reason} Try again, or sign in again as ${username} to go on. Tasks and downloads on this computer are kept.`,
      'retry',
    )
  }

  static forGood(username: string, reason: string): KeyNotRestored {
    const userMessage = `${reason} Sign in again as ${username} to go on. Tasks and downloads on this computer are kept.`
    return new KeyNotRestored(reason, userMessage, 'sign-in')
  }

  static fromMemory(username: string): KeyNotRestored {
    return KeyNotRestored.forGood(
      username,
      'The key was kept in memory only, because this computer had no keychain for it.',
    )
  }
}

/** A key that is not used any more could not be taken out of the keychain. */
export class KeyStays extends AppError {
  readonly code = 'key-stays'
  readonly userMessage: string
  override readonly remedy = 'retry'
  override readonly details = null

  constructor(reason: string | null) {
    super(`A key stays in the keychain: ${reason ?? 'not tried since the start'}`)
    const why = reason === null ? '' : ` ${reason}`
    this.userMessage = `The key of an account that was signed out is still in the keychain of this computer.${why} Try again, or remove the entry “Inductiva Desktop” there yourself.`
  }
}

/** The address of the service cannot be used as it was typed. */
export class AddressMalformed extends PlainError {
  readonly code = 'address-malformed'
}

/** The sample account is not part of this installation, or did not start. */
export class SampleUnavailable extends AppError {
  readonly code = 'unsupported-here'
  readonly userMessage =
    'The sample account could not be started. The log says why. You can still sign in with an API key.'
  override readonly remedy = 'retry'
  override readonly details = null
}
