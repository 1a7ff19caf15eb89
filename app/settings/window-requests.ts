import type { AppEmit } from '../contract/contract.ts'
import type { Handlers } from '../contract/define.ts'
import type { WindowRequest, windowRequestCalls } from '../contract/window-requests.ts'

/** Carries what is asked of the window to its page, and keeps it while there is none. */
export interface WindowRequests {
  ask(request: WindowRequest): void
  /** The page is gone or loads anew: what comes now waits until it says that it stands. */
  pageGone(): void
  readonly handlers: Handlers<typeof windowRequestCalls>
}

/** Of a window that takes long to open only the last wishes are still wishes. */
const mostWaiting = 10

export function createWindowRequests(emit: AppEmit): WindowRequests {
  let isListening = false
  let waiting: WindowRequest[] = []
  return {
    ask(request) {
      if (isListening) emit('windowRequested', request)
      else waiting = [...waiting, request].slice(-mostWaiting)
    },
    pageGone() {
      isListening = false
    },
    handlers: {
      takeWindowRequests() {
        const requests = waiting
        isListening = true
        waiting = []
        return Promise.resolve({ requests })
      },
    },
  }
}
