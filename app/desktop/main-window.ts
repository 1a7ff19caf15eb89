import { BrowserWindow } from 'electron'
import { smallestWindow } from '../domain/desktop/window-placement.ts'
import type { Log } from '../domain/log.ts'
import { appOrigin } from './app-pages.ts'
import { keepPageAlive } from './page-keeper.ts'
import { backdropColor } from './theme.ts'
import type { WindowState } from './window-state.ts'

export type MainWindowOptions = {
  readonly preloadFile: string
  /** A PNG. */
  readonly iconFile: string
  readonly state: WindowState
  readonly hasDevTools: boolean
  readonly log: Log
}

/** Opens the app's window where it was last time, as soon as it has something to show. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { preloadFile, iconFile, state, hasDevTools, log } = options
  const { bounds, isMaximized, isFullScreen } = state.place()
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Inductiva Desktop',
    show: false,
    backgroundColor: backdropColor(),
    // On Linux a window has no icon but its own, unless an installed menu entry lends it one. Elsewhere the program has it.
    ...(process.platform === 'linux' && { icon: iconFile }),
    webPreferences: { ...pagePreferences, preload: preloadFile, devTools: hasDevTools },
  })
  if (isMaximized) window.maximize()
  if (isFullScreen) window.setFullScreen(true)
  window.once('ready-to-show', () => window.show())
  state.follow(window)
  keepPageAlive(window, log)
  window
    .loadURL(`${appOrigin}/`)
    .catch((error: unknown) => log.warn('The page was not shown', { reason: String(error) })) // told by did-fail-load
  return window
}

/** Defaults of Electron are named as well: what a page of ours may do stands in one place. */
const pagePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  plugins: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false, // ids and paths are not prose, and dictionaries come from servers that are none of ours
}

/** Brings a window to the person: out of the dock or task bar, above the others. */
export function presentWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
