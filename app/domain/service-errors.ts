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
  readonly remedy = 'sign-in'
}

export class NotAllowed extends ServiceFailure {
  override readonly name = 'NotAllowed'
  readonly code = 'not-allowed'
  readonly userMessage = 'The service does not allow this account to do that.'
  readonly remedy = 'none'
}

export class NotFound extends ServiceFailure {
  override readonly name = 'NotFound'
  readonly code = 'not-found'
  readonly userMessage = 'The service does not know what was asked for. It may have been deleted.'
  readonly remedy = 'none'
}

/** The service has refused what was asked, for a reason of its own (400, 409, 422 and the like). */
export class RequestRefused extends ServiceFailure {
  override readonly name = 'RequestRefused'
  readonly code = 'service-error'
  readonly userMessage = 'The service refused the request. Nothing was changed. The details say what it answered.'
  readonly remedy = 'none'
}

export class ServiceBusy extends ServiceFailure {
  override readonly name = 'ServiceBusy'
  readonly code = 'service-busy'
  readonly userMessage = 'The service is busy and asks to be left alone for a moment. Try again shortly.'
  readonly remedy = 'retry'
  /** What the service asked us to wait; null when it did not say. */
  readonly retryAfterMs: number | null

  constructor(facts: RequestFacts) {
    super(facts)
    this.retryAfterMs = facts.retryAfterMs ?? null
  }
}

export class ServiceError extends ServiceFailure {
  override readonly name = 'ServiceError'
  readonly code = 'service-error'
  readonly userMessage = 'The service reported a fault of its own. Your tasks are not affected. Try again later.'
  readonly remedy = 'retry'
}

export class ServiceUnreachable extends ServiceFailure {
  override readonly name = 'ServiceUnreachable'
  readonly code = 'service-unreachable'
  readonly userMessage = 'The service cannot be reached. Check the internet connection and the address of the service.'
  readonly remedy = 'retry'
}

export class ServiceSlow extends ServiceFailure {
  override readonly name = 'ServiceSlow'
  readonly code = 'service-slow'
  readonly userMessage = 'The service did not answer in time. Try again.'
  readonly remedy = 'retry'
}

export class AnswerNotUnderstood extends ServiceFailure {
  override readonly name = 'AnswerNotUnderstood'
  readonly code = 'answer-not-understood'
  readonly userMessage =
    'The answer is not what the Inductiva service would say. Check the address of the service, and whether a network page asks you to log in.'
  readonly remedy = 'retry'
}
