import { Dispatcher, type Agent, type ProxyAgent } from 'undici'
import type { ProxyRoute } from '../domain/network/proxy-list.ts'
import type { ProxyRoutes } from './proxy-routes.ts'

/** What a connection that never came about fails with. */
const notConnected = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'],
  'UND_ERR_CONNECT_TIMEOUT',
])

type Options = {
  readonly routes: ProxyRoutes
  readonly direct: Agent
  /** Makes the connections through one proxy. */
  readonly openProxy: (url: string) => ProxyAgent
}

/** Sends each request the way that the system says for its server. The caller's own retries try the next way. */
export class ProxyingDispatcher extends Dispatcher {
  readonly #options: Options
  readonly #proxies = new Map<string, ProxyAgent>()

  constructor(options: Options) {
    super()
    this.#options = options
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const origin = String(options.origin)
    const route = this.#options.routes.known(origin)
    if (route) return this.#send(route, options, handler)
    void this.#options.routes.find(origin).then(found => this.#send(found, options, handler))
    return true
  }

  override async close(): Promise<void> {
    await Promise.all([...this.#agents()].map(agent => agent.close()))
  }

  override async destroy(): Promise<void> {
    await Promise.all([...this.#agents()].map(agent => agent.destroy()))
  }

  #send(route: ProxyRoute, options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (route.kind === 'direct') return this.#options.direct.dispatch(options, handler)
    const watched = new WatchedHandler(handler, () => this.#options.routes.avoid(route))
    return this.#proxy(route.url).dispatch(options, watched)
  }

  #proxy(url: string): ProxyAgent {
    const known = this.#proxies.get(url) ?? this.#options.openProxy(url)
    this.#proxies.set(url, known)
    return known
  }

  #agents(): readonly Dispatcher[] {
    return [this.#options.direct, ...this.#proxies.values()]
  }
}

/** Passes everything on, and hears when a proxy could not be connected. */
class WatchedHandler implements Dispatcher.DispatchHandler {
  readonly #handler: Dispatcher.DispatchHandler
  readonly #onNotConnected: () => void

  constructor(handler: Dispatcher.DispatchHandler, onNotConnected: () => void) {
    this.#handler = handler
    this.#onNotConnected = onNotConnected
  }

  onRequestStart(...args: Parameters<Callback<'onRequestStart'>>): void {
    this.#handler.onRequestStart?.(...args)
  }

  onRequestUpgrade(...args: Parameters<Callback<'onRequestUpgrade'>>): void {
    this.#handler.onRequestUpgrade?.(...args)
  }

  onResponseStart(...args: Parameters<Callback<'onResponseStart'>>): void {
    this.#handler.onResponseStart?.(...args)
  }

  onResponseData(...args: Parameters<Callback<'onResponseData'>>): void {
    this.#handler.onResponseData?.(...args)
  }

  onResponseEnd(...args: Parameters<Callback<'onResponseEnd'>>): void {
    this.#handler.onResponseEnd?.(...args)
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    if ('code' in error && notConnected.has(String(error.code))) this.#onNotConnected()
    this.#handler.onResponseError?.(controller, error)
  }
}

type Callback<N extends keyof Dispatcher.DispatchHandler> = NonNullable<Dispatcher.DispatchHandler[N]>
