import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import sirv from 'sirv'
import { WebSocketServer } from 'ws'
import type { Events } from '../contract/define.ts'
import type { Reply } from '../contract/failures.ts'
import type { EventHub } from './event-hub.ts'
import { nothingHere, untrustedSender } from './refusals.ts'
import type { AnswerCall } from './serve-calls.ts'
import { hasOwnHost, hasOwnOrigin } from './web-guard.ts'
import { securityHeaders } from './web-headers.ts'
import { WebSessions, type WebSession } from './web-session.ts'
import { serveSocket } from './web-socket.ts'

/** Above the largest call by far: bigger messages get a typed failure, only absurd ones lose the connection. */
const largestFrameBytes = 64 * 1024 * 1024
const largestTokenBytes = 1024

export type WebServerOptions<E extends Events> = {
  readonly port: number // 0: any free one
  readonly pagesFolder: string // the built renderer
  readonly entryOrigin: string // where contents of archives are served; pages may show them
  readonly hub: EventHub<E>
  /** Builds the one function that answers calls, given the guard of this server's sessions. */
  readonly serve: (guard: { trusts(session: WebSession): boolean }) => AnswerCall<WebSession>
  /** Called when a token was used, so that a fresh address can be shown. */
  readonly onTokenUsed: (freshAddress: string) => void
}

export type WebServer = { readonly address: string; close(): Promise<void> }

/** The local web shell: the same app for a browser on this machine. Binds to loopback, whatever the options. */
export async function startWebServer<E extends Events>(options: WebServerOptions<E>): Promise<WebServer> {
  const http = createServer()
  await listen(http, options.port)
  const port = (http.address() as AddressInfo).port
  const sessions = new WebSessions(port)
  const context = { port, sessions, addressOf: () => `http://127.0.0.1:${port}/#token=${sessions.token}` }
  http.on('request', requestHandler(context, options))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrameBytes })
  http.on('upgrade', upgradeHandler(context, options, sockets))
  return {
    address: context.addressOf(),
    async close() {
      sessions.revokeAll()
      for (const socket of sockets.clients) socket.terminate()
      http.closeAllConnections()
      await new Promise(resolve => http.close(resolve))
    },
  }
}

type Context = { readonly port: number; readonly sessions: WebSessions; addressOf(): string }

function requestHandler<E extends Events>(context: Context, options: WebServerOptions<E>) {
  const headers = Object.entries(securityHeaders(options.entryOrigin))
  const setSecurityHeaders = (response: ServerResponse) => {
    for (const [name, value] of headers) response.setHeader(name, value)
  }
  const pages = sirv(options.pagesFolder, { etag: true, setHeaders: setSecurityHeaders })
  return (request: IncomingMessage, response: ServerResponse): void => {
    setSecurityHeaders(response)
    if (!hasOwnHost(request, context.port)) answerJson(response, 403, untrustedSender())
    else if (request.url === '/session') void exchangeToken(context, options, request, response)
    else pages(request, response, () => answerJson(response, 404, nothingHere()))
  }
}

async function exchangeToken<E extends Events>(
  context: Context,
  options: WebServerOptions<E>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST' || !hasOwnOrigin(request, context.port)) {
    answerJson(response, 403, untrustedSender())
    return
  }
  const cookie = context.sessions.exchange(await readText(request))
  // A browser that comes back with its cookie and an old address is still welcome.
  if (cookie === undefined && !context.sessions.find(request)) {
    answerJson(response, 401, untrustedSender())
    return
  }
  if (cookie !== undefined) {
    response.setHeader('set-cookie', cookie)
    options.onTokenUsed(context.addressOf())
  }
  answerJson(response, 200, { ok: true, value: {} })
}

function upgradeHandler<E extends Events>(context: Context, options: WebServerOptions<E>, sockets: WebSocketServer) {
  const answer = options.serve({ trusts: session => context.sessions.isValid(session) })
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const session = context.sessions.find(request)
    const isOurs = hasOwnHost(request, context.port) && hasOwnOrigin(request, context.port) && request.url === '/socket'
    if (!isOurs || !session) {
      refuseUpgrade(socket, isOurs ? 401 : 403)
      return
    }
    sockets.handleUpgrade(request, socket, head, webSocket =>
      serveSocket(webSocket, { session, answer, hub: options.hub }),
    )
  }
}

function refuseUpgrade(socket: Duplex, status: 401 | 403): void {
  const body = JSON.stringify(untrustedSender())
  const reason = status === 401 ? 'Unauthorized' : 'Forbidden'
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

function answerJson(response: ServerResponse, status: number, reply: Reply<unknown>): void {
  const body = JSON.stringify(reply)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > largestTokenBytes) return ''
  }
  return text
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}
