import type { BrowserWindow } from 'electron'
import type { WindowRequest } from '../contract/window-requests.ts'
import type { DesktopCore } from './desktop-core.ts'
import { presentWindow } from './main-window.ts'

/** The app's one window, which comes and goes while the app runs. */
export interface WindowHost {
  current(): BrowserWindow | undefined
  /** Opens the window, or brings it to the front. */
  present(): BrowserWindow
  /** Brings the window to the front and asks something of its page. */
  ask(request: WindowRequest): void
}

export function createWindowHost(core: Pick<DesktopCore, 'windowRequests'>, open: () => BrowserWindow): WindowHost {
  let window: BrowserWindow | undefined
  const openOne = () => {
    const opened = open()
    const pageGone = (): void => core.windowRequests.pageGone()
    opened.once('closed', () => {
      window = undefined
      pageGone()
    })
    // Not when a navigation starts: it may be refused, and the page goes on then. This one tells of the main frame alone.
    opened.webContents.on('did-navigate', pageGone)
    opened.webContents.on('render-process-gone', pageGone)
    window = opened
    return opened
  }
  const present = () => {
    if (!window) return openOne()
    presentWindow(window)
    return window
  }
  return {
    current: () => window,
    present,
    ask(request) {
      present()
      core.windowRequests.ask(request)
    },
  }
}
