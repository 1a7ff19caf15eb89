import type { ByteRange } from '../domain/byte-range.ts'
import type { ObjectIdentity, ObjectSource, TakeBytes } from '../domain/object-source.ts'
import { releaseMemory } from './release-memory.ts'
import type { RateLimiter } from './rate-limiter.ts'

/** What comes is gathered to pieces of this size before they are written. Smaller ones are more writes, larger ones more to lose. */
const pieceBytes = 256 * 1024

/** One object, its identity, and who is told of every byte that comes. */
export type Receiving = {
  readonly source: ObjectSource
  readonly identity: ObjectIdentity
  readonly signal: AbortSignal
  readonly limiter: RateLimiter
  readonly onBytes: (bytes: number) => void
}

/** A range as one piece of memory. Bytes told of are told back (negative) when it fails, as they are lost. */
export async function receiveWhole(range: ByteRange, receiving: Receiving): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes, receivedBytes } = await receiveUntilStopped(range, receiving)
  if (receivedBytes < bytes.length) {
    receiving.onBytes(-receivedBytes)
    receiving.signal.throwIfAborted()
  }
  return bytes
}

/** The memory of a whole range, and how much of it came: less only where everything was told to stop meanwhile. */
export type ReceivedRange = { readonly bytes: Uint8Array<ArrayBuffer>; readonly receivedBytes: number }

/** As `receiveWhole`, but what came before a stop is kept: it is paid for. */
export async function receiveUntilStopped(range: ByteRange, receiving: Receiving): Promise<ReceivedRange> {
  const { source, identity, signal, limiter, onBytes } = receiving
  const bytes = Buffer.allocUnsafeSlow(range.end - range.start)
  let receivedBytes = 0
  const take: TakeBytes = chunk => {
    bytes.set(chunk, receivedBytes)
    receivedBytes += chunk.length
    onBytes(chunk.length)
    return limiter.received(chunk.length) && receivedBytes < bytes.length ? limiter.ready(signal) : undefined
  }
  try {
    await limiter.ready(signal)
    await source.readRange(range, identity, signal, take)
  } catch (error) {
    if (signal.aborted) return { bytes, receivedBytes }
    onBytes(-receivedBytes)
    throw error
  }
  return { bytes, receivedBytes }
}

/** A range in pieces as they come. `write` is awaited, so that no more is taken than it can put away. */
export async function receiveInPieces(
  range: ByteRange,
  { source, identity, signal, limiter, onBytes }: Receiving,
  write: (offset: number, piece: Uint8Array) => Promise<void>,
): Promise<void> {
  const piece = Buffer.allocUnsafeSlow(Math.min(pieceBytes, range.end - range.start))
  let [offset, size] = [0, 0]
  let putting = Promise.resolve()
  const put = async (): Promise<void> => {
    if (size === 0) return
    await write(offset, piece.subarray(0, size))
    onBytes(size)
    ;[offset, size] = [offset + size, 0]
  }
  const putAndTake = async (rest: Uint8Array, isTooEarly: boolean): Promise<void> => {
    await put()
    const left = fill(rest)
    if (left.length > 0) return putAndTake(left, isTooEarly)
    if (isTooEarly) {
      await put()
      if (offset < range.end - range.start) await limiter.ready(signal)
    }
  }
  /** Answers what did not fit. */
  const fill = (chunk: Uint8Array): Uint8Array => {
    const fitting = Math.min(chunk.length, piece.length - size)
    piece.set(chunk.subarray(0, fitting), size)
    size += fitting
    return chunk.subarray(fitting)
  }
  const take: TakeBytes = chunk => {
    const isTooEarly = limiter.received(chunk.length)
    const rest = fill(chunk)
    return size === piece.length || isTooEarly ? (putting = putAndTake(rest, isTooEarly)) : undefined
  }
  try {
    await limiter.ready(signal)
    await source.readRange(range, identity, signal, take)
  } finally {
    await Promise.allSettled([putting]) // the connection may break while a piece is being written
    await put() // what came before that is good
    releaseMemory(piece)
  }
}
