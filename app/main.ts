import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, dialog, session } from 'electron'
import { createCore } from './core.ts'
import { createNodePorts } from './core-node.ts'
import { calls } from './contract/contract.ts'
import { appOrigin, registerAppScheme, serveAppPages } from './desktop/app-pages.ts'
import { openMainWindow } from './desktop/main-window.ts'
import { setApplicationMenu } from './desktop/menu.ts'
import { createSystemDesktop } from './desktop/system-desktop.ts'
import { guardAllPages } from './desktop/window-guard.ts'
import { createWindowHost, type WindowHost } from './desktop/window-host.ts'
import { AppError } from './domain/app-error.ts'
import { createSenderGuard } from './ipc/electron-guard.ts'
import { sendEvents, serveWindows } from './ipc/electron.ts'
import { serveCalls } from './ipc/serve-calls.ts'
import { endOnCrash } from './platform/crash.ts'
import { openDataFolder } from './platform/data-folder.ts'
import { lockInstance } from './platform/instance-lock.ts'
import { createLog } from './platform/log.ts'
import { openLogFile } from './platform/log-file.ts'

// The Electron shell. A second start with the same data folder shows the first one's window and ends.
registerAppScheme()
const dataFolder = openDataFolder(process.env)
app.setPath('userData', join(dataFolder.root, 'electron'))

if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(giveUp)
else app.quit()

async function start(): Promise<void> {
  const unlock = lockInstance(dataFolder.lockFile)
  const logFile = openLogFile(dataFolder.logFile)
  const log = createLog(logFile)
  endOnCrash({ log, logFile, tell: showEnd, exit: code => app.exit(code) })
  const core = createCore({
    ...createNodePorts({ dataFolder, environment: process.env, log, appFolder: new URL('.', import.meta.url) }),
    desktop: createSystemDesktop(() => windows.current()),
    shell: 'electron',
  })
  const windows: WindowHost = createWindowHost(core, () => {
    const opened = openMainWindow({
      preloadFile: fileURLToPath(new URL('preload.cjs', import.meta.url)),
      placementFile: join(dataFolder.root, 'window.json'),
      log,
    })
    sendEvents(core.hub, opened.webContents)
    return opened
  })

  guardAllPages(session.defaultSession)
  serveAppPages(fileURLToPath(new URL('../renderer', import.meta.url)))
  setApplicationMenu()
  const guard = createSenderGuard(appOrigin, sender => sender === windows.current()?.webContents)
  serveWindows(serveCalls(calls, core.handlers, { guard, log }))
  endInOrder(async () => {
    await core.dispose()
    unlock()
    await new Promise(resolve => logFile.end(resolve))
  })
  await core.start({ sample: process.argv.includes('--sample') })
  windows.present()
  app.on('second-instance', () => void windows.present())
  app.on('activate', () => void windows.present())
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
  showEnd(error instanceof AppError ? error.userMessage : String(error))
  app.exit(1)
}

function showEnd(text: string): void {
  dialog.showErrorBox('Inductiva Desktop cannot go on', text)
}
