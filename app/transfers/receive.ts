import type { ByteRange } from '../domain/byte-range.ts'
import type { ObjectIdentity, ObjectSource } from '../domain/object-source.ts'
import type { RateLimiter } from './rate-limiter.ts'

/** Chunks are gathered to about this size before they are written: fewer, larger writes. */
const gatheredBytes = 512 * 1024

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
  const { source, identity, signal, limiter, onBytes } = receiving
  const bytes = new Uint8Array(range.end - range.start)
  let received = 0
  try {
    const { body } = await source.openRange(range, identity, signal)
    for await (const chunk of body) {
      bytes.set(chunk, received)
      received += chunk.length
      onBytes(chunk.length)
      if (limiter.received(chunk.length)) await limiter.ready(signal)
    }
    return bytes
  } catch (error) {
    onBytes(-received)
    throw error
  }
}

/** A range in pieces as they come. `write` is awaited, so that no more is taken than it can put away. */
export async function receiveInPieces(
  range: ByteRange,
  { source, identity, signal, limiter, onBytes }: Receiving,
  write: (offset: number, chunks: readonly Uint8Array[]) => Promise<void>,
): Promise<void> {
  const { body } = await source.openRange(range, identity, signal)
  let gathered: Uint8Array[] = []
  let [offset, size] = [0, 0]
  const put = async (): Promise<void> => {
    if (size === 0) return
    await write(offset, gathered)
    onBytes(size)
    ;[gathered, offset, size] = [[], offset + size, 0]
  }
  try {
    for await (const chunk of body) {
      gathered.push(chunk)
      size += chunk.length
      const isTooEarly = limiter.received(chunk.length)
      if (size >= gatheredBytes || isTooEarly) await put()
      if (isTooEarly) await limiter.ready(signal)
    }
  } finally {
    await put() // what came before the connection broke is good
  }
}
