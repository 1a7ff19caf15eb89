import { byteLength, parseContentRange, type ByteRange, type ContentRange } from '../byte-range.ts'
import type { ObjectIdentity } from '../object-source.ts'
import { readStorageChecksum } from './storage-checksum.ts'

/** What was asked of the storage: one range of an object we know, or the end of one we do not know yet. */
export type RangeQuestion =
  | { readonly kind: 'range'; readonly range: ByteRange; readonly expected: ObjectIdentity }
  | { readonly kind: 'tail'; readonly bytes: number }

/** Status and headers of an answer; header names in lower case. */
export type ResponseHead = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** What to do with an answer. `reason` is for the log and for "Details". */
export type Verdict =
  | { readonly verdict: 'accept'; readonly identity: ObjectIdentity; readonly range: ByteRange }
  | { readonly verdict: 'redirected'; readonly location: string } // may hold a signature: never for a log
  | { readonly verdict: 'renew-link'; readonly reason: string }
  | { readonly verdict: 'wait'; readonly reason: string; readonly retryAfterMs: number | null }
  | { readonly verdict: 'retry'; readonly reason: string }
  | { readonly verdict: 'changed'; readonly reason: string }
  | { readonly verdict: 'ranges-unsupported'; readonly reason: string }
  | { readonly verdict: 'refused'; readonly reason: string; readonly isMissing: boolean }
  | { readonly verdict: 'distrust'; readonly reason: string }

/**
 * The response gate. Bytes are taken from an answer 206 alone, with exactly the range we asked for, of an object with
 * the size and the strong ETag we started with.
 *
 * A weak ETag (`W/…`) promises equal meaning, not equal bytes, so it proves nothing about ranges: the identity then has
 * the validator null, and the size is all there is to compare. Where we started with a strong ETag, an answer without
 * one counts as changed. So does an answer that tells another checksum of the whole object than we started with.
 *
 * @param nowMs Wall-clock time, to turn a date in `Retry-After` into a delay.
 */
export function judgeResponse(head: ResponseHead, question: RangeQuestion, nowMs: number): Verdict {
  const reason = `storage answered ${head.status}`
  switch (head.status) {
    case 206:
      return judgePartialContent(head, question)
    case 200:
      return { verdict: 'ranges-unsupported', reason: 'storage answered 200 to a request for a range' }
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return judgeRedirect(head)
    case 400: // an expired link, at some stores
    case 401:
    case 403:
      return { verdict: 'renew-link', reason }
    case 404:
    case 410:
      return { verdict: 'refused', reason, isMissing: true }
    case 412:
      return { verdict: 'changed', reason }
    case 416:
      return judgeUnsatisfiable(head, question)
    case 429:
    case 503:
      return { verdict: 'wait', reason, retryAfterMs: retryAfterMs(head.headers['retry-after'], nowMs) }
    case 408:
    case 425:
      return { verdict: 'retry', reason }
    default:
      return head.status >= 500 ? { verdict: 'retry', reason } : { verdict: 'refused', reason, isMissing: false }
  }
}

function judgeRedirect({ status, headers }: ResponseHead): Verdict {
  const location = headers['location']
  if (location) return { verdict: 'redirected', location }
  return { verdict: 'refused', reason: `storage answered ${status} without a location`, isMissing: false }
}

function judgePartialContent({ headers }: ResponseHead, question: RangeQuestion): Verdict {
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') return distrust(`the bytes were re-encoded on the way (${encoding})`)
  const stated = parseContentRange(headers['content-range'])
  if (!stated?.range) return distrust(`Content-Range is ${headers['content-range'] ?? 'absent'}`)
  const identity = identityOf(stated.sizeBytes, headers)
  const change = question.kind === 'range' ? changeOf(question.expected, identity) : null
  if (change) return { verdict: 'changed', reason: change }
  return judgeExtent(identity, stated.range, { headers, question })
}

function judgeExtent(
  identity: ObjectIdentity,
  range: ByteRange,
  { headers, question }: Pick<ResponseHead, 'headers'> & { readonly question: RangeQuestion },
): Verdict {
  const asked = askedRange(question, identity.sizeBytes)
  if (range.start !== asked.start || range.end !== asked.end) {
    return distrust(`asked for bytes ${asked.start} to ${asked.end}, got ${range.start} to ${range.end}`)
  }
  const length = headers['content-length']
  if (length !== undefined && Number(length) !== byteLength(range)) {
    return distrust(`Content-Length is ${length} for ${byteLength(range)} bytes`)
  }
  return { verdict: 'accept', identity, range }
}

/** An empty object has no range to serve: 416 with size 0 is the right answer to a question for its tail. */
function judgeUnsatisfiable({ headers }: ResponseHead, question: RangeQuestion): Verdict {
  const stated: ContentRange | null = parseContentRange(headers['content-range'])
  if (question.kind === 'tail') {
    if (stated?.sizeBytes !== 0) return { verdict: 'refused', reason: 'storage answered 416', isMissing: false }
    const identity = identityOf(0, headers)
    return { verdict: 'accept', identity, range: { start: 0, end: 0 } }
  }
  if (stated && stated.sizeBytes !== question.expected.sizeBytes) {
    return { verdict: 'changed', reason: `size was ${question.expected.sizeBytes} bytes, is ${stated.sizeBytes}` }
  }
  return { verdict: 'refused', reason: 'storage answered 416', isMissing: false }
}

function askedRange(question: RangeQuestion, sizeBytes: number): ByteRange {
  if (question.kind === 'range') return question.range
  return { start: Math.max(0, sizeBytes - question.bytes), end: sizeBytes }
}

/** How an object differs from the one we started with; null when it is the same as far as can be told. */
export function changeOf(expected: ObjectIdentity, found: ObjectIdentity): string | null {
  if (expected.sizeBytes !== found.sizeBytes) {
    return `size was ${expected.sizeBytes} bytes, is ${found.sizeBytes}`
  }
  if (expected.validator !== null && expected.validator !== found.validator) {
    return `ETag was ${expected.validator}, is ${found.validator ?? 'weak or absent'}`
  }
  const [before, after] = [expected.storageChecksum, found.storageChecksum]
  if (before && before.kind === after?.kind && before.base64 !== after.base64) {
    return `${before.kind} was ${before.base64}, is ${after.base64}`
  }
  return null
}

function identityOf(sizeBytes: number, headers: ResponseHead['headers']): ObjectIdentity {
  const storageChecksum = readStorageChecksum(headers)
  return { sizeBytes, validator: strongETag(headers['etag']), ...(storageChecksum && { storageChecksum }) }
}

function strongETag(value: string | undefined): string | null {
  return value !== undefined && /^"[^"]*"$/.test(value) ? value : null
}

/** Seconds or a date (RFC 9110, 10.2.3), as milliseconds from now; null when absent or malformed. */
function retryAfterMs(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs)
}

function distrust(reason: string): Verdict {
  return { verdict: 'distrust', reason }
}
