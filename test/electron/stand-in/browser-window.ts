import { preventable } from './preventable.ts'
import { runtime } from './runtime.ts'
import { WebContents } from './web-contents.ts'
import { WindowState, type Bounds } from './window-state.ts'

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

/**
 * A window and its page, which is a page of a headless browser. Follows
 * https://www.electronjs.org/docs/latest/api/browser-window.
 */
export class BrowserWindow extends WindowState {
  readonly webContents = new WebContents()
  #isDestroyed = false

  constructor(options: Options) {
    super(options)
    const { sandbox, contextIsolation, nodeIntegration } = options.webPreferences
    if (!sandbox || !contextIsolation || nodeIntegration) throw new Error('Only sandboxed, isolated windows exist here')
    this.#follow(this.webContents)
    windows.add(this)
    runtime.app.emit('web-contents-created', {}, this.webContents)
    runtime.app.emit('browser-window-created', {}, this)
    void runtime.openPage(this.webContents, { ...this.getBounds(), preload: options.webPreferences.preload })
  }

  static getAllWindows = (): readonly BrowserWindow[] => [...windows]
  static getFocusedWindow = (): BrowserWindow | null => [...windows].find(window => window.isFocused()) ?? null
  static fromWebContents = (contents: WebContents): BrowserWindow | null =>
    [...windows].find(window => window.webContents === contents) ?? null

  loadURL = (url: string): Promise<void> => this.webContents.loadURL(url)
  reload = (): void => this.webContents.reload()
  isDestroyed = (): boolean => this.#isDestroyed

  /** Answers whether it will close: the app may keep it open. */
  close(): boolean {
    const event = preventable({})
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
    return !event.defaultPrevented
  }

  /** Closes without asking. */
  destroy(): void {
    void runtime.closePage(this.webContents)
  }

  /** Its page is gone, whoever closed it. */
  closed(): void {
    this.#isDestroyed = true
    windows.delete(this)
    this.webContents.destroyed()
    this.emit('closed')
    if (windows.size === 0) runtime.app.emit('window-all-closed')
  }

  #follow(contents: WebContents): void {
    contents.once('did-finish-load', () => this.emit('ready-to-show'))
    contents.on('close-requested', () => this.close())
    contents.on('unresponsive', () => this.emit('unresponsive'))
    contents.on('responsive', () => this.emit('responsive'))
    contents.on('page-title-updated', (_event, title: string) => {
      const event = preventable({})
      this.emit('page-title-updated', event, title, true)
      if (!event.defaultPrevented) this.setTitle(title)
    })
  }
}
