import { BrowserWindow } from './browser-window.ts'
import { runtime } from './runtime.ts'

/** What `import … from 'electron'` gives the app: exactly what it uses, nothing more. */
export { BrowserWindow } from './browser-window.ts'
export { ipcMain } from './ipc-main.ts'
export { protocol } from './protocol.ts'
export { screen } from './displays.ts'

export const { app } = runtime
export const standIn = { switches: runtime.switches, start: () => runtime.start() }

runtime.windows = BrowserWindow.getAllWindows
app.windows = BrowserWindow.getAllWindows

export const webContents = {
  fromDevToolsTargetId: (id: string) =>
    BrowserWindow.getAllWindows().find(window => window.webContents.targetId === id)?.webContents,
}

// Doubles: tests put their own functions in to see that they are called, on a real Electron too.
export const nativeTheme = { shouldUseDarkColors: false, themeSource: 'system' }
export const session = {
  defaultSession: { setPermissionRequestHandler: () => undefined, setPermissionCheckHandler: () => undefined },
}
export const dialog = {
  showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] as string[] }),
  showErrorBox: (title: string, text: string) => void process.stderr.write(`${title}: ${text}\n`),
}
export const shell = {
  openExternal: () => Promise.resolve(),
  openPath: () => Promise.resolve(''),
  showItemInFolder: () => undefined,
}

export class Menu {
  static #current: Menu | null = null
  readonly template: readonly object[]

  private constructor(template: readonly object[]) {
    this.template = template
  }

  static buildFromTemplate = (template: readonly object[]) => new Menu(template)
  static setApplicationMenu = (menu: Menu | null) => void (Menu.#current = menu)
  static getApplicationMenu = () => Menu.#current
}
