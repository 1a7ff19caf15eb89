import { spawn, type ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { CDPSession } from '@playwright/test'
import { findChromium } from '../../../build/chromium.ts'

const quietSwitches = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-dev-shm-usage',
  '--use-fake-ui-for-media-stream=deny', // nobody sees the question
  '--disable-popup-blocking', // Electron asks the app instead
  '--password-store=basic',
  '--no-startup-window',
  '--remote-debugging-pipe',
]

type Message = {
  readonly id?: number
  readonly sessionId?: string
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}
type Waiting = { resolve(value: unknown): void; reject(error: Error): void }

/** A Chromium that is told what to do over two pipes. It ends when this process does: the pipes close. */
export class Chromium {
  readonly gone: Promise<void>
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  readonly #sessions = new Map<string, EventEmitter>()
  #lastId = 0
  #unread = ''

  constructor(userDataFolder: string, switches: readonly string[]) {
    const program = findChromium()
    if (program === undefined) throw new Error('There is no Chromium: install it, or set CHROMIUM_PATH')
    this.#child = spawn(program, [`--user-data-dir=${userDataFolder}`, ...quietSwitches, ...switches], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      detached: true, // a terminal's Ctrl+C is for the app to answer; its browser must not end on its own
    })
    this.gone = new Promise(resolve => this.#child.once('exit', () => resolve()))
    // Playwright finds the browser by this line; everything else Chromium says is noise.
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n'))
        if (line.startsWith('DevTools listening on')) process.stderr.write(`${line}\n`)
    })
    const input = this.#child.stdio[3] as Writable
    input.on('error', () => undefined) // written to while it ends: `gone` tells
    ;(this.#child.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => this.#read(text))
  }

  /** Commands and events of one target; the empty id means the browser itself. */
  session(id: string): CDPSession {
    const known = this.#sessions.get(id) ?? new EventEmitter()
    this.#sessions.set(id, known)
    const send = (method: string, params: unknown = {}) => this.#send({ method, params, ...(id && { sessionId: id }) })
    return Object.assign(known, { send }) as unknown as CDPSession
  }

  /** Ends it in good order, so that what pages stored is on disk. */
  async close(): Promise<void> {
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), 3000)
    this.session('')
      .send('Browser.close')
      .catch(() => undefined) // it is on its way out, or out already
    await this.gone
    clearTimeout(kill)
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  #send(command: Omit<Message, 'id'>): Promise<unknown> {
    const id = ++this.#lastId
    ;(this.#child.stdio[3] as Writable).write(`${JSON.stringify({ id, ...command })}\0`)
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  #read(text: string): void {
    const messages = (this.#unread + text).split('\0')
    this.#unread = messages.pop() ?? ''
    for (const message of messages) this.#dispatch(JSON.parse(message) as Message)
  }

  #dispatch({ id, sessionId = '', method = '', params, result, error }: Message): void {
    if (id === undefined) {
      this.#sessions.get(sessionId)?.emit(method, params)
      return
    }
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error) waiting?.reject(new Error(error.message))
    else waiting?.resolve(result)
  }
}
