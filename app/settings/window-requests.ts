import type { commandCalls } from '../contract/commands.ts'
import type { AppEmit } from '../contract/contract.ts'
import type { Handlers } from '../contract/define.ts'
import type { WindowRequest, windowRequestCalls } from '../contract/window-requests.ts'

/** Carries what is asked of the window to its page, and keeps it while there is none that can carry it out. */
export interface WindowRequests {
  ask(request: WindowRequest): void
  /** The page is gone or loads anew: what comes now waits until it says that it stands. */
  pageGone(): void
  readonly handlers: Handlers<typeof windowRequestCalls & typeof commandCalls>
}

/** What the page carries out: one on which nobody is signed in knows no tasks. */
type Page = 'gone' | 'says-sentences' | 'carries-all-out'

/** Of a window that takes long to open only the last wishes are still wishes. */
const mostWaiting = 10

export function createWindowRequests(emit: AppEmit): WindowRequests {
  let page: Page = 'gone'
  let waiting: readonly WindowRequest[] = []
  const canTake = ({ kind }: WindowRequest) =>
    page === 'carries-all-out' || (page === 'says-sentences' && kind === 'say')
  return {
    ask(request) {
      if (canTake(request)) emit('windowRequested', request)
      else waiting = [...waiting, request].slice(-mostWaiting)
    },
    pageGone() {
      page = 'gone'
      emit('commandsReported', { available: [] })
    },
    handlers: {
      takeWindowRequests({ isSignedIn }) {
        page = isSignedIn ? 'carries-all-out' : 'says-sentences'
        const requests = waiting.filter(canTake)
        waiting = waiting.filter(request => !canTake(request))
        return Promise.resolve({ requests })
      },
      reportCommands(state) {
        emit('commandsReported', state)
        return Promise.resolve({})
      },
    },
  }
}
