import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { findFault, type Fault, type FaultSwitches } from '../faults.ts'
import type { RequestStats } from '../request-stats.ts'
import type { ObjectStore, StorageObject } from './object-store.ts'
import { readRange, type RequestedRange } from './requested-range.ts'
import { sendBody } from './send-body.ts'
import { BUCKET, type UrlSigner } from './signed-urls.ts'

export type StorageServerParts = {
  readonly objects: ObjectStore
  readonly signer: UrlSigner
  readonly faults: FaultSwitches
  readonly stats: RequestStats
}

/** Serves signed URLs as a cloud store does: GET and HEAD with single ranges, PUT for uploads, errors as XML. */
export function createStorageHandler(
  parts: StorageServerParts,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    serve(parts, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined)
    })
  }
}

type Exchange = StorageServerParts & {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly method: string
  readonly path: string // in the bucket, decoded
  readonly befalling: readonly Fault[]
}

async function serve(parts: StorageServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://storage')
  const path = storagePath(url.pathname)
  const method = request.method ?? 'GET'
  if (path === undefined) {
    refuse({ ...parts, request, response, method, path: '', befalling: [] }, 400, {})
    return
  }
  const befalling = parts.faults.take({ scope: 'storage', method, path })
  const exchange: Exchange = { ...parts, request, response, method, path, befalling }
  const latency = findFault(befalling, 'latency')
  if (latency) await delay(latency.delayMs)
  const answer = findFault(befalling, 'answer')
  if (findFault(befalling, 'reset')) hangUp(exchange)
  else if (answer) refuse(exchange, answer.status, answer)
  else await answerSigned(exchange, url.searchParams)
}

/** The path in the bucket; undefined where it cannot be decoded. */
function storagePath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname).replace(`/${BUCKET}/`, '')
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

function hangUp(exchange: Exchange): void {
  begin(exchange, 0)
  exchange.request.socket.destroy()
}

async function answerSigned(exchange: Exchange, query: URLSearchParams): Promise<void> {
  const { method, path, signer, objects } = exchange
  const verdict = signer.judge(path, method === 'PUT' ? 'upload' : 'download', query)
  const object = objects.find(path)
  if (verdict !== 'valid') refuse(exchange, 403, { body: deniedXml(verdict) })
  else if (method === 'PUT') await receive(exchange)
  else if (method !== 'GET' && method !== 'HEAD') refuse(exchange, 405, {})
  else if (!object) refuse(exchange, 404, {})
  else await answerObject(exchange, object)
}

async function answerObject(exchange: Exchange, object: StorageObject): Promise<void> {
  const { request, befalling } = exchange
  const etag = findFault(befalling, 'etag')?.etag ?? object.etag
  const condition = request.headers['if-match']
  const range = rangeOf(exchange, object, etag)
  if (condition !== undefined && condition !== etag) {
    refuse(exchange, 412, {})
  } else if (range.kind === 'unsatisfiable') {
    exchange.response.setHeader('Content-Range', `bytes */${object.sizeBytes}`)
    refuse(exchange, 416, {})
  } else if (range.kind === 'part') {
    await sendObject(exchange, object, { ...range, status: 206, etag })
  } else {
    await sendObject(exchange, object, { start: 0, end: object.sizeBytes, status: 200, etag })
  }
}

type Part = { readonly start: number; readonly end: number; readonly status: 200 | 206; readonly etag: string }

async function sendObject(exchange: Exchange, object: StorageObject, part: Part): Promise<void> {
  const { response, method, befalling } = exchange
  const { start, end, status, etag } = part
  const googHash = findFault(befalling, 'hash')?.googHash ?? object.googHash
  const count = begin(exchange, status)
  response.writeHead(status, {
    ...(status === 206 ? { 'Content-Range': contentRange(befalling, start, end, object.sizeBytes) } : {}),
    'Accept-Ranges': 'bytes',
    'Content-Length': Math.max(0, end - start + (findFault(befalling, 'wrong-length')?.delta ?? 0)),
    'Content-Type': object.contentType,
    'Last-Modified': new Date(object.lastModifiedMs).toUTCString(),
    ETag: etag,
    ...(googHash === undefined ? {} : { 'x-goog-hash': googHash }),
  })
  if (method === 'HEAD') {
    response.end()
    return
  }
  const sent = await sendBody(response, { start, pieces: object.read(start, end), count }, befalling)
  finish(exchange, sent === end - start)
}

