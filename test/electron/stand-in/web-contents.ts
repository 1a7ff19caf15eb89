import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { CDPSession } from '@playwright/test'
import { originOf, toAppUrl, toPageUrl } from './app-scheme.ts'
import { invokeHandler, type Frame } from './ipc-main.ts'
import { isolatedWorld, isolatedWorldScript, mainWorldScript, receiveFunction, sendBinding } from './page-worlds.ts'
import { applyPermissions } from './page-permissions.ts'
import { holdRequests } from './page-requests.ts'
import { preventable } from './preventable.ts'
import { session } from './session.ts'

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' }
/** What a preload says: a call of a channel, or that it has failed. */
type PreloadMessage =
  | { readonly id: number; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly preloadError: string }
type Gone = { readonly reason: string; readonly exitCode: number }

/**
 * A page and its preload. Follows https://www.electronjs.org/docs/latest/api/web-contents. Commands wait until Chromium
 * has made the page.
 */
export class WebContents extends EventEmitter {
  readonly session = session.defaultSession
  targetId = ''
  #preloadFile = ''
  #title = ''
  #zoomLevel = 0
  #isCrashed = false
  /** What the page asked to open and was not answered about yet, oldest first. */
  readonly openRequests: string[] = []
  #page: CDPSession | undefined
  #url = 'about:blank'
  #mainFrameId = ''
  #preloadContext: number | undefined
  /** What the app itself told the page to show: no question to it then. */
  #ownNavigation: string | undefined
  #isDestroyed = false
  #windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' })
  readonly #attached = Promise.withResolvers<CDPSession>()

  /** Called once, with the page's session, while the page is still blank. */
  async attach(page: CDPSession, { targetId, preload }: { targetId: string; preload: string }): Promise<void> {
    this.targetId = targetId
    this.#page = page
    this.#preloadFile = preload
    this.#listen(page)
    this.#tell(page)
    await Promise.all([
      page.send('Page.enable'),
      page.send('Runtime.enable'),
      page.send('Runtime.addBinding', { name: sendBinding, executionContextName: isolatedWorld }),
      page.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript() }),
      page.send('Page.addScriptToEvaluateOnNewDocument', {
        source: isolatedWorldScript(readFileSync(preload, 'utf8')),
        worldName: isolatedWorld,
      }),
      holdRequests(page, {
        isMainFrame: frameId => frameId === this.#mainFrameId,
        mayNavigate: url => this.#mayNavigate(url),
      }),
      page.send('Runtime.runIfWaitingForDebugger'),
    ])
    this.#mainFrameId = (await page.send('Page.getFrameTree')).frameTree.frame.id
    this.#attached.resolve(page)
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#attached.promise
    await applyPermissions(page, this, url)
    this.#ownNavigation = toPageUrl(url)
    const { errorText } = await page.send('Page.navigate', { url: toPageUrl(url) })
    if (!errorText) return
    this.emit('did-fail-load', {}, -2, errorText, url, true)
    throw new Error(`${errorText} loading '${url}'`)
  }

  reload(): void {
    this.#ownNavigation = this.#url
    this.#page?.send('Page.reload').catch(() => undefined) // closed meanwhile
  }

  forcefullyCrashRenderer(): void {
    this.#page?.send('Page.crash').catch(() => undefined) // it can no longer answer
  }

  getTitle = (): string => this.#title
  setZoomLevel = (level: number): void => void (this.#zoomLevel = level)
  getZoomLevel = (): number => this.#zoomLevel
  focus = (): void => undefined
  /** The drag of files that the system would carry on with. */
  startDrag = (_item: { readonly file: string; readonly files?: readonly string[]; readonly icon: unknown }): void =>
    undefined

  /** Resolves once Chromium has made the page. */
  async whenAttached(): Promise<void> {
    await this.#attached.promise
  }

  getURL(): string {
    return toAppUrl(this.#url)
  }

  get mainFrame(): Frame {
    return { url: this.getURL(), origin: originOf(this.getURL()), parent: null }
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler
  }

  mayOpen(url: string): boolean {
    return this.#windowOpenHandler({ url: toAppUrl(url) }).action === 'allow'
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#preloadContext !== undefined) this.#deliver(this.#preloadContext, { channel, args })
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  destroyed(): void {
    this.#isDestroyed = true
    this.emit('destroyed')
  }

  close(): void {
    this.emit('close-requested')
  }

  /** Chromium tells the browser's side of a page about titles and crashes. */
  titled(title: string): void {
    if (title === this.#title || this.#url === 'about:blank') return
    this.#title = title
    this.emit('page-title-updated', preventable({}), title, true)
  }

  crashed(): void {
    if (this.#isCrashed) return
    this.#isCrashed = true
    this.#preloadContext = undefined
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 133 } satisfies Gone)
  }

  /** What it says of the page's life besides its address. */
  #tell(page: CDPSession): void {
    page.on('Page.frameStartedLoading', ({ frameId }) => {
      const isMainFrame = frameId === this.#mainFrameId
      this.emit('did-start-navigation', { isMainFrame, isSameDocument: false })
    })
    page.on('Page.domContentEventFired', () => this.emit('dom-ready', {}))
    page.on('Inspector.targetCrashed', () => this.crashed())
  }

  #listen(page: CDPSession): void {
    page.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { frameId: string }
      if (context.name === isolatedWorld && frameId === this.#mainFrameId) this.#preloadContext = context.id
    })
    page.on('Runtime.executionContextsCleared', () => (this.#preloadContext = undefined))
    page.on('Runtime.bindingCalled', ({ executionContextId, payload }) => {
      const message = JSON.parse(payload) as PreloadMessage
      if ('channel' in message) void this.#invoke(executionContextId, message)
      else this.emit('preload-error', {}, this.#preloadFile, new Error(message.preloadError))
    })
    page.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return
      this.#mainFrameId = frame.id
      this.#url = frame.url
      this.#isCrashed = false
      if (this.#url !== 'about:blank') this.emit('did-navigate', {}, this.getURL(), 200, '')
    })
    page.on('Page.loadEventFired', () => {
      if (this.#url !== 'about:blank') this.emit('did-finish-load')
    })
    page.on('Page.windowOpen', ({ url }) => void this.openRequests.push(url))
  }

  async #invoke(contextId: number, { id, channel, args }: Extract<PreloadMessage, { id: number }>): Promise<void> {
    try {
      const value = await invokeHandler(channel, { sender: this, senderFrame: this.mainFrame }, args)
      this.#deliver(contextId, { id, value })
    } catch (error) {
      this.#deliver(contextId, { id, error: error instanceof Error ? error.message : String(error) })
    }
  }

  #deliver(executionContextId: number, message: object): void {
    const command = {
      executionContextId,
      functionDeclaration: `function (text) { ${receiveFunction}(text) }`,
      arguments: [{ value: JSON.stringify(message) }],
    }
    this.#page?.send('Runtime.callFunctionOn', command).catch(() => undefined) // the page was left meanwhile
  }

  #mayNavigate(url: string): boolean {
    const isOwn = this.#ownNavigation === url
    this.#ownNavigation = undefined
    if (isOwn) return true
    const event = preventable({ url: toAppUrl(url) })
    this.emit('will-navigate', event)
    return !event.defaultPrevented
  }
}
