import { EventEmitter } from 'node:events'
import { BrowserWindow } from './browser-window.ts'
import { runtime } from './runtime.ts'

/** What `import … from 'electron'` gives the app: exactly what it uses, nothing more. */
export { BrowserWindow } from './browser-window.ts'
export { ipcMain } from './ipc-main.ts'
export { Menu, MenuItem } from './menu.ts'
export { nativeImage } from './native-image.ts'
export { nativeTheme } from './native-theme.ts'
export { net } from './net.ts'
export { Notification } from './notification.ts'
export { powerMonitor, powerSaveBlocker } from './power.ts'
export { protocol } from './protocol.ts'
export { screen } from './displays.ts'
export { session } from './session.ts'
export { Tray } from './tray.ts'

export const { app } = runtime
export const standIn = { switches: runtime.switches, start: () => runtime.start() }

runtime.windows = BrowserWindow.getAllWindows
app.windows = BrowserWindow.getAllWindows

export const webContents = {
  fromDevToolsTargetId: (id: string) =>
    BrowserWindow.getAllWindows().find(window => window.webContents.targetId === id)?.webContents,
}

// docs/api/auto-updater.md: what updates tell on it.
export const autoUpdater = new EventEmitter()

// Doubles: tests put their own functions in to see that they are called, on a real Electron too.
export const dialog = {
  showMessageBox: () => Promise.resolve({ response: 0, checkboxChecked: false }),
  showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] as string[] }),
  showErrorBox: (title: string, text: string) => void process.stderr.write(`${title}: ${text}\n`),
}
export const shell = {
  openExternal: () => Promise.resolve(),
  openPath: () => Promise.resolve(''),
  showItemInFolder: () => undefined,
}
