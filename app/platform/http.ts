import { Agent, buildConnector, EnvHttpProxyAgent, ProxyAgent, type Dispatcher } from 'undici'
import { namesProxy } from './proxy-environment.ts'
import type { ProxyRoutes } from './proxy-routes.ts'
import { ProxyingDispatcher } from './proxying-dispatcher.ts'
import { trustedAuthorities } from './trusted-authorities.ts'

/** Connections kept to one host: enough for parallel ranges beside the API's own calls. */
const connectionsPerHost = 32
/** A server that says nothing for so long is given up on. Callers set tighter limits per request. */
const headersTimeoutMs = 30_000
const bodyTimeoutMs = 60_000
const connectTimeoutMs = 10_000
/** Never through a proxy: the sample service and private services on this machine. */
const loopbackHosts = ['localhost', '127.0.0.1', '::1']

const limits = { connections: connectionsPerHost, headersTimeout: headersTimeoutMs, bodyTimeout: bodyTimeoutMs }

export type DispatcherOptions = {
  /** The proxies of the system, for when the environment names none. */
  readonly routes?: ProxyRoutes | undefined
  /** Certificates in PEM that secure servers are judged by; asked for when the first one is met. */
  readonly authorities?: () => string[]
}

/**
 * Keep-alive pools per host, with the proxies of the environment (`HTTPS_PROXY`, `NO_PROXY`), else those of the system,
 * and the certificate authorities this machine trusts beside Node's own. Close it to end all connections.
 */
export function createDispatcher(environment: NodeJS.ProcessEnv, options: DispatcherOptions = {}): Dispatcher {
  const { routes, authorities = trustedAuthorities } = options
  const agent = { ...limits, connect: createConnector(authorities) }
  if (namesProxy(environment)) return createEnvironmentDispatcher(environment, { ...agent, ...tunnels(authorities) })
  const direct = new Agent(agent)
  if (!routes) return direct
  const openProxy = (uri: string) => new ProxyAgent({ ...limits, ...tunnels(authorities), uri })
  return new ProxyingDispatcher({ routes, direct, openProxy })
}

function createEnvironmentDispatcher(environment: NodeJS.ProcessEnv, agent: EnvHttpProxyAgent.Options): Dispatcher {
  const valueOf = (name: string) => environment[name.toLowerCase()] ?? environment[name]
  const [httpProxy, httpsProxy] = [valueOf('HTTP_PROXY'), valueOf('HTTPS_PROXY')]
  return new EnvHttpProxyAgent({
    ...agent,
    ...(httpProxy && { httpProxy }),
    ...(httpsProxy && { httpsProxy }),
    noProxy: [valueOf('NO_PROXY') ?? '', ...loopbackHosts].filter(Boolean).join(','),
  })
}

/** A proxy that opens secure connections itself, as companies have it, does so with an authority of this machine. */
function tunnels(authorities: () => string[]) {
  const tls = { ca: authorities(), timeout: connectTimeoutMs }
  return { requestTls: tls, proxyTls: tls }
}

/** Reads the authorities when the first secure connection needs them: most starts talk to nobody at first. */
function createConnector(authorities: () => string[]): buildConnector.connector {
  const plain = buildConnector({ timeout: connectTimeoutMs })
  let secure: buildConnector.connector | undefined
  return (options, callback) => {
    if (options.protocol !== 'https:') plain(options, callback)
    else (secure ??= buildConnector({ timeout: connectTimeoutMs, ca: authorities() }))(options, callback)
  }
}
