import type { Dispatcher } from 'undici'
import type { BulkTransport } from './ports.ts'

/** Told of bytes as they arrive. */
export type OnBytes = (bytes: number) => void

/** The ways in which bytes of archives come. */
export type Network = { readonly dispatcher: Dispatcher; readonly bulk?: BulkTransport }

/**
 * The same ways, with every byte of an answer's body counted as it arrives: also of refusals, of answers that nobody
 * reads to the end, and of what is thrown away.
 */
export function meterNetwork({ dispatcher, bulk }: Network, onBytes: OnBytes): Network {
  const metered = dispatcher.compose(dispatch => (options, handler) => dispatch(options, counting(handler, onBytes)))
  return { dispatcher: metered, ...(bulk && { bulk: meterBulk(bulk, onBytes) }) }
}

function counting(handler: Dispatcher.DispatchHandler, onBytes: OnBytes): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (...given) => handler.onRequestStart?.(...given),
    onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
    onRequestSent: () => handler.onRequestSent?.(),
    onBodySent: chunk => handler.onBodySent?.(chunk),
    onResponseStarted: () => handler.onResponseStarted?.(),
    onResponseStart: (...given) => handler.onResponseStart?.(...given),
    onResponseData(controller, chunk) {
      onBytes(chunk.length)
      handler.onResponseData?.(controller, chunk)
    },
    onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
    onResponseError: (...given) => handler.onResponseError?.(...given),
  }
}

function meterBulk(bulk: BulkTransport, onBytes: OnBytes): BulkTransport {
  return {
    reaches: url => bulk.reaches(url),
    async get(url, headers, signal) {
      const answer = await bulk.get(url, headers, signal)
      return {
        ...answer,
        pour: take =>
          answer.pour(chunk => {
            onBytes(chunk.length)
            return take(chunk)
          }),
      }
    },
  }
}
