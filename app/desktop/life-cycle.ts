import { app, autoUpdater, dialog, powerMonitor, type BrowserWindow, type Event } from 'electron'
import type { Settings } from '../contract/app-info.ts'
import type { Transfer } from '../contract/transfers.ts'
import { canStartHidden, decideClose, quitQuestion, type QuitQuestion } from '../domain/desktop/life-cycle.ts'
import { onCoreEvent } from './desktop-core.ts'
import type { DesktopContext } from './desktop-parts.ts'
import { sayWhatWasKept, tellOnce } from './tell-once.ts'
import { followTransfers } from './transfer-list.ts'
import { hasTrayHost } from './tray-host.ts'

/** The system ends a session with these; there is nobody to ask. */
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

const sentences = {
  'keeps-running': 'Inductiva Desktop keeps running in the tray. Downloads and notices go on.',
  'no-tray':
    'Inductiva Desktop ends with its window, because this desktop has no tray to keep it in. Downloads go on at the next start.',
}

/**
 * What closing the window and quitting do. Closing leaves the program in the tray or the Dock, where there is one.
 * Quitting while something is downloaded asks first, unless the system itself is ending.
 */
export function startLifeCycle(context: DesktopContext): () => void {
  const facts = followFacts(context)
  const quitting = startQuitting(context, facts)
  const onWindow = (_event: Event, window: BrowserWindow): void => {
    window.on('close', event => {
      if (quitting.isQuitting() || process.platform === 'darwin') return
      event.preventDefault()
      void close(window, context, facts.settings())
    })
    window.on('session-end', quitting.endWithSession) // Windows
  }
  app.on('browser-window-created', onWindow)
  sayWhatWasKept(context)
  if (isHiddenStart(context)) void presentUnlessReachable(context)
  return () => {
    app.off('browser-window-created', onWindow)
    quitting.stop()
    facts.stop()
  }
}

/** Whether the program was started to be there without a window. */
export function isHiddenStart({ launch }: Pick<DesktopContext, 'launch'>): boolean {
  // macOS hands no arguments to programs that it starts with the session.
  return launch.isHidden || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
}

async function presentUnlessReachable({ core, windows, log }: DesktopContext): Promise<void> {
  try {
    const settings = await core.handlers.getSettings({})
    const isReachable = canStartHidden({ platform: process.platform, settings, hasTrayHost: await hasTrayHost() })
    if (!isReachable) windows.present()
  } catch (error) {
    log.error('A start without a window could not be judged', error)
    windows.present()
  }
}

async function close(window: BrowserWindow, context: DesktopContext, settings: Settings | undefined): Promise<void> {
  const decision = settings
    ? decideClose({ platform: process.platform, settings, hasTrayHost: await hasTrayHost() })
    : 'quit'
  if (window.isDestroyed()) return
  if (decision === 'hide') {
    window.hide()
    tellOnce(context, 'keeps-running', sentences['keeps-running'])
    return
  }
  if (decision === 'quit-without-tray') tellOnce(context, 'no-tray', sentences['no-tray'])
  app.quit()
}

type Facts = {
  /** Undefined until they have been read. */
  settings(): Settings | undefined
  transfers(): readonly Transfer[]
  stop(): void
}

function followFacts({ core, log }: DesktopContext): Facts {
  let settings: Settings | undefined
  let transfers: readonly Transfer[] = []
  const stops = [
    onCoreEvent(core, 'settingsChanged', changed => (settings = changed)),
    followTransfers({ core, log }, listed => (transfers = listed)),
  ]
  core.handlers.getSettings({}).then(
    read => (settings ??= read),
    (error: unknown) => log.error('The settings could not be read', error),
  )
  return { settings: () => settings, transfers: () => transfers, stop: () => stops.forEach(stop => stop()) }
}

function startQuitting(context: DesktopContext, facts: Facts) {
  let isQuitting = false
  let isAgreed = false
  let isAsking = false
  const quit = () => {
    isAgreed = true
    app.quit()
  }
  const ask = async (question: QuitQuestion): Promise<void> => {
    isAsking = true
    const answer = await askToQuit(context, question).finally(() => (isAsking = false))
    if (answer === 'quit') quit()
  }
  const beforeQuit = (event: Event): void => {
    const question = isAgreed || facts.settings()?.askBeforeQuit === false ? null : quitQuestion(facts.transfers())
    isQuitting = question === null
    if (question === null) return
    event.preventDefault()
    if (!isAsking) void ask(question).catch((error: unknown) => context.log.error('Nobody could be asked', error))
  }
  /** Another part quits then as well: it must find that there is nobody to ask. */
  const agree = () => {
    isAgreed = true
  }
  app.on('before-quit', beforeQuit)
  powerMonitor.prependListener('shutdown', agree)
  autoUpdater.on('before-quit-for-update', agree) // the installer runs by then
  for (const signal of signals) process.prependListener(signal, quit)
  return {
    isQuitting: () => isQuitting,
    endWithSession: quit,
    stop() {
      app.off('before-quit', beforeQuit)
      powerMonitor.off('shutdown', agree)
      autoUpdater.off('before-quit-for-update', agree)
      for (const signal of signals) process.off(signal, quit)
    },
  }
}

async function askToQuit({ core, windows }: DesktopContext, question: QuitQuestion): Promise<'quit' | 'stay'> {
  const options = {
    ...question,
    type: 'question' as const,
    title: 'Inductiva Desktop',
    buttons: ['Quit', 'Keep running'],
    defaultId: 1,
    cancelId: 1,
    checkboxLabel: 'Do not ask again',
  }
  const window = windows.current()
  const isInSight = window?.isVisible() === true
  const { response, checkboxChecked } = await (isInSight
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options))
  if (response !== 0) return 'stay'
  if (checkboxChecked) await core.handlers.updateSettings({ askBeforeQuit: false })
  return 'quit'
}
