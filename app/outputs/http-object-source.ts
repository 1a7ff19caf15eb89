import type { Dispatcher } from 'undici'
import { byteLength, rangeHeader } from '../domain/byte-range.ts'
import type { Clock } from '../domain/clock.ts'
import type { Log } from '../domain/log.ts'
import {
  AnswerDistrusted,
  ObjectChanged,
  RangesUnsupported,
  RequestFailed,
  StorageRefused,
} from '../domain/object-errors.ts'
import type { ObjectSource, RangeBody } from '../domain/object-source.ts'
import { judgeResponse, type RangeQuestion, type Verdict } from '../domain/transfer/judge-response.ts'
import { receiveExactly } from './receive-exactly.ts'
import { allowedRedirect, parseStorageUrl } from './storage-url.ts'
import { SignedLink, type HeldLink, type SignUrl } from './signed-link.ts'
import { createWatchdog, type Watchdog } from './watchdog.ts'

export type HttpObjectSourceOptions = {
  readonly signUrl: SignUrl
  readonly dispatcher: Dispatcher
  readonly clock: Clock
  readonly log: Log
  /** How long the server may stay silent, before its headers and between any two chunks. Default 20 s. */
  readonly stallMs?: number
  /** How many fresh signed URLs one request may ask for before the refusal counts. Default 2. */
  readonly renewals?: number
  readonly userAgent?: string
}

type Settings = Required<Omit<HttpObjectSourceOptions, 'signUrl'>> & { readonly link: SignedLink }
type Answer = {
  readonly response: Dispatcher.ResponseData
  readonly watchdog: Watchdog
  readonly verdict: Verdict
}
type Accepted = Extract<Verdict, { verdict: 'accept' }>

/**
 * An object behind a signed URL. The URL is asked for when it is first needed, kept until storage refuses it, and never
 * shown in an error or a log line. No credential travels with a request, and a redirection is followed once at most.
 */
export function createHttpObjectSource(options: HttpObjectSourceOptions): ObjectSource {
  const { signUrl, ...given } = options
  const link = new SignedLink(signUrl)
  const settings: Settings = { stallMs: 20_000, renewals: 2, userAgent: 'InductivaDesktop', ...given, link }
  return {
    openTail: (bytes, signal) => ask(settings, { kind: 'tail', bytes }, signal),
    openRange: (range, expected, signal) => ask(settings, { kind: 'range', range, expected }, signal),
  }
}

/** Asks until storage takes the link. Every other refusal is the caller's to retry. */
async function ask(settings: Settings, question: RangeQuestion, signal: AbortSignal): Promise<RangeBody> {
  for (let renewals = 0; ; renewals++) {
    const held = await settings.link.get(signal)
    const answer = await followOnce(settings, held, { question, signal })
    if (answer.verdict.verdict === 'accept') return deliver(answer, answer.verdict, signal)
    discard(answer)
    if (answer.verdict.verdict !== 'renew-link') throw failureOf(answer.verdict)
    settings.link.drop(held)
    if (renewals >= settings.renewals) throw new StorageRefused(`${answer.verdict.reason}, also with a fresh link`)
    settings.log.debug('storage refused the link, asking for a fresh one', { reason: answer.verdict.reason })
  }
}

type Errand = { readonly question: RangeQuestion; readonly signal: AbortSignal }

async function followOnce(settings: Settings, held: HeldLink, errand: Errand): Promise<Answer> {
  const url = parseStorageUrl(held.url)
  const answer = await send(settings, url, errand)
  if (answer.verdict.verdict !== 'redirected') return answer
  discard(answer)
  return send(settings, allowedRedirect(url, answer.verdict.location), errand)
}

async function send(settings: Settings, url: URL, { question, signal }: Errand): Promise<Answer> {
  const abort = new AbortController()
  const watchdog = createWatchdog(settings.clock, settings.stallMs, () =>
    abort.abort(new RequestFailed(`no byte for ${settings.stallMs} ms`)),
  )
  watchdog.expect()
  try {
    const response = await request(settings, url, question, AbortSignal.any([signal, abort.signal]))
    watchdog.relax()
    const head = { status: response.statusCode, headers: singleValues(response.headers) }
    return { response, watchdog, verdict: judgeResponse(head, question, settings.clock.nowMs()) }
  } catch (error) {
    watchdog.stop()
    throw translate(error, signal)
  }
}

async function request(settings: Settings, url: URL, question: RangeQuestion, signal: AbortSignal) {
  const range = question.kind === 'tail' ? `bytes=-${question.bytes}` : rangeHeader(question.range)
  const response = await settings.dispatcher.request({
    method: 'GET',
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    headers: { range, 'accept-encoding': 'identity', 'user-agent': settings.userAgent },
    signal,
    headersTimeout: 0, // the watchdog's business, on our clock
    bodyTimeout: 0,
  })
  // An aborted body may fail before anyone reads it. Whoever does read it gets the failure from the iterator.
  response.body.on('error', () => undefined)
  return response
}

function deliver({ response, watchdog }: Answer, { identity, range }: Accepted, signal: AbortSignal): RangeBody {
  const length = byteLength(range)
  if (length === 0) discard({ response, watchdog })
  const body = receiveExactly(length === 0 ? [] : response.body, {
    length,
    watchdog,
    translate: error => translate(error, signal),
  })
  return { identity, range, body }
}

function discard({ response, watchdog }: Pick<Answer, 'response' | 'watchdog'>): void {
  watchdog.stop()
  response.body.destroy()
}

function failureOf(verdict: Exclude<Verdict, { verdict: 'accept' | 'renew-link' }>): Error {
  switch (verdict.verdict) {
    case 'wait':
      return new RequestFailed(verdict.reason, { retryAfterMs: verdict.retryAfterMs })
    case 'retry':
      return new RequestFailed(verdict.reason)
    case 'changed':
      return new ObjectChanged(verdict.reason)
    case 'ranges-unsupported':
      return new RangesUnsupported(verdict.reason)
    case 'refused':
      return new StorageRefused(verdict.reason, { isMissing: verdict.isMissing })
    case 'redirected':
      return new StorageRefused('storage redirected more than once')
    case 'distrust':
      return new AnswerDistrusted(verdict.reason)
  }
}

/** What a request died of, in our words: the caller's abort as it is, anything of the network as `RequestFailed`. */
function translate(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason
  if (error instanceof RequestFailed || error instanceof StorageRefused) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code'
  return new RequestFailed(`connection to storage failed (${code})`, { cause: error })
}

function singleValues(headers: Readonly<Record<string, string | string[] | undefined>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
}
