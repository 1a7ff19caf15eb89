// The functions here are sent to the page as text: each must stand alone.

export const isolatedWorld = 'Electron Isolated Context'
export const sendBinding = '__standInSend'
export const receiveFunction = '__standInReceive'

/** A value on its way between the page and the preload: JSON, or a function or promise that stays where it is. */
type Wire = { readonly json?: unknown; readonly callable?: number; readonly promise?: number }
type WireMessage = {
  readonly kind: 'expose' | 'call' | 'answer' | 'settle'
  readonly id?: number
  readonly key?: string
  readonly members?: readonly (readonly [string, Wire])[]
  readonly values?: readonly Wire[]
  readonly error?: string
}

/** One end of the bridge between two worlds of a page. Calls are synchronous, as DOM events are. */
function createWorldBridge(outgoing: string, incoming: string) {
  const callables: ((...args: unknown[]) => unknown)[] = []
  const promises: PromiseWithResolvers<unknown>[] = []
  let answer: WireMessage | undefined
  let promiseCount = 0

  const post = (message: WireMessage) =>
    window.dispatchEvent(new CustomEvent(outgoing, { detail: JSON.stringify(message) }))
  function encode(value: unknown): Wire {
    if (typeof value === 'function') return { callable: callables.push(value as () => unknown) - 1 }
    if (value instanceof File) return { json: { name: value.name, size: value.size } }
    if (!(value instanceof Promise)) return { json: value }
    const id = promiseCount++
    value.then(
      result => post({ kind: 'settle', id, values: [encode(result)] }),
      (error: unknown) => post({ kind: 'settle', id, error: String(error) }),
    )
    return { promise: id }
  }
  function decode({ json, callable, promise }: Wire): unknown {
    if (promise !== undefined) return (promises[promise] = Promise.withResolvers()).promise
    if (callable === undefined) return json
    return (...args: unknown[]) => {
      answer = undefined
      post({ kind: 'call', id: callable, values: args.map(encode) })
      return unwrap(answer)
    }
  }
  function unwrap(message: WireMessage | undefined): unknown {
    if (message?.error !== undefined) throw new Error(message.error)
    return decode(message?.values?.[0] ?? {})
  }
  function call({ id = 0, values = [] }: WireMessage): WireMessage {
    try {
      return { kind: 'answer', values: [encode(callables[id]?.(...values.map(decode)))] }
    } catch (error) {
      return { kind: 'answer', error: String(error) }
    }
  }
  function settle({ id = 0, values, error }: WireMessage): void {
    if (error === undefined) promises[id]?.resolve(decode(values?.[0] ?? {}))
    else promises[id]?.reject(new Error(error))
  }
  window.addEventListener(incoming, event => {
    const message = JSON.parse((event as CustomEvent<string>).detail) as WireMessage
    if (message.kind === 'answer') answer = message
    else if (message.kind === 'call') post(call(message))
    else if (message.kind === 'settle') settle(message)
    else {
      const members = (message.members ?? []).map(([name, wire]) => [name, decode(wire)])
      const value: unknown = Object.freeze(Object.fromEntries(members))
      Object.defineProperty(window, message.key ?? '', { value, enumerable: true })
    }
  })
  return {
    expose: (key: string, api: object) =>
      post({ kind: 'expose', key, members: Object.entries(api).map(([name, value]) => [name, encode(value)]) }),
  }
}

/** What the main process says to a preload: a push, or the answer to an `invoke`. */
type Delivery =
  | { readonly channel: string; readonly args: readonly unknown[] }
  | { readonly id: number; readonly value?: unknown; readonly error?: string }

/** What `require('electron')` answers in a sandboxed preload. */
function createPreloadModule(
  bridge: { readonly expose: (key: string, api: object) => void },
  names: { readonly send: string; readonly receive: string },
) {
  const world = globalThis as unknown as Record<string, (text: string) => void>
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const listeners = new Map<string, Set<(...args: unknown[]) => void>>()
  let lastId = 0
  world[names.receive] = text => {
    const message = JSON.parse(text) as Delivery
    if ('channel' in message) for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.args)
    else if (message.error !== undefined) waiting.get(message.id)?.reject(new Error(message.error))
    else waiting.get(message.id)?.resolve(message.value)
  }
  const ipcRenderer = {
    invoke(channel: string, ...args: unknown[]) {
      const id = ++lastId
      world[names.send]?.(JSON.stringify({ id, channel, args }))
      const settled = Promise.withResolvers()
      waiting.set(id, settled)
      return settled.promise
    },
    on: (channel: string, listener: () => void) => {
      const known = listeners.get(channel) ?? new Set()
      listeners.set(channel, known.add(listener))
    },
    off: (channel: string, listener: () => void) => listeners.get(channel)?.delete(listener),
  }
  // A page's file crosses the bridge as its name and size; what a test dropped is known by them.
  const webUtils = {
    getPathForFile: ({ name, size }: { readonly name: string; readonly size: number }) =>
      ((world.standInFiles ?? []) as unknown as { path: string; name: string; size: number }[]).find(
        each => each.name === name && each.size === size,
      )?.path ?? '',
  }
  return { ipcRenderer, webUtils, contextBridge: { exposeInMainWorld: bridge.expose } }
}

/** The text to run at the start of every document, in the page's own world. */
export function mainWorldScript(): string {
  return `(() => { (${createWorldBridge.toString()})('standin-from-page', 'standin-to-page') })()`
}

/** The text to run at the start of every document, in the preload's world. */
export function isolatedWorldScript(preload: string): string {
  const names = JSON.stringify({ send: sendBinding, receive: receiveFunction })
  return `(() => {
    if (window !== window.top) return // a preload runs in the main frame only
    const bridge = (${createWorldBridge.toString()})('standin-to-page', 'standin-from-page')
    const electron = (${createPreloadModule.toString()})(bridge, ${names})
    const require = name => {
      if (name === 'electron') return electron
      throw new Error('module not found: ' + name) // as in a sandboxed renderer
    }
    const module = { exports: {} }
    try {
      ;((require, module, exports) => {${preload}\n})(require, module, module.exports)
    } catch (error) {
      console.error('Unable to load preload script')
      window[${JSON.stringify(sendBinding)}](JSON.stringify({ preloadError: String(error) }))
    }
  })()`
}
