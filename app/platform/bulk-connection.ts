import { connect as connectPlain, isIP, type OnReadOpts, type Socket } from 'node:net'
import { connect as connectSecure, type ConnectionOptions, type SecureContext } from 'node:tls'
import type { TakeBytes } from '../domain/object-source.ts'
import { HeadMalformed, parseHead, type ParsedHead } from './response-head.ts'

/** Bytes are read into this one piece of memory, again and again: no allocation and no copy per chunk. */
const readBytes = 64 * 1024
const longestHeadBytes = 64 * 1024
const connectTimeoutMs = 10_000
/** Shorter than what servers keep an idle connection for. */
const idleMs = 4_000
const headEnd = Buffer.from('\r\n\r\n')

/** What a connection died of before its answer was complete. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
  readonly code: string
  /** Nothing of an answer had come yet: a request may be sent again over another connection. */
  readonly isUnanswered: boolean

  constructor(code: string, { isUnanswered, cause }: { readonly isUnanswered: boolean; readonly cause?: unknown }) {
    super(`the connection was lost (${code})`, { cause })
    this.code = code
    this.isUnanswered = isUnanswered
  }
}

export interface BulkConnection {
  /** Sends a request and answers its head; its body has to be poured out or the connection ended. */
  send(request: string): Promise<ParsedHead>
  /** Pours out the body of a known length. Rejects with what the connection died of, or with what `take` threw. */
  pour(length: number, take: TakeBytes): Promise<void>
  /** Whether another request can be sent. */
  isReusable(): boolean
  end(reason?: Error): void
}

type Waiting =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'head'; readonly resolve: (head: ParsedHead) => void; readonly reject: (error: unknown) => void }
  | {
      readonly kind: 'body'
      readonly take: TakeBytes
      readonly resolve: () => void
      readonly reject: (error: unknown) => void
    }

const nothing: Waiting = { kind: 'nothing' }

/**
 * One HTTP/1.1 connection that carries one request at a time (RFC 9112).
 *
 * @param onEnd  It can be used no more.
 */
export function openBulkConnection(
  url: URL,
  { secureContext, onEnd }: { readonly secureContext: () => SecureContext; readonly onEnd: () => void },
): BulkConnection {
  let waiting: Waiting = nothing
  let head = Buffer.alloc(0) // of the answer, as far as it has come
  let early = Buffer.alloc(0) // of the body, what came together with the head
  let bodyLeft = 0
  let isReusable = true
  let lost: Error | undefined

  const end = (reason: Error): void => {
    if (lost) return
    lost = reason
    isReusable = false
    const { kind } = waiting
    if (waiting.kind !== 'nothing') waiting.reject(reason)
    waiting = nothing
    socket.destroy()
    onEnd()
    if (kind === 'nothing') return
  }
  const loseBy = (code: string, cause?: unknown): void =>
    end(new ConnectionLost(code, { isUnanswered: waiting.kind === 'head' && head.length === 0, cause }))
  /** Answers whether more may come at once. */
  const deliver = (bytes: Uint8Array): boolean => {
    if (waiting.kind !== 'body') return false
    const { take, resolve } = waiting
    const wanted = bytes.length > bodyLeft ? bytes.subarray(0, bodyLeft) : bytes
    // More than the body: whatever it is, nobody asked for it.
    if (wanted.length < bytes.length) isReusable = false
    bodyLeft -= wanted.length
    const taken = wanted.length > 0 ? take(wanted) : undefined
    const goOn = (): void => {
      if (bodyLeft > 0) return
      waiting = nothing
      socket.setTimeout(idleMs)
      resolve()
    }
    if (taken === undefined) {
      goOn()
      return true // also at rest: that the server closed the connection shows only to those who read
    }
    taken.then(
      () => {
        goOn()
        socket.resume()
      },
      (error: unknown) => end(asError(error)),
    )
    return false
  }
  const takeHead = (bytes: Uint8Array): boolean => {
    if (waiting.kind !== 'head') return false
    head = Buffer.concat([head, bytes])
    const at = head.indexOf(headEnd)
    if (at < 0) {
      if (head.length > longestHeadBytes) throw new HeadMalformed('the head of the answer is too long')
      return true
    }
    const parsed = parseHead(head.toString('latin1', 0, at))
    const rest = head.subarray(at + headEnd.length)
    head = Buffer.alloc(0)
    if (parsed.status < 200) return rest.length === 0 || takeHead(rest) // for information only
    early = rest
    isReusable &&= parsed.isPersistent
    const { resolve } = waiting
    waiting = nothing
    resolve(parsed)
    return false // until somebody takes the body
  }
  const onBytes = (count: number, memory: Uint8Array): boolean => {
    try {
      const bytes = memory.subarray(0, count)
      if (waiting.kind === 'body') return deliver(bytes)
      if (waiting.kind === 'head') return takeHead(bytes)
      end(new HeadMalformed('bytes came that nobody asked for'))
    } catch (error) {
      end(asError(error))
    }
    return false
  }
  const onread: OnReadOpts = { buffer: Buffer.allocUnsafeSlow(readBytes), callback: onBytes }
  const socket = openSocket(url, onread, secureContext)
  socket.setNoDelay(true)
  socket.setTimeout(connectTimeoutMs)
  socket.on('timeout', () => loseBy('TIMEOUT'))
  socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => socket.setTimeout(0))
  socket.on('error', error => loseBy('code' in error ? String(error.code) : 'no code', error))
  socket.on('end', () => loseBy('CLOSED'))
  socket.on('close', () => loseBy('CLOSED'))

  return {
    send(request) {
      return new Promise((resolve, reject) => {
        if (lost) throw lost
        waiting = { kind: 'head', resolve, reject }
        if (!socket.connecting) socket.setTimeout(0)
        socket.write(request, 'latin1')
        socket.resume()
      })
    },
    pour(length, take) {
      return new Promise((resolve, reject) => {
        if (lost) throw lost
        bodyLeft = length
        waiting = { kind: 'body', take, resolve, reject }
        const first = early
        early = Buffer.alloc(0)
        try {
          if (deliver(first)) socket.resume()
        } catch (error) {
          end(asError(error))
        }
      })
    },
    isReusable: () => isReusable && !lost && waiting.kind === 'nothing',
    end: (reason = new Error('given up')) => end(reason),
  }
}

function openSocket(url: URL, onread: OnReadOpts, secureContext: () => SecureContext): Socket {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (url.protocol !== 'https:') return connectPlain({ host, port: Number(url.port || 80), onread })
  const options: ConnectionOptions & { readonly onread: OnReadOpts } = {
    ...{ host, port: Number(url.port || 443), secureContext: secureContext(), ALPNProtocols: ['http/1.1'], onread },
    ...(isIP(host) === 0 && { servername: host }),
  }
  return connectSecure(options)
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
