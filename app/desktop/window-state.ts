import { screen, type BrowserWindow } from 'electron'
import {
  arrangementOf,
  moveBounds,
  noMemory,
  recallPlace,
  rememberPlace,
  windowMemorySchema,
  type DisplayArea,
  type WindowMemory,
  type WindowPlace,
} from '../domain/desktop/window-memory.ts'
import type { Log } from '../domain/log.ts'
import type { DesktopValues } from './desktop-parts.ts'

/** Where the memory of the window lies among the values of this computer. */
const valueName = 'window'
/** A window that is dragged tells of every step: the place it comes to rest at counts. */
const restMs = 400

/** Remembers where the window is, for each arrangement of displays, and its zoom. */
export interface WindowState {
  /** Where a window belongs now. */
  place(): WindowPlace
  /** Follows a window until it closes: keeps its place on record, and in sight when displays come and go. */
  follow(window: BrowserWindow): void
}

export function createWindowState({ values, log }: { values: DesktopValues; log: Log }): WindowState {
  const recall = (): WindowMemory => values.read(valueName, windowMemorySchema) ?? noMemory
  const save = (window: BrowserWindow) => {
    try {
      values.write(valueName, rememberPlace(recall(), displays(), nowOf(window)))
    } catch (error) {
      log.warn('The place of the window was not saved', { reason: String(error) }) // the next start has the one before
    }
  }
  return {
    place: () => recallPlace(recall(), displays()),
    follow(window) {
      window.webContents.on('dom-ready', () => window.webContents.setZoomLevel(recall().zoomLevel))
      const saving = createDelay(() => save(window))
      const stopDisplays = followDisplays({
        onUnrest: () => saving.cancel(), // the system pushes the window about: that is not where the person put it
        onNewArrangement() {
          saving.cancel()
          bringBack(window, recall())
          saving.begin()
        },
      })
      followPlace(window, () => saving.begin())
      window.on('close', () => {
        saving.cancel()
        save(window)
      })
      window.on('closed', () => {
        saving.cancel() // a close that was refused first may have begun one
        stopDisplays()
      })
    },
  }
}

function nowOf(window: BrowserWindow) {
  const place = {
    bounds: window.getNormalBounds(),
    isMaximized: window.isMaximized(),
    isFullScreen: window.isFullScreen(),
  }
  return { place, zoomLevel: window.webContents.getZoomLevel() }
}

/** Leaves a window alone that fills its display: the system has seen to that. */
function bringBack(window: BrowserWindow, memory: WindowMemory): void {
  if (window.isMaximized() || window.isFullScreen()) return
  window.setBounds(moveBounds(memory, displays(), window.getNormalBounds()))
}

function followPlace(window: BrowserWindow, onChange: () => void): void {
  window.on('move', onChange)
  window.on('resize', onChange)
  window.on('maximize', onChange)
  window.on('unmaximize', onChange)
  window.on('enter-full-screen', onChange)
  window.on('leave-full-screen', onChange)
  window.on('blur', onChange) // the zoom tells of no change: no later than this it is kept
}

type DisplayListener = { readonly onUnrest: () => void; readonly onNewArrangement: () => void }

/** Tells when displays come and go, and when they have come to rest in another arrangement. Answers a way to stop. */
function followDisplays({ onUnrest, onNewArrangement }: DisplayListener): () => void {
  let arrangement = arrangementOf(displays())
  const settling = createDelay(() => {
    const before = arrangement
    arrangement = arrangementOf(displays())
    if (arrangement !== before) onNewArrangement()
  })
  const settle = () => {
    onUnrest()
    settling.begin()
  }
  screen.on('display-added', settle)
  screen.on('display-removed', settle)
  screen.on('display-metrics-changed', settle)
  return () => {
    settling.cancel()
    screen.off('display-added', settle)
    screen.off('display-removed', settle)
    screen.off('display-metrics-changed', settle)
  }
}

/** Runs something once it was not begun anew for a while. */
function createDelay(run: () => void): { begin(): void; cancel(): void } {
  let timer: NodeJS.Timeout | undefined
  const cancel = () => clearTimeout(timer)
  return {
    cancel,
    begin() {
      cancel()
      timer = setTimeout(run, restMs)
    },
  }
}

function displays(): readonly [DisplayArea, ...DisplayArea[]] {
  const primary = screen.getPrimaryDisplay()
  return [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)]
}
