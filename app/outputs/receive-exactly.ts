import { AnswerDistrusted, RequestFailed } from '../domain/object-errors.ts'
import type { Watchdog } from './watchdog.ts'

export type Receiving = {
  readonly length: number
  readonly watchdog: Watchdog
  /** Turns whatever the connection died of into the failure to throw. */
  readonly translate: (error: unknown) => unknown
}

/**
 * Hands chunks on until exactly `length` bytes came. Fewer: `RequestFailed`. More: `AnswerDistrusted`. A reader who leaves
 * early ends the iteration of `chunks`, which frees the connection.
 */
export async function* receiveExactly(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { length, watchdog, translate }: Receiving,
): AsyncGenerator<Uint8Array, void> {
  let received = 0
  try {
    for await (const chunk of watched(chunks, watchdog, translate)) {
      received += chunk.length
      if (received > length) throw new AnswerDistrusted(`more than the ${length} bytes asked for`)
      yield chunk
    }
    if (received < length) throw new RequestFailed(`connection ended after ${received} of ${length} bytes`)
  } finally {
    watchdog.stop()
  }
}

/** The watch counts only while we wait for the server, not while our reader is busy with the last chunk. */
async function* watched(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  watchdog: Watchdog,
  translate: (error: unknown) => unknown,
): AsyncGenerator<Uint8Array, void> {
  try {
    watchdog.expect()
    for await (const chunk of chunks) {
      watchdog.relax()
      yield chunk
      watchdog.expect()
    }
  } catch (error) {
    throw translate(error)
  }
}
