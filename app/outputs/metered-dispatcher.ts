import type { Dispatcher } from 'undici'

/** Told of bytes as they arrive. */
export type OnBytes = (bytes: number) => void

/**
 * The same connections, with every byte of an answer's body counted as it arrives: also of answers that are refusals,
 * that nobody reads to the end, or that are thrown away.
 */
export function meterDispatcher(dispatcher: Dispatcher, onBytes: OnBytes): Dispatcher {
  return dispatcher.compose(dispatch => (options, handler) => dispatch(options, counting(handler, onBytes)))
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
