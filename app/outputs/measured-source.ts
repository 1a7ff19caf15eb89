import type { ObjectSource, RangeBody } from '../domain/object-source.ts'

/** What came over the wire so far. */
export type Measure = { readonly requests: number; readonly bytes: number }

/** Counts the bytes that arrive and the requests that are answered, whatever becomes of them. */
export function measureSource(source: ObjectSource): {
  readonly source: ObjectSource
  readonly measure: () => Measure
} {
  let requests = 0
  let bytes = 0
  const counted = (answer: RangeBody): RangeBody => {
    requests++
    return { ...answer, body: count(answer.body, length => (bytes += length)) }
  }
  return {
    source: {
      openTail: async (tailBytes, signal) => counted(await source.openTail(tailBytes, signal)),
      openRange: async (range, expected, signal) => counted(await source.openRange(range, expected, signal)),
      readRange(range, expected, signal, take) {
        requests++
        return source.readRange(range, expected, signal, chunk => {
          bytes += chunk.length
          return take(chunk)
        })
      },
    },
    measure: () => ({ requests, bytes }),
  }
}

async function* count(
  body: AsyncIterable<Uint8Array>,
  add: (length: number) => void,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of body) {
    add(chunk.length)
    yield chunk
  }
}
