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
import { pourRange, type ObjectSource, type RangeBody, type TakeBytes } from '../domain/object-source.ts'
import {
  judgeResponse,
  type RangeQuestion,
  type ResponseHead,
  type Verdict,
} from '../domain/transfer/judge-response.ts'
import type { BulkAnswer, BulkTransport, StreamingClient } from './ports.ts'
import { receiveExactly } from './receive-exactly.ts'
import { allowedRedirect, parseStorageUrl } from './storage-url.ts'
import { SignedLink, type HeldLink, type SignUrl } from './signed-link.ts'
import { createWatchdog, type Watchdog } from './watchdog.ts'

export type HttpObjectSourceOptions = {
  readonly signUrl: SignUrl
  readonly dispatcher: StreamingClient
  /** For the bodies of `readRange`, where it gets to the address. Without one, they come through the dispatcher. */
  readonly bulk?: BulkTransport
  readonly clock: Clock
  readonly log: Log
  /** How long the server may stay silent, before its headers and between any two chunks. Default 20 s. */
  readonly stallMs?: number
  /** How many fresh signed URLs one request may ask for before the refusal counts. Default 2. */
  readonly renewals?: number
  readonly userAgent?: string
}

const tailInMemoryBytes = 1024 * 1024
const fewBytes = 16 * 1024

type Settings = Required<Omit<HttpObjectSourceOptions, 'signUrl' | 'bulk'>> & {
  readonly bulk: BulkTransport | undefined
  readonly link: SignedLink
}
/** An answer of which the head has come. */
type Received = {
  readonly head: ResponseHead
  /** Nobody wants the body. Resolves once the connection is done with it. */
  discard(): Promise<void>
}
type Send<R extends Received> = (url: URL, headers: Record<string, string>, signal: AbortSignal) => Promise<R>
type Answer<R> = { readonly received: R; readonly watchdog: Watchdog; readonly verdict: Verdict }
type Accepted<R> = Omit<Answer<R>, 'verdict'> & Extract<Verdict, { verdict: 'accept' }>
type Errand<R extends Received> = {
  readonly question: RangeQuestion
  readonly signal: AbortSignal
  readonly send: Send<R>
}

type Streamed = Received & { readonly body: AsyncIterable<Uint8Array> }
type Pourable = Received & { pour(take: TakeBytes): Promise<void> }

/**
 * An object behind a signed URL. The URL is asked for when it is first needed, kept until storage refuses it, and never
 * shown in an error or a log line. No credential travels with a request, and a redirection is followed once at most.
 */
export function createHttpObjectSource(options: HttpObjectSourceOptions): ObjectSource {
  const { signUrl, bulk, ...given } = options
  const link = new SignedLink(signUrl)
  const settings: Settings = { stallMs: 20_000, renewals: 2, userAgent: 'InductivaDesktop', ...given, bulk, link }
  const open = async (question: RangeQuestion, signal: AbortSignal): Promise<RangeBody> =>
    deliver(await ask(settings, { question, signal, send: stream(settings) }), signal)
  return {
    openTail: (bytes, signal) =>
      bytes > tailInMemoryBytes ? open({ kind: 'tail', bytes }, signal) : openSmallTail(settings, bytes, signal),
    openRange: (range, expected, signal) => open({ kind: 'range', range, expected }, signal),
    async readRange(range, expected, signal, take) {
      const question: RangeQuestion = { kind: 'range', range, expected }
      await pour(await ask(settings, { question, signal, send: cheapest(settings) }), take, signal)
    },
  }
}

/** Small enough for memory, and over a connection that is then warm for the ranges to follow. */
async function openSmallTail(settings: Settings, tailBytes: number, signal: AbortSignal): Promise<RangeBody> {
  const question: RangeQuestion = { kind: 'tail', bytes: tailBytes }
  const answer = await ask(settings, { question, signal, send: cheapest(settings) })
  return { identity: answer.identity, range: answer.range, body: inOneChunk(answer, signal) }
}

/** What came before a failure is handed out as well: it was paid for. */
async function* inOneChunk(answer: Accepted<Pourable>, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const bytes = Buffer.allocUnsafeSlow(byteLength(answer.range))
  let received = 0
  try {
    await pour(
      answer,
      chunk => {
        bytes.set(chunk, received)
        received += chunk.length
        return undefined
      },
      signal,
    )
  } finally {
    if (received > 0) yield bytes.subarray(0, received)
  }
}

/** Asks until storage takes the link. Every other refusal is the caller's to retry. */
async function ask<R extends Received>(settings: Settings, errand: Errand<R>): Promise<Accepted<R>> {
  for (let renewals = 0; ; renewals++) {
    const held = await settings.link.get(errand.signal)
    const { verdict, ...answer } = await followOnce(settings, held, errand)
    if (verdict.verdict === 'accept') return { ...answer, ...verdict }
    discard(answer)
    if (verdict.verdict !== 'renew-link') throw failureOf(verdict)
    settings.link.drop(held)
    if (renewals >= settings.renewals) throw new StorageRefused(`${verdict.reason}, also with a fresh link`)
    settings.log.debug('storage refused the link, asking for a fresh one', { reason: verdict.reason })
  }
}

