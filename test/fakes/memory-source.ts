import { byteLength } from '../../app/domain/byte-range.ts'
import { changeOf } from '../../app/domain/transfer/judge-response.ts'
import { ObjectChanged } from '../../app/domain/object-errors.ts'
import { pourRange, type ObjectSource, type RangeBody } from '../../app/domain/object-source.ts'

/** An object in memory, for tests that are not about the network. Hands out small chunks, as a network may. */
export function createMemorySource(bytes: Uint8Array, chunkBytes = 10_007): ObjectSource {
  const identity = { sizeBytes: bytes.length, validator: '"memory"' }
  const open = (start: number, end: number): RangeBody => ({
    identity,
    range: { start, end },
    body: chunksOf(bytes.subarray(start, end), chunkBytes),
  })
  const openRange: ObjectSource['openRange'] = (range, expected) => {
    const change = changeOf(expected, identity)
    if (change) return Promise.reject(new ObjectChanged(change))
    if (range.end > bytes.length || byteLength(range) < 1) return Promise.reject(new RangeError('not in the object'))
    return Promise.resolve(open(range.start, range.end))
  }
  return {
    openTail: tailBytes => Promise.resolve(open(Math.max(0, bytes.length - tailBytes), bytes.length)),
    openRange,
    readRange: async (range, expected, signal, take) => pourRange(await openRange(range, expected, signal), take),
  }
}

async function* chunksOf(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    yield await Promise.resolve(bytes.subarray(at, at + chunkBytes))
  }
}
