import type { Reply } from '../../app/contract/failures.ts'
import type { Transport } from './bridge.ts'

/** How this page stands to the program that serves it. `refused`: the page may not talk to it (any more). */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused'

export type WebSocketTransport = Transport & {
  readonly state: () => ConnectionState
  /** Calls back with every change. Answers a function that stops it. */
  onState(listener: (state: ConnectionState) => void): () => void
}

/** Waits between attempts to reconnect: 0.25 s, 0.5 s, 1 s, 2 s, then every 4 s. */
const retryDelaysMs = [250, 500, 1000, 2000, 4000]

type Pending = { readonly message: string; readonly answer: (reply: unknown) => void }

/**
 * Talks to the local web shell: exchanges the one-time token of the address for a cookie, then keeps one WebSocket open
 * and reconnects by itself. Calls made while it is down wait for the next connection; calls under way when it went down
 * are answered with a failure, since nobody knows whether they were carried out.
 */
export function createWebSocketTransport(): WebSocketTransport {
  return new Connection()
}

class Connection implements WebSocketTransport {
  readonly #eventListeners = new Set<(name: string, value: unknown) => void>()
  readonly #stateListeners = new Set<(state: ConnectionState) => void>()
  readonly #waiting = new Map<number, Pending>()
  readonly #sent = new Map<number, Pending>()
  #state: ConnectionState = 'connecting'
  #socket: WebSocket | undefined
  #nextId = 1
  #attempt = 0

  constructor() {
    void this.#connect()
  }

  state = (): ConnectionState => this.#state

  onState(listener: (state: ConnectionState) => void): () => void {
    this.#stateListeners.add(listener)
    return () => this.#stateListeners.delete(listener)
  }

  listen(onEvent: (name: string, value: unknown) => void): () => void {
    this.#eventListeners.add(onEvent)
    return () => this.#eventListeners.delete(onEvent)
  }

  invoke(name: string, input: unknown): Promise<unknown> {
    if (this.#state === 'refused') return Promise.resolve(connectionLost)
    const id = this.#nextId++
    return new Promise(answer => {
      this.#waiting.set(id, { message: JSON.stringify({ id, name, input }), answer })
      this.#flush()
    })
  }

  async #connect(): Promise<void> {
    const admission = await exchangeToken()
    if (admission === 'refused') this.#become('refused')
    else if (admission === 'unreachable') this.#retry()
    else this.#open()
  }

  #open(): void {
    const socket = new WebSocket(`ws://${location.host}/socket`)
    this.#socket = socket
    let wasOpen = false
    socket.onopen = () => {
      wasOpen = true
      this.#attempt = 0
      this.#become('open')
      this.#flush()
    }
    socket.onmessage = message => this.#receive(String(message.data))
    socket.onclose = () => {
      this.#socket = undefined
      this.#failSent()
      if (wasOpen || this.#state !== 'connecting') this.#retry()
      else void this.#explainRefusal()
    }
  }

  /** The first attempt failed: either nobody is there, or we are not admitted. A socket does not tell which. */
  async #explainRefusal(): Promise<void> {
    const admission = await postToken('')
    if (admission === 'refused') this.#become('refused')
    else this.#retry()
  }

  #retry(): void {
    this.#become('lost')
    const delayMs = retryDelaysMs[Math.min(this.#attempt++, retryDelaysMs.length - 1)]
    setTimeout(() => void this.#reconnect(), delayMs)
  }

  async #reconnect(): Promise<void> {
    const admission = await postToken('')
    if (admission === 'refused') this.#become('refused')
    else if (admission === 'unreachable') this.#retry()
    else this.#open()
  }

  #flush(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return
    for (const [id, pending] of this.#waiting) {
      this.#socket.send(pending.message)
      this.#sent.set(id, pending)
    }
    this.#waiting.clear()
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as { id?: number | null; reply?: unknown; event?: string; value?: unknown }
    if (message.event !== undefined) {
      for (const listener of this.#eventListeners) listener(message.event, message.value)
    } else if (typeof message.id === 'number') {
      this.#sent.get(message.id)?.answer(message.reply)
      this.#sent.delete(message.id)
    }
  }

  #failSent(): void {
    for (const { answer } of this.#sent.values()) answer(connectionLost)
    this.#sent.clear()
  }

  #become(state: ConnectionState): void {
    if (state === this.#state) return
    this.#state = state
    if (state === 'refused') this.#failAll()
    for (const listener of this.#stateListeners) listener(state)
  }

  #failAll(): void {
    this.#failSent()
    for (const { answer } of this.#waiting.values()) answer(connectionLost)
    this.#waiting.clear()
  }
}

const connectionLost: Reply<never> = {
  ok: false,
  failure: {
    code: 'service-unreachable',
    message: 'The connection to Inductiva Desktop was lost. It is being restored; transfers go on meanwhile.',
    remedy: 'retry',
    details: null,
  },
}

type Admission = 'admitted' | 'refused' | 'unreachable'

/** Uses the token in the address once, and takes it out of the address bar and the history. */
async function exchangeToken(): Promise<Admission> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? ''
  if (token) history.replaceState(null, '', location.pathname)
  return postToken(token)
}

/** Without a token: asks whether the cookie of an earlier visit still admits us. */
async function postToken(token: string): Promise<Admission> {
  try {
    const response = await fetch('/session', { method: 'POST', body: token })
    return response.ok ? 'admitted' : 'refused'
  } catch {
    return 'unreachable' // nobody listens: the program has ended or is restarting
  }
}
