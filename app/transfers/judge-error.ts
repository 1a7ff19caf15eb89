import type { Failure } from '../contract/failures.ts'
import { AppError, failureOf } from '../domain/app-error.ts'
import { isTransient } from '../domain/transfer/transient-failure.ts'

/** The failure to show of an error that another attempt may heal, and what the server asked to wait; else undefined. */
export function judgePassing(error: unknown): { failure: Failure; retryAfterMs: number | null } | undefined {
  if (!(error instanceof AppError) || !isTransient(error.code)) return undefined
  const asked = 'retryAfterMs' in error ? error.retryAfterMs : null
  return { failure: failureOf(error), retryAfterMs: typeof asked === 'number' ? asked : null }
}

/** Whatever went wrong, as a failure to show. Undefined for a bug: that one belongs into the log with its stack. */
export function failureToShow(error: unknown): Failure | undefined {
  return error instanceof AppError ? failureOf(error) : undefined
}

export const unexpectedFailure: Failure = {
  code: 'internal',
  message: 'Something unexpected happened in the app. What has arrived is kept; please try again.',
  remedy: 'retry',
  details: null,
}
