import type { ByteRange } from '../domain/byte-range.ts'
import { AnswerDistrusted, RequestFailed } from '../domain/object-errors.ts'
import type { ObjectIdentity, ObjectSource, RangeBody } from '../domain/object-source.ts'
import type { Retry } from './ports.ts'

/** How often a body may fail without having brought a byte before it counts. */
const mostFruitless = 3

type Reading = {
  readonly source: ObjectSource
  readonly retry: Retry
  readonly identity: ObjectIdentity
  readonly signal: AbortSignal
}

/**
 * The same object for readers who take their time: a connection that ends while they do is replaced by another one,
 * from the byte on where it ended.
 */
export function steadySource(source: ObjectSource, retry: Retry): ObjectSource {
  return {
    ...source,
    async openRange(range, identity, signal) {
      const reading = { source, retry, identity, signal }
      const opened = await open(reading, range)
      return { ...opened, body: goOn(reading, opened) }
    },
  }
}

function open({ source, retry, identity, signal }: Reading, range: ByteRange): Promise<RangeBody> {
  return retry(() => source.openRange(range, identity, signal), signal)
}

async function* goOn(reading: Reading, { range, body: first }: RangeBody): AsyncGenerator<Uint8Array, void> {
  let at = range.start
  let fruitless = 0
  for (let body = first; ; body = (await open(reading, { start: at, end: range.end })).body) {
    try {
      for await (const chunk of body) {
        at += chunk.length
        fruitless = 0
        yield chunk
      }
      return
    } catch (error) {
      // Bytes that are not those asked for have been handed on by now: nothing good can follow.
      if (!(error instanceof RequestFailed) || error instanceof AnswerDistrusted) throw error
      if (at === range.end || ++fruitless >= mostFruitless) throw error
    }
  }
}
