import { EventEmitter } from 'node:events'

// What the parts of the desktop around the window use of Electron: it notes what it is told, and does nothing.

type Options = { readonly title: string; readonly body: string; readonly icon?: string }

export class Notification extends EventEmitter {
  static readonly all: Notification[] = []
  static isThere = true
  static isSupported = (): boolean => Notification.isThere
  readonly options: Options
  closed = 0

  constructor(options: Options) {
    super()
    this.options = options
    Notification.all.push(this)
  }

  show = (): void => undefined
  close(): void {
    this.closed++
  }
}

export const told: Record<string, unknown[]> = { appUserModelIds: [], loginItems: [], schemes: [], windowIcons: [] }
const note = (what: string) => (value: unknown) => void told[what]?.push(value)

export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  setAppUserModelId: note('appUserModelIds'),
  setLoginItemSettings: note('loginItems'),
  setAsDefaultProtocolClient: note('schemes'),
})

export class BrowserWindow extends EventEmitter {
  readonly webContents = new EventEmitter()
  constructor({ icon = null }: { readonly icon?: string | null }) {
    super()
    note('windowIcons')(icon)
  }
  loadURL = (): Promise<void> => Promise.resolve()
}

export const nativeTheme = { shouldUseDarkColors: false }
// Imported beside, not touched.
export const dialog = {}
export const protocol = {}
