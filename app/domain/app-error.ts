import type { ErrorCode, Failure, Remedy } from '../contract/failures.ts'

/**
 * A failure we expect and can explain. `message` is for the log, `userMessage` for people: what happened, what is
 * safe, what to do. Neither ever holds a credential or a signed URL. Kinds of failures state what differs from this.
 */
export abstract class AppError extends Error {
  abstract readonly code: ErrorCode
  abstract readonly userMessage: string
  readonly remedy: Remedy = 'none'
  /** Technical text for "Details": status, request id, path. Null where it would say nothing beyond the sentence. */
  readonly details: string | null = this.message

  constructor(message?: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}

/** A failure of which a sentence says all there is, in the log as well. */
export abstract class PlainError extends AppError {
  readonly userMessage: string
  override readonly details = null

  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.userMessage = sentence
  }
}

/** As it crosses to a window. */
export function failureOf({ code, userMessage, remedy, details }: AppError): Failure {
  return { code, message: userMessage, remedy, details: details === userMessage ? null : details }
}
