import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { request as send, type Dispatcher } from 'undici'
import type { Clock } from '../domain/clock.ts'
import type { Log } from '../domain/log.ts'
import {
  AnswerNotUnderstood,
  ServiceBusy,
  ServiceError,
  ServiceSlow,
  ServiceUnreachable,
} from '../domain/service-errors.ts'
import { failureOfResponse } from './failure-of-response.ts'
import { parseRetryAfter, retryDelayMs, retryPolicy } from './retry-policy.ts'

const unzip = promisify(gunzip)
const largestAnswerBytes = 64_000_000

export type RequesterOptions = {
  readonly baseUrl: string // without a slash at its end
  readonly key: string
  readonly dispatcher: Dispatcher
  readonly clock: Clock
  readonly log: Log
  readonly userAgent: string
  readonly random?: () => number // 0 … 1, for jitter
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>
type Attempt = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: Query
  readonly signal: AbortSignal
}

/** Speaks HTTP with the service. Every failure is an `AppError`; an abort rejects with the signal's reason. */
export interface Requester {
  /** Tried again after passing faults, as `retryPolicy` says. Answers the parsed JSON. */
  get(path: string, query?: Query, signal?: AbortSignal): Promise<unknown>
  /** Sent once, never again: whether it took effect is for the caller to read back. */
  post(path: string, signal?: AbortSignal): Promise<unknown>
}

export function createRequester(options: RequesterOptions): Requester {
  const once = (attempt: Attempt): Promise<unknown> => performOnce(options, attempt)
  return {
    get: (path, query = {}, signal) =>
      withinDeadline(options.clock, signal, (all, deadlineMs) =>
        withRetries(options, deadlineMs, all, () => once({ method: 'GET', path, query, signal: all })),
      ),
    post: (path, signal) => withinDeadline(options.clock, signal, all => once({ method: 'POST', path, signal: all })),
  }
}

/** Ends the work with `ServiceSlow` when the deadline passes. */
async function withinDeadline<T>(
  clock: Clock,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal, deadlineMs: number) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController()
  const tooSlow = new ServiceSlow({ details: `No answer within ${retryPolicy.deadlineMs} ms` })
  const cancel = clock.after(retryPolicy.deadlineMs, () => deadline.abort(tooSlow))
  const either = signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal
  try {
    return await work(either, clock.monotonicMs() + retryPolicy.deadlineMs)
  } finally {
    cancel()
  }
}

async function withRetries<T>(
  { clock, log, random = Math.random }: RequesterOptions,
  deadlineMs: number,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!mayPass(error)) throw error
      const retryAfterMs = error instanceof ServiceBusy ? error.retryAfterMs : null
      const delayMs = retryDelayMs(attempt, retryAfterMs, deadlineMs - clock.monotonicMs(), random())
      if (delayMs === null) throw error
      log.info('Request failed, trying again', { attempt, delayMs, reason: error.message })
      await clock.sleep(delayMs, signal)
    }
  }
}

function mayPass(error: unknown): error is Error {
  return (
    error instanceof ServiceBusy ||
    error instanceof ServiceError ||
    error instanceof ServiceUnreachable ||
    error instanceof ServiceSlow
  )
}

async function performOnce(options: RequesterOptions, { method, path, query = {}, signal }: Attempt): Promise<unknown> {
  const name = `${method} ${path}`
  const response = await connect(options, { method, path, query, signal })
  const status = response.statusCode
  const body = await readBody(response, name, signal)
  if (status < 200 || status > 299) {
    const retryAfterMs = parseRetryAfter(oneHeader(response, 'retry-after'), options.clock.nowMs())
    throw failureOfResponse({ request: name, status, body: body.replaceAll(options.key, '…'), retryAfterMs })
  }
  return parseJson(body, `${name} answered ${status}`)
}

async function connect(
  options: RequesterOptions,
  { method, path, query, signal }: Attempt,
): Promise<Dispatcher.ResponseData> {
  try {
    return await send(`${options.baseUrl}${path}${queryText(query ?? {})}`, {
      method,
      dispatcher: options.dispatcher,
      headersTimeout: retryPolicy.headersTimeoutMs,
      bodyTimeout: retryPolicy.bodyTimeoutMs,
      signal,
      headers: {
        'x-api-key': options.key,
        'user-agent': options.userAgent,
        accept: 'application/json',
        'accept-encoding': 'gzip',
      },
    })
  } catch (error) {
    throw failureOfConnection(error, `${method} ${path}`, signal)
  }
}

async function readBody(response: Dispatcher.ResponseData, name: string, signal: AbortSignal): Promise<string> {
  try {
    const bytes = await readAtMost(response.body, largestAnswerBytes, name)
    const isZipped = oneHeader(response, 'content-encoding')?.toLowerCase() === 'gzip'
    return (isZipped ? await unzip(bytes, { maxOutputLength: largestAnswerBytes }) : bytes).toString('utf8')
  } catch (error) {
    if (error instanceof AnswerNotUnderstood) throw error
    throw failureOfConnection(error, name, signal)
  }
}

async function readAtMost(body: AsyncIterable<Buffer>, limitBytes: number, name: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of body) {
    sizeBytes += chunk.length
    if (sizeBytes > limitBytes)
      throw new AnswerNotUnderstood({ details: `${name} answered more than ${limitBytes} bytes` })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const timeoutCodes: ReadonlySet<unknown> = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
])

function failureOfConnection(error: unknown, name: string, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason // the deadline's ServiceSlow, or the caller's own reason
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
  const facts = { details: `${name} got no answer (${code})`, cause: error }
  return timeoutCodes.has(code) ? new ServiceSlow(facts) : new ServiceUnreachable(facts)
}

function parseJson(body: string, what: string): unknown {
  try {
    return JSON.parse(body)
  } catch (error) {
    throw new AnswerNotUnderstood({ details: `${what} without JSON`, cause: error })
  }
}

function oneHeader(response: Dispatcher.ResponseData, name: string): string | undefined {
  const value = response.headers[name]
  return Array.isArray(value) ? value[0] : value
}

function queryText(query: Query): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value))
  return parameters.size > 0 ? `?${parameters.toString()}` : ''
}