async function followOnce<R extends Received>(
  settings: Settings,
  held: HeldLink,
  errand: Errand<R>,
): Promise<Answer<R>> {
  const url = parseStorageUrl(held.url)
  const answer = await sendWatched(settings, url, errand)
  if (answer.verdict.verdict !== 'redirected') return answer
  discard(answer)
  return sendWatched(settings, allowedRedirect(url, answer.verdict.location), errand)
}

async function sendWatched<R extends Received>(
  settings: Settings,
  url: URL,
  { question, signal, send }: Errand<R>,
): Promise<Answer<R>> {
  const abort = new AbortController()
  const watchdog = createWatchdog(settings.clock, settings.stallMs, () =>
    abort.abort(new RequestFailed(`no byte for ${settings.stallMs} ms`)),
  )
  watchdog.expect()
  const range = question.kind === 'tail' ? `bytes=-${question.bytes}` : rangeHeader(question.range)
  const headers = { range, 'accept-encoding': 'identity', 'user-agent': settings.userAgent }
  try {
    const received = await send(url, headers, AbortSignal.any([signal, abort.signal]))
    watchdog.relax()
    return { received, watchdog, verdict: judgeResponse(received.head, question, settings.clock.nowMs()) }
  } catch (error) {
    watchdog.stop()
    throw translate(error, signal)
  }
}

/** Sends through the dispatcher: any address, any framing. */
function stream({ dispatcher }: Settings): Send<Streamed> {
  return async (url, headers, signal) => {
    const {
      statusCode,
      headers: fields,
      body,
    } = await dispatcher.request({
      method: 'GET',
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      headers,
      signal,
      headersTimeout: 0, // the watchdog's business, on our clock
      bodyTimeout: 0,
    })
    // An aborted body may fail before anyone reads it. Whoever does read it gets the failure from the iterator.
    body.on('error', () => undefined)
    const head = { status: statusCode, headers: singleValues(fields) }
    return { head, body, discard: () => Promise.resolve(void body.destroy()) }
  }
}

/** The cheaper way where there is one; a body whose length is not told is asked for again through the dispatcher. */
function cheapest(settings: Settings): Send<Pourable> {
  const { bulk } = settings
  const streamed: Send<Pourable> = async (...request) => {
    const { body, ...received } = await stream(settings)(...request)
    return { ...received, pour: take => pourRange({ body }, take) }
  }
  return async (...request) => {
    if (!bulk?.reaches(request[0])) return streamed(...request)
    const { status, headers, ...answer } = await bulk.get(...request)
    const received = { head: { status, headers }, pour: answer.pour, discard: () => readOff(answer) }
    if (status !== 206 || answer.contentLength !== null) return received
    answer.discard()
    return streamed(...request)
  }
}

/** A few words are read to their end, which keeps the connection for the next request. */
async function readOff({ contentLength, pour, discard }: Omit<BulkAnswer, 'status' | 'headers'>): Promise<void> {
  if (contentLength === null || contentLength > fewBytes) discard()
  else await pour(() => undefined).catch(() => undefined) // it is gone then, as it would be otherwise
}

function deliver({ received, watchdog, identity, range }: Accepted<Streamed>, signal: AbortSignal): RangeBody {
  const length = byteLength(range)
  if (length === 0) discard({ received, watchdog })
  const body = receiveExactly(length === 0 ? [] : received.body, {
    length,
    watchdog,
    translate: error => translate(error, signal),
  })
  return { identity, range, body }
}

/** Everything goes to `take`, and it is exactly what the range holds. What `take` itself throws goes through. */
async function pour({ received, watchdog, range }: Accepted<Pourable>, take: TakeBytes, signal: AbortSignal) {
  const length = byteLength(range)
  if (length === 0) {
    discard({ received, watchdog })
    return
  }
  const watched = watchTaking(take, length, watchdog)
  watchdog.expect()
  try {
    await received.pour(watched.take)
  } catch (error) {
    throw watched.hasThrown(error) ? error : translate(error, signal)
  } finally {
    watchdog.stop()
  }
  const bytes = watched.bytes()
  if (bytes < length) throw new RequestFailed(`connection ended after ${bytes} of ${length} bytes`)
}

/** Counts what is taken, and how long it takes to come: not how long it takes to be dealt with. */
function watchTaking(take: TakeBytes, length: number, watchdog: Watchdog) {
  let bytes = 0
  let thrown: unknown
  const rethrow = (error: unknown): never => {
    thrown = error
    throw error
  }
  const takeCounted: TakeBytes = chunk => {
    watchdog.relax()
    bytes += chunk.length
    try {
      if (bytes > length) throw new AnswerDistrusted(`more than the ${length} bytes asked for`)
      const taken = take(chunk)
      if (taken) return taken.then(() => watchdog.expect(), rethrow)
    } catch (error) {
      rethrow(error)
    }
    watchdog.expect()
    return undefined
  }
  return { take: takeCounted, bytes: () => bytes, hasThrown: (error: unknown) => error === thrown }
}

function discard({ received, watchdog }: Omit<Answer<Received>, 'verdict'>): void {
  watchdog.expect()
  void received.discard().finally(() => watchdog.stop())
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
