import { dialog, type BrowserWindow } from 'electron'
import { howToTell, troubleOf, type PageTrouble } from '../domain/desktop/page-trouble.ts'
import type { Log } from '../domain/log.ts'
import { appOrigin } from './origins.ts'
import { isTroublePage, troublePath } from './trouble-page.ts'

/** A page that was left before it was there (`net::ERR_ABORTED`): no failure. */
const aborted = -3

/**
 * Sees that a window never stays blank or frozen. A page whose process is gone, that did not load or has no bridge is
 * replaced by one that says so; of one that does not answer, the person decides.
 */
export function keepPageAlive(window: BrowserWindow, log: Log): void {
  const { webContents } = window
  let troublesAtMs: readonly number[] = []
  let isReloading = false
  const reload = () => show(window, `${appOrigin}/`, log)
  const tell = (trouble: PageTrouble): void => {
    const nowMs = Date.now()
    troublesAtMs = [...troublesAtMs, nowMs].slice(-10)
    if (howToTell(troublesAtMs, nowMs) === 'page') show(window, `${appOrigin}${troublePath(trouble)}`, log)
    else tellInDialog(window, reload).catch((error: unknown) => log.error('Nobody could be told', error))
  }
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error('The process of the page is gone', undefined, { reason, exitCode, isReloading })
    const trouble = troubleOf(reason)
    if (isReloading) reload()
    else if (trouble !== undefined) tell(trouble)
    isReloading = false
  })
  webContents.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
    if (!isMainFrame || code === aborted) return
    log.error('A page was not loaded', undefined, { code, description, url })
    tell('not-loaded')
  })
  webContents.on('preload-error', (_event, _path, error) => {
    log.error('The preload of a page failed', error)
    if (!isTroublePage(webContents.getURL())) tell('not-connected') // that page needs none
  })
  askWhenFrozen(window, log, () => {
    isReloading = true
    webContents.forcefullyCrashRenderer() // a page that hangs in a loop hears of nothing else
  })
}

function show(window: BrowserWindow, url: string, log: Log): void {
  if (window.isDestroyed()) return
  window.loadURL(url).catch((error: unknown) => log.warn('A page was not shown', { url, reason: String(error) })) // told by did-fail-load
  window.show() // also one that was not shown yet
}

/** For a computer on which page after page goes: no page can say so. */
async function tellInDialog(window: BrowserWindow, reload: () => void): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Inductiva Desktop',
    message: 'The window keeps failing',
    detail:
      'It was loaded several times and failed each time. Downloads go on without it. Ending other programs or starting the computer anew may help. The log says more.',
    buttons: ['Try again', 'Close the window'],
    cancelId: 1,
  })
  if (window.isDestroyed()) return
  if (response === 0) reload()
  else window.close()
}

/** Asks once for each time that the page stops answering; the question goes when it answers again. */
function askWhenFrozen(window: BrowserWindow, log: Log, reload: () => void): void {
  let question: AbortController | undefined
  window.on('unresponsive', () => {
    if (question) return
    log.warn('The page does not answer')
    question = new AbortController()
    void ask(window, question.signal).then(wantsReload => {
      question = undefined
      if (wantsReload && !window.isDestroyed()) reload()
    })
  })
  window.on('responsive', () => question?.abort())
  window.on('closed', () => question?.abort())
}

async function ask(window: BrowserWindow, signal: AbortSignal): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    signal,
    type: 'warning',
    title: 'Inductiva Desktop',
    message: 'The window does not answer',
    detail: 'It may be busy and come back by itself. Downloads go on in any case.',
    buttons: ['Wait', 'Reload'],
    defaultId: 0,
    cancelId: 0,
  })
  return response === 1 && !signal.aborted
}
