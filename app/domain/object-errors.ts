import { AppError } from './app-error.ts'

/** A request that may well succeed when tried again: lost connection, stall, short body, 408, 429, 5xx. */
export class RequestFailed extends AppError {
  readonly code = 'service-unreachable'
  readonly userMessage: string =
    'The cloud storage cannot be reached, or does not answer as it should. What has arrived is safe.'
  override readonly remedy = 'retry'
  /** What the server asked us to wait, in milliseconds; null when it did not say. */
  readonly retryAfterMs: number | null

  constructor(message: string, { retryAfterMs = null, cause }: { retryAfterMs?: number | null; cause?: unknown } = {}) {
    super(message, { cause })
    this.retryAfterMs = retryAfterMs
  }
}

/**
 * The answer contradicts the question: other bytes than asked for, more of them, or bytes that were changed on the way.
 * Whatever came with it is thrown away. A fresh request may do better, so policies treat it like `RequestFailed`.
 */
export class AnswerDistrusted extends RequestFailed {
  override readonly userMessage =
    'The cloud storage sent other bytes than were asked for. They were thrown away; what was checked before is safe.'
}

/** The object in storage is not the one we started with: another size or another strong ETag. */
export class ObjectChanged extends AppError {
  readonly code = 'archive-changed'
  readonly userMessage =
    'The archive in the cloud has changed since it was opened. Open it again to see what it holds now.'
  override readonly remedy = 'retry'
}

/** Storage answers with the whole object instead of the range we asked for. */
export class RangesUnsupported extends AppError {
  readonly code = 'ranges-unsupported'
  readonly userMessage =
    'This storage does not serve parts of a file, so single entries cannot be fetched. The whole archive can still be downloaded.'
}

/** Storage refuses for good: a renewed signed URL was refused as well, or the object is gone. */
export class StorageRefused extends AppError {
  readonly code = 'storage-refused'
  readonly userMessage = 'The cloud storage does not hand out this archive. It may have been deleted there.'
  override readonly remedy = 'retry'
  /** Storage says that there is no such object (404, 410), rather than that we may not have it. */
  readonly isMissing: boolean

  constructor(message: string, { isMissing = false, cause }: { isMissing?: boolean; cause?: unknown } = {}) {
    super(message, { cause })
    this.isMissing = isMissing
  }
}
