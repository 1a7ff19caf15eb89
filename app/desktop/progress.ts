import { app, type BrowserWindow } from 'electron'
import type { TransferId } from '../contract/transfers.ts'
import { decideTaskbar, nextUnseenFailures, type TaskbarProgress } from '../domain/desktop/progress.ts'
import { nextRound, noRound, totalProgress } from '../domain/transfer/total-progress.ts'
import type { DesktopContext } from './desktop-parts.ts'
import { followTransfers } from './transfer-list.ts'

/** Shows how far all transfers are together in the taskbar or the Dock: on the one window there is, whenever there is one. */
export function startProgress({ core, windows, log }: Pick<DesktopContext, 'core' | 'windows' | 'log'>): () => void {
  let round = noRound
  let unseenFailures: ReadonlySet<TransferId> = new Set()
  let transfers: Parameters<Parameters<typeof followTransfers>[1]>[0] = []
  const bars = createBars()
  const decide = (): void => {
    const window = windows.current()
    const isLooking = window?.isFocused() === true
    unseenFailures = nextUnseenFailures(unseenFailures, { transfers, moved: round, isLooking })
    round = nextRound(round, transfers)
    const total = totalProgress(round)
    const bar = decideTaskbar({ transfers, round, total, unseenFailures, platform: process.platform })
    if (window) bars.show(window, bar)
  }
  /** A taskbar forgets the bar of a window that was hidden. */
  const follow = (_event: unknown, window: BrowserWindow): void => {
    window.on('focus', decide)
    window.on('show', () => {
      bars.forget(window)
      decide()
    })
  }
  app.on('browser-window-created', follow)
  const stop = followTransfers({ core, log }, listed => {
    transfers = listed
    decide()
  })
  return () => {
    stop()
    app.off('browser-window-created', follow)
  }
}

/** Bytes arrive many times a second, and a Dock draws its whole icon anew each time: only what can be seen is shown. */
function createBars() {
  const shown = new WeakMap<BrowserWindow, string>()
  return {
    show(window: BrowserWindow, bar: TaskbarProgress): void {
      const { value, mode } = inElectronsWords(bar)
      const text = `${mode} ${value}`
      if (shown.get(window) === text || window.isDestroyed()) return
      shown.set(window, text)
      window.setProgressBar(value, { mode })
    },
    forget: (window: BrowserWindow): void => void shown.delete(window),
  }
}

/** Below 0 takes the bar away, above 1 is one that tells no fraction; in between in steps that can be seen. */
function inElectronsWords(bar: TaskbarProgress): { readonly value: number; readonly mode: TaskbarProgress['mode'] } {
  const { mode } = bar
  if ('fraction' in bar) return { value: Math.round(bar.fraction * 200) / 200, mode }
  return { value: mode === 'none' ? -1 : 2, mode }
}
