import { buildConnector, EnvHttpProxyAgent, type Dispatcher } from 'undici'
import { trustedAuthorities } from './trusted-authorities.ts'

/** Connections kept to one host: enough for parallel ranges beside the API's own calls. */
const connectionsPerHost = 32
/** A server that says nothing for so long is given up on. Callers set tighter limits per request. */
const headersTimeoutMs = 30_000
const bodyTimeoutMs = 60_000
const connectTimeoutMs = 10_000
/** Never through a proxy: the sample service and private services on this machine. */
const loopbackHosts = ['localhost', '127.0.0.1', '::1']

/**
 * Keep-alive pools per host, with the proxies of the environment (`HTTPS_PROXY`, `NO_PROXY`) and the certificate
 * authorities this machine trusts beside Node's own. Close it to end all connections.
 */
export function createDispatcher(environment: NodeJS.ProcessEnv): Dispatcher {
  const noProxy = [environment['no_proxy'] ?? environment['NO_PROXY'] ?? '', ...loopbackHosts].filter(Boolean).join(',')
  return new EnvHttpProxyAgent({
    noProxy,
    connections: connectionsPerHost,
    headersTimeout: headersTimeoutMs,
    bodyTimeout: bodyTimeoutMs,
    connect: createConnector(),
  })
}

/** Reads the authorities when the first secure connection needs them: most starts talk to nobody at first. */
function createConnector(): buildConnector.connector {
  const plain = buildConnector({ timeout: connectTimeoutMs })
  let secure: buildConnector.connector | undefined
  return (options, callback) => {
    if (options.protocol !== 'https:') plain(options, callback)
    else (secure ??= buildConnector({ timeout: connectTimeoutMs, ca: trustedAuthorities() }))(options, callback)
  }
}