/** Ends the response; or leaves it open for a stall; or breaks the connection when fewer or more bytes were promised. */
function finish({ response, request, befalling }: Exchange, isComplete: boolean): void {
  if (findFault(befalling, 'stall') && !isComplete) return
  if (isComplete && !findFault(befalling, 'wrong-length')) response.end()
  else request.socket.end(() => request.socket.destroy())
}

function rangeOf({ request, befalling }: Exchange, object: StorageObject, etag: string): RequestedRange {
  if (findFault(befalling, 'ignore-range')) return { kind: 'whole' }
  const condition = request.headers['if-range']
  const isStale = condition !== undefined && condition !== etag
  return isStale ? { kind: 'whole' } : readRange(request.headers.range, object.sizeBytes)
}

function contentRange(befalling: readonly Fault[], start: number, end: number, sizeBytes: number): string {
  const shift = findFault(befalling, 'wrong-range')?.shift ?? 0
  return `bytes ${start + shift}-${end - 1 + shift}/${sizeBytes}`
}

async function receive(exchange: Exchange): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of exchange.request) chunks.push(chunk as Buffer) // an HTTP body is always buffers
  const { etag, sizeBytes } = exchange.objects.put(exchange.path, Buffer.concat(chunks))
  begin(exchange, 200)
  exchange.response.writeHead(200, { ETag: etag, 'Content-Length': 0, 'x-goog-stored-content-length': sizeBytes }).end()
}

type Refusal = { readonly retryAfterSeconds?: number; readonly body?: string }

function refuse(exchange: Exchange, status: number, { retryAfterSeconds, body }: Refusal): void {
  const text = exchange.method === 'HEAD' ? '' : (body ?? errorXml(status))
  begin(exchange, status)(Buffer.byteLength(text))
  if (retryAfterSeconds !== undefined) exchange.response.setHeader('Retry-After', retryAfterSeconds)
  exchange.response
    .writeHead(status, { 'Content-Type': 'application/xml; charset=UTF-8', 'Content-Length': Buffer.byteLength(text) })
    .end(text)
}

const errorCodes: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['InvalidURI', 'Could not parse the specified URI.'],
  403: ['AccessDenied', 'Access denied.'],
  404: ['NoSuchKey', 'The specified key does not exist.'],
  405: ['MethodNotAllowed', 'The specified method is not allowed against this resource.'],
  412: ['PreconditionFailed', 'At least one of the pre-conditions you specified did not hold.'],
  416: ['InvalidRange', 'The requested range cannot be satisfied.'],
  429: ['TooManyRequests', 'Too many requests.'],
  503: ['ServiceUnavailable', 'Service unavailable. Please retry.'],
}

function errorXml(status: number): string {
  const [code, message] = errorCodes[status] ?? ['InternalError', 'We encountered an internal error. Please try again.']
  return `<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code><Message>${message}</Message></Error>`
}

function deniedXml(verdict: 'expired' | 'forged'): string {
  if (verdict === 'forged') {
    return errorXml(403)
      .replace('AccessDenied', 'SignatureDoesNotMatch')
      .replace('Access denied.', 'Access denied: signature.')
  }
  return errorXml(403)
    .replace('AccessDenied', 'ExpiredToken')
    .replace('Access denied.', 'The provided token has expired.')
}

/** Notes the request before its answer leaves, so that whoever has the answer also finds it counted. */
function begin({ stats, request, method, path }: Exchange, status: number): (bodyBytes: number) => void {
  return stats.begin({ scope: 'storage', method, path, query: {}, range: request.headers.range, status })
}
