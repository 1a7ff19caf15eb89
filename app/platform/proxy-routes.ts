import { isLoopback } from '../domain/network/loopback.ts'
import type { Log } from '../domain/log.ts'
import { parseProxyList, type ProxyRoute } from '../domain/network/proxy-list.ts'

/** Asks the system for the proxies of an address, in the words of PAC scripts ("PROXY a:8080; DIRECT"). */
export type ResolveProxy = (url: string) => Promise<string>

/** Which way each server is reached, as the system says. A change there is noticed after a minute. */
export interface ProxyRoutes {
  /** As last said; asks anew in the background after a minute. Undefined where that is too long ago to be relied on. */
  known(origin: string): ProxyRoute | undefined
  /** Asks the system where needed. Never rejects: where it has no answer the way is direct. */
  find(origin: string): Promise<ProxyRoute>
  /** A proxy could not be reached: for a minute others are preferred, where there are any. */
  avoid(route: ProxyRoute): void
}

/** After this long the system is asked anew, while what it said last goes on to count. */
const freshMs = 60_000
/** After this long, say after a night or a journey, nothing is sent before the system has answered. */
const usableMs = 300_000
const avoidedMs = 60_000
const direct: ProxyRoute = { kind: 'direct' }

type Answer = { readonly routes: readonly [ProxyRoute, ...ProxyRoute[]]; readonly saidAtMs: number }
type Options = {
  readonly resolve: ResolveProxy
  readonly log: Log
  readonly nowMs: () => number
  /** For the system to answer. A PAC script may lie on a server that is out of reach. */
  readonly limitMs?: number
}

export function createProxyRoutes({ resolve, log, nowMs, limitMs = 5_000 }: Options): ProxyRoutes {
  const answers = new Map<string, Answer>()
  const asking = new Map<string, Promise<ProxyRoute>>()
  const avoided = new Map<string, number>()
  const told = new Set<string>()

  const isAvoided = (route: ProxyRoute) => route.kind === 'proxy' && (avoided.get(route.url) ?? 0) > nowMs()
  const choose = ({ routes }: Answer) => routes.find(route => !isAvoided(route)) ?? routes[0]
  const ask = async (origin: string): Promise<ProxyRoute> => {
    const text = await within(limitMs, resolve(`${origin}/`)).catch((error: unknown) => {
      log.warn('The system did not say which proxy to use', { reason: String(error) })
      return ''
    })
    const { routes, unsupported } = parseProxyList(text)
    for (const entry of unsupported.filter(each => !told.has(each))) {
      told.add(entry)
      log.warn('A proxy of the system is of a kind that is not supported', { entry })
    }
    const answer = { routes, saidAtMs: nowMs() }
    answers.set(origin, answer)
    return choose(answer)
  }
  const askOnce = (origin: string): Promise<ProxyRoute> => {
    const asked = asking.get(origin) ?? ask(origin).finally(() => asking.delete(origin))
    asking.set(origin, asked)
    return asked
  }
  const known = (origin: string): ProxyRoute | undefined => {
    if (isLoopback(new URL(origin).hostname)) return direct
    const answer = answers.get(origin)
    if (!answer || nowMs() - answer.saidAtMs > usableMs) return undefined
    if (nowMs() - answer.saidAtMs > freshMs) void askOnce(origin)
    return choose(answer)
  }
  return {
    known,
    find: async origin => known(origin) ?? askOnce(origin),
    avoid(route) {
      if (route.kind === 'proxy') avoided.set(route.url, nowMs() + avoidedMs)
    },
  }
}

/** What comes, or a rejection when it does not come in time. */
async function within<T>(limitMs: number, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${limitMs} ms`)), limitMs)
  try {
    return await Promise.race([answer, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
