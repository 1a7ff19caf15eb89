import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { CDPSession } from '@playwright/test'
import { originOf, pagePattern, toAppUrl, toPageUrl } from './app-scheme.ts'
import { invokeHandler, type Frame } from './ipc-main.ts'
import { isolatedWorld, isolatedWorldScript, mainWorldScript, receiveFunction, sendBinding } from './page-worlds.ts'
import { preventable } from './preventable.ts'
import { answerAppRequest, protocol } from './protocol.ts'

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' }
type HeldRequest = {
  readonly requestId: string
  readonly url: string
  readonly method: string
  readonly isPage: boolean
}
type Invocation = { readonly id: number; readonly channel: string; readonly args: readonly unknown[] }

/** A page and its preload. Commands wait until Chromium has made the page. */
export class WebContents extends EventEmitter {
  readonly session = { protocol }
  targetId = ''
  /** What the page asked to open and was not answered about yet, oldest first. */
  readonly openRequests: string[] = []
  #page: CDPSession | undefined
  #url = 'about:blank'
  #mainFrameId = ''
  #preloadContext: number | undefined
  #isOwnNavigation = false
  #isDestroyed = false
  #windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' })
  readonly #attached = Promise.withResolvers<CDPSession>()

  /** Called once, with the page's session, while the page is still blank. */
  async attach(page: CDPSession, { targetId, preload }: { targetId: string; preload: string }): Promise<void> {
    this.targetId = targetId
    this.#page = page
    this.#listen(page)
    await Promise.all([
      page.send('Page.enable'),
      page.send('Runtime.enable'),
      page.send('Runtime.addBinding', { name: sendBinding, executionContextName: isolatedWorld }),
      page.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript() }),
      page.send('Page.addScriptToEvaluateOnNewDocument', {
        source: isolatedWorldScript(readFileSync(preload, 'utf8')),
        worldName: isolatedWorld,
      }),
      page.send('Fetch.enable', { patterns: [{ urlPattern: pagePattern }, { resourceType: 'Document' }] }),
      page.send('Runtime.runIfWaitingForDebugger'),
    ])
    this.#mainFrameId = (await page.send('Page.getFrameTree')).frameTree.frame.id
    this.#attached.resolve(page)
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#attached.promise
    this.#isOwnNavigation = true
    const { errorText } = await page.send('Page.navigate', { url: toPageUrl(url) })
    if (errorText) throw new Error(`${errorText} loading '${url}'`)
  }

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

  #listen(page: CDPSession): void {
    page.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { frameId: string }
      if (context.name === isolatedWorld && frameId === this.#mainFrameId) this.#preloadContext = context.id
    })
    page.on('Runtime.executionContextsCleared', () => (this.#preloadContext = undefined))
    page.on('Runtime.bindingCalled', ({ executionContextId, payload }) => {
      void this.#invoke(executionContextId, JSON.parse(payload) as Invocation)
    })
    page.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return
      this.#mainFrameId = frame.id
      this.#url = frame.url
    })
    page.on('Page.loadEventFired', () => {
      if (this.#url !== 'about:blank') this.emit('did-finish-load')
    })
    page.on('Page.windowOpen', ({ url }) => void this.openRequests.push(url))
    page.on('Fetch.requestPaused', ({ requestId, request, resourceType, frameId }) => {
      const isPage = resourceType === 'Document' && frameId === this.#mainFrameId
      this.#answer(page, { requestId, url: request.url, method: request.method, isPage }).catch(() => undefined) // gone
    })
  }

  async #invoke(contextId: number, { id, channel, args }: Invocation): Promise<void> {
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

  async #answer(page: CDPSession, { requestId, url, method, isPage }: HeldRequest): Promise<void> {
    if (isPage && !this.#mayNavigate(toAppUrl(url))) {
      await page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
    } else if (toAppUrl(url) === url) {
      await page.send('Fetch.continueRequest', { requestId })
    } else {
      await page.send('Fetch.fulfillRequest', { requestId, ...(await appResponse(toAppUrl(url), method)) })
    }
  }

  #mayNavigate(url: string): boolean {
    const isOwn = this.#isOwnNavigation
    this.#isOwnNavigation = false
    if (isOwn) return true
    const event = preventable({ url })
    this.emit('will-navigate', event)
    return !event.defaultPrevented
  }
}

async function appResponse(url: string, method: string) {
  const response = await answerAppRequest(url, method)
  return {
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  }
}
