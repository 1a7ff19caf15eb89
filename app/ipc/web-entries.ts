import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { refusalOf, type AnswerEntry, type EntryAnswer } from '../domain/archive/entry-answer.ts'
import { hasOwnHost } from './web-guard.ts'

export type WebEntriesOptions = {
  /** Asked for first; where it is taken, any free one will do. 0: any free one. */
  readonly port: number
  readonly answer: AnswerEntry
}

export type WebEntries = {
  readonly origin: string
  readonly port: number
  close(): Promise<void>
}

/**
 * Serves contents of archives on a port of its own, so that for a browser they are another site's than the app's pages.
 * Binds to loopback. The address of a content is all that is needed to read it, and it cannot be guessed.
 */
export async function startWebEntries({ port: wanted, answer }: WebEntriesOptions): Promise<WebEntries> {
  const http = createServer()
  await listenAt(http, wanted).catch(() => listenAt(http, 0))
  const { port } = http.address() as AddressInfo
  http.on('request', (request, response) => void respond({ port, answer }, request, response))
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    async close() {
      http.closeAllConnections()
      await new Promise(resolve => http.close(resolve))
    },
  }
}

type Context = { readonly port: number; readonly answer: AnswerEntry }

async function respond(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const leaving = new AbortController()
  response.once('close', () => leaving.abort(new Error('nobody waits for the content any more')))
  await send(await answerTo(context, request, leaving.signal), response)
}

function answerTo({ port, answer }: Context, request: IncomingMessage, signal: AbortSignal): Promise<EntryAnswer> {
  // A page of another site that points its own name at 127.0.0.1 sends that name here.
  if (!hasOwnHost(request, port)) return Promise.resolve(refusalOf(403, 'This address is not served here.'))
  const { range = null, 'if-range': ifRange = null } = request.headers
  return answer({ method: request.method ?? '', target: request.url ?? '', range, ifRange: single(ifRange), signal })
}

/** A body that fails ends its connection: whoever reads it knows by the length that something is missing. */
async function send({ status, headers, body }: EntryAnswer, response: ServerResponse): Promise<void> {
  response.writeHead(status, headers)
  if (!body || response.req.method === 'HEAD') {
    response.end()
    return
  }
  try {
    await pipeline(body, response)
  } catch {
    response.destroy() // whoever made the body has said why in the log; a reader who left needs nothing said
  }
}

function single(value: string | string[] | null): string | null {
  return Array.isArray(value) ? (value[0] ?? null) : value
}

function listenAt(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}
