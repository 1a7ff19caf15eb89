import type { EntryPurpose } from '../../contract/entry-addresses.ts'
import { byteLength, type ByteRange } from '../byte-range.ts'
import type { MediaType } from './media-type.ts'

/** A request for the content of an entry, in whatever shell. */
export type EntryQuestion = {
  readonly method: string
  readonly target: string // path and query, as they came
  readonly range: string | null // headers
  readonly ifRange: string | null
  readonly signal: AbortSignal // nobody waits for the answer any more
}

/** What to answer. A body that fails must end in a broken connection, never in a short file that looks whole. */
export type EntryAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: AsyncIterable<Uint8Array> | null
}

/** Answers whatever comes. Never fails. */
export type AnswerEntry = (question: EntryQuestion) => Promise<EntryAnswer>

/** Contents of archives can do nothing: run no script, load nothing, send nothing, and be framed by nobody else. */
const contentPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

const everyAnswer: Readonly<Record<string, string>> = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  // The app's pages are of another origin, in the desktop app of another scheme. The grant is what protects a content.
  'cross-origin-resource-policy': 'cross-origin',
}

export type ContentFacts = {
  readonly media: MediaType
  readonly purpose: EntryPurpose
  readonly fileName: string
  readonly sizeBytes: number
  readonly tag: string // the same for the same content: an entity tag with its quotes
}

/** Of a whole content, or of a part of it. */
export function contentHeaders(facts: ContentFacts, range: ByteRange | null): Readonly<Record<string, string>> {
  const { media, purpose, fileName, sizeBytes, tag } = facts
  const isShown = purpose === 'show' && media.canShow
  return {
    ...everyAnswer,
    'content-type': media.type,
    'content-length': String(range ? byteLength(range) : sizeBytes),
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; ${fileNameParameters(fileName)}`,
    'accept-ranges': 'bytes',
    etag: tag,
    ...(range && { 'content-range': `bytes ${range.start}-${range.end - 1}/${sizeBytes}` }),
  }
}

/** No content, but a sentence that says why. */
export function refusalOf(status: number, sentence: string, more: Readonly<Record<string, string>> = {}): EntryAnswer {
  const body = new TextEncoder().encode(sentence)
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'content-length': String(body.length), ...more }
  return { status, headers: { ...everyAnswer, ...headers }, body: once(body) }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield await Promise.resolve(bytes)
}

/** The name in plain letters for old programs, and as it is for all others (RFC 6266). */
function fileNameParameters(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(name).replace(/['()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
  return `filename="${plain}"; filename*=UTF-8''${exact}`
}
