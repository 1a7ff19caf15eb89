import { AppError } from './app-error.ts'

/** What is known about a failed request, for the log and for "Details". Never holds a key or a signed URL. */
export type RequestFacts = { readonly details: string; readonly retryAfterMs?: number | null; readonly cause?: unknown }

abstract class ServiceFailure extends AppError {
  constructor({ details, cause }: RequestFacts) {
    super(details, { cause })
  }
}

export class KeyRefused extends ServiceFailure {
  override readonly name = 'KeyRefused'
  readonly code = 'key-refused'
  readonly userMessage =
    'The service does not accept this API key. It may have been replaced or mistyped. Copy the current one from the Inductiva console and sign in again.'
  override readonly remedy = 'sign-in'
}

export class NotAllowed extends ServiceFailure {
  readonly code = 'not-allowed'
  readonly userMessage = 'The service does not allow this account to do that.'
}

export class NotFound extends ServiceFailure {
  readonly code = 'not-found'
  readonly userMessage = 'The service does not know what was asked for. It may have been deleted.'
}

/** The service has refused what was asked, for a reason of its own (400, 409, 422 and the like). */
export class RequestRefused extends ServiceFailure {
  readonly code = 'service-error'
  readonly userMessage = 'The service refused the request. Nothing was changed. The details say what it answered.'
}

export class ServiceBusy extends ServiceFailure {
  readonly code = 'service-busy'
  readonly userMessage = 'The service is busy and asks to be left alone for a moment. Try again shortly.'
  override readonly remedy = 'retry'
  /** What the service asked us to wait; null when it did not say. */
  readonly retryAfterMs: number | null

  constructor(facts: RequestFacts) {
    super(facts)
    this.retryAfterMs = facts.retryAfterMs ?? null
  }
}

export class ServiceError extends ServiceFailure {
  readonly code = 'service-error'
  readonly userMessage = 'The service reported a fault of its own. Your tasks are not affected. Try again later.'
  override readonly remedy = 'retry'
}

export class ServiceUnreachable extends ServiceFailure {
  readonly code = 'service-unreachable'
  readonly userMessage = 'The service cannot be reached. Check the internet connection and the address of the service.'
  override readonly remedy = 'retry'
}

export class ServiceSlow extends ServiceFailure {
  readonly code = 'service-slow'
  readonly userMessage = 'The service did not answer in time. Try again.'
  override readonly remedy = 'retry'
}

export class AnswerNotUnderstood extends ServiceFailure {
  readonly code = 'answer-not-understood'
  readonly userMessage =
    'The answer is not what the Inductiva service would say. Check the address of the service, and whether a network page asks you to log in.'
  override readonly remedy = 'retry'
}
