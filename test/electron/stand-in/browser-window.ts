import { EventEmitter } from 'node:events'
import { onePlace } from './displays.ts'
import { preventable } from './preventable.ts'
import { runtime } from './runtime.ts'
import { WebContents } from './web-contents.ts'

type Bounds = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
type Options = Partial<Bounds> & {
  readonly show?: boolean
  readonly title?: string
  readonly webPreferences: {
    readonly preload: string
    readonly sandbox: boolean
    readonly contextIsolation: boolean
    readonly nodeIntegration: boolean
  }
}

const windows = new Set<BrowserWindow>()

/** A window as the app sees it; what Chromium shows of it is a page of a headless browser. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents()
  #bounds: Bounds
  #state = { isVisible: true, isMinimized: false, isMaximized: false, isDestroyed: false }

  constructor(options: Options) {
    super()
    const { sandbox, contextIsolation, nodeIntegration } = options.webPreferences
    if (!sandbox || !contextIsolation || nodeIntegration) throw new Error('Only sandboxed, isolated windows exist here')
    this.#bounds = { ...onePlace, ...boundsOf(options) }
    this.#state.isVisible = options.show !== false
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    this.webContents.on('close-requested', () => this.close())
    windows.add(this)
    runtime.app.emit('web-contents-created', {}, this.webContents)
    void runtime.openPage(this.webContents, { ...this.#bounds, preload: options.webPreferences.preload })
  }

  static getAllWindows = (): readonly BrowserWindow[] => [...windows]
  static fromWebContents = (contents: WebContents) =>
    [...windows].find(window => window.webContents === contents) ?? null

  loadURL = (url: string) => this.webContents.loadURL(url)
  getBounds = () => ({ ...this.#bounds })
  getNormalBounds = () => ({ ...this.#bounds })
  setBounds = (bounds: Partial<Bounds>) => void (this.#bounds = { ...this.#bounds, ...bounds })
  show = () => void (this.#state.isVisible = true)
  hide = () => void (this.#state.isVisible = false)
  isVisible = () => this.#state.isVisible
  minimize = () => void (this.#state.isMinimized = true)
  restore = () => void (this.#state.isMinimized = false)
  isMinimized = () => this.#state.isMinimized
  maximize = () => void (this.#state.isMaximized = true)
  isMaximized = () => this.#state.isMaximized
  isDestroyed = () => this.#state.isDestroyed
  focus = () => void this.emit('focus')

  close(): void {
    const event = preventable({})
    this.emit('close', event)
    if (!event.defaultPrevented) void runtime.closePage(this.webContents)
  }

  /** Its page is gone, whoever closed it. */
  closed(): void {
    this.#state.isDestroyed = true
    windows.delete(this)
    this.webContents.destroyed()
    this.emit('closed')
    if (windows.size === 0) runtime.app.emit('window-all-closed')
  }
}

function boundsOf({ x, y, width, height }: Partial<Bounds>): Partial<Bounds> {
  return Object.fromEntries(Object.entries({ x, y, width, height }).filter(([, value]) => value !== undefined))
}
