import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ReceivedRequest = { readonly method: string; readonly url: string; readonly headers: IncomingHttpHeaders }
export type Answer = (response: ServerResponse, request: ReceivedRequest) => void

export type ServiceServer = {
  readonly baseUrl: string
  readonly requests: ReceivedRequest[]
  close(): Promise<void>
}

/** A web service on loopback that answers as told: one answer after the other, the last one for all that follow. */
export async function startServiceServer(...answers: readonly Answer[]): Promise<ServiceServer> {
  const requests: ReceivedRequest[] = []
  const server = createServer((incoming, response) => {
    const request = { method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers }
    const answer = answers[Math.min(requests.length, answers.length - 1)]
    requests.push(request)
    incoming.resume()
    answer?.(response, request)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return response => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(value))
  }
}

/** Breaks the connection without an answer. */
export const hangUp: Answer = response => {
  response.destroy()
}

/** Takes the request and never answers. */
export const neverAnswer: Answer = () => undefined
