import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as passTime } from 'node:timers/promises'

/** What an object is made of, read a range at a time, so that large ones need no memory. */
export type ServedObject = { readonly sizeBytes: number; read(start: number, end: number): Uint8Array }

/** How the server misbehaves. Each is asked per request, numbered from 0. */
export type Faults = {
  status?: (request: number, url: string) => { status: number; headers?: Record<string, string> } | undefined
  /** Sends this many bytes of the body, then cuts the connection. */
  cutAfter?: (request: number) => number | undefined
  /** Sends this many bytes of the body, then nothing more, without ending. */
  stallAfter?: (request: number) => number | undefined
  /** Never sends headers. */
  isSilent?: (request: number) => boolean
  ignoresRanges?: boolean
  shiftBytes?: number // answers with a range that begins this much later
  extraBytes?: number // sends more than the range it announces, or fewer where negative, chunked
  contentLength?: (length: number) => number
  corrupt?: (bytes: Uint8Array, start: number) => void
  /** The share of each connection. Without it, an answer counts as sent once it is written, wherever it is by then. */
  bytesPerSecond?: number
}

export type RangeServer = {
  readonly url: string
  readonly faults: Faults
  readonly requests: { readonly range: string | undefined; readonly headers: IncomingMessage['headers'] }[]
  readonly openConnections: () => number
  etag: string | null
  /** Of the whole object, as Google Cloud Storage tells it in every answer, a line for each part before a semicolon; null: not at all. */
  googHash: string | null
  bytesSent: number
  close(): Promise<void>
}

/**
 * A real HTTP/1.1 server of one object on loopback. The URL carries a signature that must turn up nowhere else.
 *
 * @param port  Any free one, unless told.
 */
export async function startRangeServer(served: ServedObject | Uint8Array, port = 0): Promise<RangeServer> {
  const object = served instanceof Uint8Array ? objectOf(served) : served
  const server = createServer((request, response) => answer(state, object, request, response))
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  let open = 0
  server.on('connection', socket => {
    open++
    socket.on('close', () => open--)
  })
  const state: RangeServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/bucket/task/output.zip?sig=SECRET`,
    faults: {},
    requests: [],
    etag: '"v1"',
    googHash: null,
    bytesSent: 0,
    openConnections: () => open,
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
  return state
}

export function objectOf(bytes: Uint8Array): ServedObject {
  return { sizeBytes: bytes.length, read: (start, end) => bytes.subarray(start, end) }
}

function answer(server: RangeServer, object: ServedObject, request: IncomingMessage, response: ServerResponse): void {
  const number = server.requests.length
  server.requests.push({ range: request.headers.range, headers: request.headers })
  const forced = server.faults.status?.(number, request.url ?? '')
  if (server.faults.isSilent?.(number)) return
  if (forced) response.writeHead(forced.status, forced.headers).end('<Error>no</Error>')
  else if (object.sizeBytes === 0) response.writeHead(416, { 'content-range': 'bytes */0' }).end()
  else sendRange(server, object, number, response)
}

function sendRange(server: RangeServer, object: ServedObject, number: number, response: ServerResponse): void {
  const { faults } = server
  const shift = faults.shiftBytes ?? 0
  const range = faults.ignoresRanges ? undefined : server.requests[number]!.range
  const asked = parseRange(range, object.sizeBytes)
  const [start, end] = [asked.start + shift, Math.min(object.sizeBytes, asked.end + shift)]
  const body = Buffer.from(object.read(start, Math.min(object.sizeBytes, end + (faults.extraBytes ?? 0))))
  faults.corrupt?.(body, start)
  if (server.etag !== null) response.setHeader('etag', server.etag)
  if (server.googHash !== null) response.setHeader('x-goog-hash', server.googHash.split(';'))
  if (range !== undefined) response.setHeader('content-range', `bytes ${start}-${end - 1}/${object.sizeBytes}`)
  if (!faults.extraBytes) response.setHeader('content-length', faults.contentLength?.(body.length) ?? body.length)
  response.writeHead(range === undefined ? 200 : 206)
  sendBody(server, number, response, body)
}

function sendBody(server: RangeServer, number: number, response: ServerResponse, body: Uint8Array): void {
  const cut = server.faults.cutAfter?.(number)
  const stall = server.faults.stallAfter?.(number)
  const sent = body.subarray(0, cut ?? stall ?? body.length)
  if (server.faults.bytesPerSecond !== undefined) {
    void sendPaced(server, response, { body: sent, bytesPerSecond: server.faults.bytesPerSecond })
    return
  }
  server.bytesSent += sent.length
  if (cut !== undefined) response.write(sent, () => response.destroy())
  else if (stall !== undefined) response.write(sent)
  else response.end(sent)
}

type Paced = { readonly body: Uint8Array; readonly bytesPerSecond: number }

/** Longest time whose share is handed out at once: a busy machine makes the server slow, not its answers come in bursts. */
const longestStepMs = 10

/** Hands out a body bit by bit for as long as somebody takes it. */
async function sendPaced(
  server: RangeServer,
  response: ServerResponse,
  { body, bytesPerSecond }: Paced,
): Promise<void> {
  let sent = 0
  let lastMs = performance.now()
  while (sent < body.length && !response.destroyed) {
    await passTime(2)
    const nowMs = performance.now()
    const stepMs = Math.min(longestStepMs, nowMs - lastMs)
    lastMs = nowMs
    if (response.writableNeedDrain) continue
    const due = Math.min(body.length, sent + Math.ceil((stepMs / 1000) * bytesPerSecond))
    response.write(body.subarray(sent, due))
    server.bytesSent += due - sent
    sent = due
  }
  response.end()
}

function parseRange(header: string | undefined, sizeBytes: number): { start: number; end: number } {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === undefined) return { start: 0, end: sizeBytes }
  if (first === '') return { start: Math.max(0, sizeBytes - Number(last)), end: sizeBytes }
  return { start: Number(first), end: Math.min(sizeBytes, Number(last) + 1) }
}
