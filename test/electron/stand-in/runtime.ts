import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { App } from './app.ts'
import type { BrowserWindow } from './browser-window.ts'
import { Chromium } from './chromium.ts'
import type { WebContents } from './web-contents.ts'

type PageOptions = { readonly width: number; readonly height: number; readonly preload: string }

/** For commands to a target that may be gone by the time they arrive. */
const ignore = () => undefined

/** The one Chromium behind all windows, and which page is whose. */
class Runtime {
  readonly switches: string[] = []
  readonly app = new App({ switches: this.switches, exit: code => void this.#exit(code) })
  windows: () => readonly BrowserWindow[] = () => []
  #chromium: Chromium | undefined
  readonly #sessionIds = new Map<string, PromiseWithResolvers<string>>()

  async start(): Promise<void> {
    const folder = path.join(this.app.getPath('userData'), 'chromium')
    mkdirSync(folder, { recursive: true })
    const debugging = this.switches.filter(text => text.startsWith('--remote-debugging-port='))
    const chromium = (this.#chromium = new Chromium(folder, debugging))
    process.once('exit', () => chromium.kill())
    this.#followTargets(chromium)
    const root = chromium.session('')
    await root.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true })
    await root.send('Target.setDiscoverTargets', { discover: true })
    this.app.becomeReady()
  }

  async openPage(contents: WebContents, { width, height, preload }: PageOptions): Promise<void> {
    const chromium = this.#running()
    const { targetId } = await chromium
      .session('')
      .send('Target.createTarget', { url: 'about:blank', newWindow: true, width, height })
    const session = chromium.session(await this.#sessionIdOf(targetId).promise)
    await contents.attach(session, { targetId, preload })
  }

  async closePage(contents: WebContents): Promise<void> {
    await contents.whenAttached() // a window may be closed before Chromium has made its page
    await this.#running().session('').send('Target.closeTarget', { targetId: contents.targetId })
  }

  #followTargets(chromium: Chromium): void {
    const root = chromium.session('')
    root.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      const opener = this.#contentsOf(targetInfo.openerId)
      if (opener) {
        if (opener.mayOpen(opener.openRequests.shift() ?? targetInfo.url)) throw new Error('Pages open no windows here')
        // Resumed first: it may share its opener's process, which would wait for it and never hear of its end.
        chromium.session(sessionId).send('Runtime.runIfWaitingForDebugger').catch(ignore)
        root.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(ignore)
      } else if (targetInfo.type === 'page') {
        this.#sessionIdOf(targetInfo.targetId).resolve(sessionId)
      } else {
        // Workers and the like of Chromium itself.
        chromium.session(sessionId).send('Runtime.runIfWaitingForDebugger').catch(ignore)
      }
    })
    root.on('Target.targetInfoChanged', ({ targetInfo: { targetId, title } }) => {
      this.#contentsOf(targetId)?.titled(title)
    })
    root.on('Target.targetCrashed', ({ targetId }) => this.#contentsOf(targetId)?.crashed())
    root.on('Target.targetDestroyed', ({ targetId }) => {
      this.windows()
        .find(window => window.webContents.targetId === targetId)
        ?.closed()
    })
  }

  #contentsOf(targetId: string | undefined): WebContents | undefined {
    if (targetId === undefined) return undefined
    return this.windows().find(window => window.webContents.targetId === targetId)?.webContents
  }

  #sessionIdOf(targetId: string): PromiseWithResolvers<string> {
    const known = this.#sessionIds.get(targetId) ?? Promise.withResolvers<string>()
    this.#sessionIds.set(targetId, known)
    return known
  }

  #running(): Chromium {
    if (!this.#chromium) throw new Error('Only after the app is ready')
    return this.#chromium
  }

  async #exit(code: number): Promise<void> {
    await this.#chromium?.close()
    process.exit(code)
  }
}

export const runtime = new Runtime()
