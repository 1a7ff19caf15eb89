import { mkdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import type { BrowserWindow } from './browser-window.ts'
import { preventable } from './preventable.ts'
import { requestSingleInstance } from './single-instance.ts'
import { SystemApp } from './system-app.ts'

type Runtime = { readonly switches: string[]; exit(code: number): void }

/** Life cycle, folders and the lock. Follows https://www.electronjs.org/docs/latest/api/app. */
export class App extends SystemApp {
  readonly isPackaged = false
  /** The folder that holds the app's package.json. */
  appPath = ''
  readonly commandLine: { appendSwitch(name: string, value?: string): void }
  windows: () => readonly BrowserWindow[] = () => []
  readonly #runtime: Runtime
  readonly #ready = Promise.withResolvers<undefined>()
  readonly #paths = new Map<string, string>()
  #isQuitting = false

  constructor(runtime: Runtime) {
    super()
    this.#runtime = runtime
    this.commandLine = {
      appendSwitch: (name, value) => void runtime.switches.push(value ? `--${name}=${value}` : `--${name}`),
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => this.quit())
  }

  whenReady = () => this.#ready.promise
  getAppPath = () => this.appPath
  getVersion = () => this.#manifest().version
  getName = () => this.#manifest().productName ?? this.#manifest().name
  getLocale = () => 'en-US'
  enableSandbox = (): void => undefined // every page of Chromium is in one

  becomeReady(): void {
    this.emit('ready', {})
    this.#ready.resolve(undefined)
  }

  setPath(name: string, folder: string): void {
    mkdirSync(folder, { recursive: true })
    this.#paths.set(name, folder)
  }

  getPath(name: string): string {
    return this.#paths.get(name) ?? path.join(homedir(), name)
  }

  requestSingleInstanceLock(): boolean {
    return requestSingleInstance(this.getPath('userData'), ({ argv, cwd }) =>
      this.emit('second-instance', {}, argv, cwd),
    )
  }

  quit(): void {
    if (this.#isQuitting) return
    const event = preventable({})
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    this.#isQuitting = true
    const open = this.windows()
    let left = open.length
    const closed = () => {
      if (--left <= 0) this.#quitNow()
    }
    const kept = () => {
      this.#isQuitting = false
      for (const window of open) window.off('closed', closed)
    }
    for (const window of open) window.once('closed', closed)
    if (!open.every(window => window.close())) kept()
    if (open.length === 0) this.#quitNow()
  }

  /** Ends without asking anyone. */
  exit(code = 0): void {
    this.emit('quit', {}, code)
    this.#runtime.exit(code)
  }

  #quitNow(): void {
    const event = preventable({})
    this.emit('will-quit', event)
    this.#isQuitting = false
    if (!event.defaultPrevented) this.exit(0)
  }

  #manifest() {
    const text = readFileSync(path.join(this.appPath, 'package.json'), 'utf8')
    return JSON.parse(text) as { readonly name: string; readonly productName?: string; readonly version: string }
  }
}
