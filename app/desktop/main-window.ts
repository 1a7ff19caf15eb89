import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Log } from '../domain/log.ts'
import { appOrigin } from './app-pages.ts'
import { readPlacement, writePlacement } from './placement-file.ts'
import { placeWindow, smallestWindow, type Bounds } from './window-placement.ts'

/** Behind the page until it is drawn, so that a dark desktop sees no white flash. */
const backdrop = { light: '#ffffff', dark: '#242424' }

export type MainWindowOptions = {
  readonly preloadFile: string
  readonly placementFile: string
  readonly log: Log
}

/** Opens the app's window where it was last time, as soon as it has something to show. */
export function openMainWindow({ preloadFile, placementFile, log }: MainWindowOptions): BrowserWindow {
  const placement = readPlacement(placementFile)
  const window = new BrowserWindow({
    ...placeWindow(placement?.bounds, workAreas()),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Inductiva Desktop',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? backdrop.dark : backdrop.light,
    webPreferences: { preload: preloadFile, sandbox: true, contextIsolation: true, nodeIntegration: false },
  })
  if (placement?.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => rememberPlacement(window, placementFile, log))
  window.loadURL(`${appOrigin}/`).catch((error: unknown) => log.error('The window could not load its page', error))
  return window
}

/** Brings a window to the person: out of the dock or task bar, above the others. */
export function presentWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

function rememberPlacement(window: BrowserWindow, file: string, log: Log): void {
  try {
    writePlacement(file, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() })
  } catch (error) {
    log.warn('The place of the window was not saved', { reason: String(error) }) // the next start centres it
  }
}

function workAreas(): readonly [Bounds, ...Bounds[]] {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  return [primary.workArea, ...others.map(({ workArea }) => workArea)]
}
