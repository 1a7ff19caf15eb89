import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, dialog, session } from 'electron'
import { createCore } from './core.ts'
import { createNodePorts } from './core-node.ts'
import { calls } from './contract/contract.ts'
import { serveAppPages } from './desktop/app-pages.ts'
import { startBadge } from './desktop/badge.ts'
import { startDeepLinks } from './desktop/deep-links.ts'
import { startParts, type DesktopPart } from './desktop/desktop-parts.ts'
import { serveEntries } from './desktop/entry-origin.ts'
import { listenForLaunches, startLaunches } from './desktop/launches.ts'
import { registerLinkScheme } from './desktop/link-scheme.ts'
import { isHiddenStart, startLifeCycle } from './desktop/life-cycle.ts'
import { startLoginItem } from './desktop/login-item.ts'
import { openMainWindow } from './desktop/main-window.ts'
import { startMenu } from './desktop/menu.ts'
import { appOrigin, entryOrigin } from './desktop/origins.ts'
import { registerSchemes } from './desktop/schemes.ts'
import { startNativeNotices } from './desktop/native-notices.ts'
import { startPower } from './desktop/power.ts'
import { startProgress } from './desktop/progress.ts'
import { startProcessWatch } from './desktop/process-watch.ts'
import { createSystemDesktop } from './desktop/system-desktop.ts'
import { startTheme } from './desktop/theme.ts'
import { startTray } from './desktop/tray.ts'
import { findUpdates } from './desktop/updates.ts'
import { guardAllPages } from './desktop/window-guard.ts'
import { createWindowHost, type WindowHost } from './desktop/window-host.ts'
import { createWindowState } from './desktop/window-state.ts'
import { AppError } from './domain/app-error.ts'
import { readLaunchOptions } from './domain/desktop/launch-options.ts'
import { createSenderGuard } from './ipc/electron-guard.ts'
import { sendEvents, serveWindows } from './ipc/electron.ts'
import { serveCalls } from './ipc/serve-calls.ts'
import { endOnCrash } from './platform/crash.ts'
import { openDataFolder, type DataFolder } from './platform/data-folder.ts'
import { lockInstance } from './platform/instance-lock.ts'
import { createLog } from './platform/log.ts'
import { openLogFile } from './platform/log-file.ts'

// The Electron shell. A second start with the same data folder shows the first one's window and ends.
registerSchemes()
const launch = readLaunchOptions(process.argv)
const launches = listenForLaunches(launch.link) // before the lock: from then on further starts come here
app.enableSandbox()
const dataFolder = requireDataFolder()
app.setPath('userData', join(dataFolder.root, 'electron'))
// Of several data folders the person's own gets the links of the system.
if (process.env['INDUCTIVA_DESKTOP_DATA'] === undefined) registerLinkScheme()

if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(giveUp)
else app.quit()

/** The parts of the desktop around the window, in the order in which they start. */
const parts: readonly DesktopPart[] = [
  startTheme,
  startProcessWatch,
  context => startMenu({ ...context, logFile: dataFolder.logFile }),
  startLifeCycle,
  startPower,
  startNativeNotices,
  startProgress,
  startBadge,
  context => startTray({ ...context, iconFolder: fileURLToPath(new URL('icons', import.meta.url)) }),
  startLoginItem,
  context => startLaunches(context, launches),
  context => startDeepLinks(context, launches),
]

/** Without one there is nothing to start: not even Electron's own files have a place. */
function requireDataFolder(): DataFolder {
  try {
    return openDataFolder(process.env)
  } catch (error) {
    showEnd(explain(error))
    process.exit(1)
  }
}

async function start(): Promise<void> {
  const unlock = lockInstance(dataFolder.lockFile)
  const logFile = openLogFile(dataFolder.logFile)
  const log = createLog(logFile)
  const crash = endOnCrash({
    ...{ log, logFile, logPath: dataFolder.logFile },
    tell: showEnd,
    exit: code => app.exit(code),
  })
  const appFolder = new URL('.', import.meta.url)
  const resolveProxy = (url: string) => session.defaultSession.resolveProxy(url)
  const ports = createNodePorts({ dataFolder, environment: process.env, log, appFolder, resolveProxy })
  const desktop = createSystemDesktop(() => windows.current(), fileURLToPath(new URL('icons/drag.png', appFolder)))
  const updates = await findUpdates(log)
  const core = createCore({ ...ports, desktop, entryOrigin, updates, shell: 'electron' })
  const windowState = createWindowState({ values: ports.values, log })
  const windows: WindowHost = createWindowHost(core, () => {
    const opened = openMainWindow({
      preloadFile: fileURLToPath(new URL('preload.cjs', appFolder)),
      iconFile: fileURLToPath(new URL('icons/app.png', appFolder)),
      state: windowState,
      hasDevTools: !app.isPackaged || launch.hasDevTools,
      log,
    })
    sendEvents(core.hub, opened.webContents)
    return opened
  })

  const sayProblem = (sentence: string) => windows.ask({ kind: 'say', sentence, isProblem: true })
  guardAllPages(session.defaultSession, { log, sayProblem })
  serveAppPages(fileURLToPath(new URL('../renderer', appFolder)))
  serveEntries(core.answerEntry)
  const guard = createSenderGuard(appOrigin, sender => sender === windows.current()?.webContents)
  serveWindows(serveCalls(calls, core.handlers, { guard, log }))
  const started = core.start({ sample: launch.isSample })
  const endParts = startParts(parts, { core, windows, values: ports.values, launch, log })
  crash.protect(core)
  endInOrder(async () => {
    endParts()
    await core.dispose()
    unlock()
    await logFile.end()
  })
  if (!isHiddenStart({ launch })) windows.present() // at once: it asks who is signed in, which is answered when that is known
  await started
}

/** Quits with the last window, except on macOS, and leaves only when transfers have written their checkpoints. */
function endInOrder(dispose: () => Promise<void>): void {
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  let disposing: Promise<void> | undefined
  app.on('will-quit', event => {
    event.preventDefault()
    disposing ??= dispose().then(() => app.exit(0), giveUp)
  })
}

function giveUp(error: unknown): void {
  showEnd(explain(error))
  app.exit(1)
}

function explain(error: unknown): string {
  return error instanceof AppError ? error.userMessage : String(error)
}

function showEnd(text: string): void {
  dialog.showErrorBox('Inductiva Desktop cannot go on', text)
}
