import type { ErrorCode, Failure, Remedy } from '../contract/failures.ts'

/**
 * A failure we expect and can explain. `message` is for the log, `userMessage` for people: what happened, what is
 * safe, what to do. Neither ever holds a credential or a signed URL.
 */
export abstract class AppError extends Error {
  abstract readonly code: ErrorCode
  abstract readonly userMessage: string
  abstract readonly remedy: Remedy
  /** Technical text for "Details": status, request id, path. Null where it would say nothing beyond the sentence. */
  readonly details: string | null = this.message
}

/** As it crosses to a window. */
export function failureOf({ code, userMessage, remedy, details }: AppError): Failure {
  return { code, message: userMessage, remedy, details: details === userMessage ? null : details }
}
