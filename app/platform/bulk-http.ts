import { createSecureContext, type SecureContext } from 'node:tls'
import { isLoopback } from '../domain/network/loopback.ts'
import type { BulkAnswer, BulkTransport } from '../outputs/ports.ts'
import { ConnectionLost, openBulkConnection, type BulkConnection } from './bulk-connection.ts'
import { namesProxy } from './proxy-environment.ts'
import type { ProxyRoutes } from './proxy-routes.ts'
import { trustedAuthorities } from './trusted-authorities.ts'

/** Idle connections of the same origin wait for the next request, the warmest first. */
export type ClosableTransport = BulkTransport & {
  /** Ends all connections. */
  close(): void
}

type BulkOptions = {
  /** Certificates in PEM that secure servers are judged by; asked for when the first one is met. */
  readonly authorities?: () => readonly string[]
  /** The proxies of the system, for when the environment names none. */
  readonly routes?: ProxyRoutes | undefined
}

/**
 * Brings large bodies with a tenth of the processor time of a general client: chunks are read into one piece of memory
 * per connection and handed over in place. In return it knows nothing of proxies, redirections and encodings.
 *
 * @param environment  What it says of proxies decides before `routes`.
 */
export function createBulkTransport(
  environment: NodeJS.ProcessEnv,
  { authorities = trustedAuthorities, routes }: BulkOptions = {},
): ClosableTransport {
  const idle = new Map<string, BulkConnection[]>()
  const all = new Set<BulkConnection>()
  const hasProxy = namesProxy(environment)
  let context: SecureContext | undefined
  const secureContext = (): SecureContext => (context ??= createSecureContext({ ca: [...authorities()] }))

  const open = (url: URL): BulkConnection => {
    const connection: BulkConnection = openBulkConnection(url, { secureContext, onEnd: () => all.delete(connection) })
    all.add(connection)
    return connection
  }
  const takeIdle = (origin: string): BulkConnection | undefined => {
    const waiting = idle.get(origin) ?? []
    for (let next = waiting.pop(); next; next = waiting.pop()) if (next.isReusable()) return next
    return undefined
  }
  const putBack = (origin: string, connection: BulkConnection): void => {
    if (!connection.isReusable()) {
      connection.end()
      return
    }
    const waiting = (idle.get(origin) ?? []).filter(other => other.isReusable())
    idle.set(origin, [...waiting, connection])
  }
  const exchange = async (connection: BulkConnection, request: string, signal: AbortSignal) => {
    const abort = (): void => connection.end(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    signal.addEventListener('abort', abort, { once: true })
    const release = (): void => signal.removeEventListener('abort', abort)
    try {
      return { head: await connection.send(request), release }
    } catch (error) {
      release()
      throw error
    }
  }
  /** One that waited may have been closed by the server in this very moment: then another one is asked. */
  const ask = async (url: URL, request: string, signal: AbortSignal) => {
    signal.throwIfAborted()
    for (let used = takeIdle(url.origin); used; used = takeIdle(url.origin)) {
      try {
        return { connection: used, ...(await exchange(used, request, signal)) }
      } catch (error) {
        if (!(error instanceof ConnectionLost && error.isUnanswered) || signal.aborted) throw error
      }
    }
    const connection = open(url)
    return { connection, ...(await exchange(connection, request, signal)) }
  }
  return {
    reaches(url) {
      if (isLoopback(url.hostname)) return true
      // What is not known yet goes the general way, which asks.
      return !hasProxy && (routes === undefined || routes.known(url.origin)?.kind === 'direct')
    },
    async get(url, headers, signal): Promise<BulkAnswer> {
      const { connection, head, release } = await ask(url, requestText(url, headers), signal)
      const { status, contentLength } = head
      return {
        status,
        headers: head.headers,
        contentLength,
        async pour(take) {
          try {
            await connection.pour(contentLength ?? 0, take)
            putBack(url.origin, connection)
          } finally {
            release()
          }
        },
        discard() {
          release()
          connection.end()
        },
      }
    },
    close() {
      for (const connection of [...all]) connection.end()
    },
  }
}

function requestText(url: URL, headers: Readonly<Record<string, string>>): string {
  const fields = Object.entries({ host: url.host, connection: 'keep-alive', ...headers })
  // Neither can hold a line break: `URL` encodes it, and the headers are our own.
  return `GET ${url.pathname}${url.search} HTTP/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}
