/** One way to a server: straight, or through a proxy that is spoken to over HTTP or HTTPS. */
export type ProxyRoute = { readonly kind: 'direct' } | { readonly kind: 'proxy'; readonly url: string }

export type ProxyList = {
  /** Ways to try in this order. Never empty. */
  readonly routes: readonly [ProxyRoute, ...ProxyRoute[]]
  /** Entries that were passed over, as they were written. */
  readonly unsupported: readonly string[]
}

const direct: ProxyRoute = { kind: 'direct' }
const schemes = new Map([
  ['PROXY', { scheme: 'http', port: 80 }],
  ['HTTP', { scheme: 'http', port: 80 }],
  ['HTTPS', { scheme: 'https', port: 443 }],
])
const hostAndPort = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i

/**
 * Reads what a system or a PAC script says about an address: "PROXY proxy.example:8080; HTTPS other:443; DIRECT". Where
 * nothing in it can be used the way is direct, as where nothing is said.
 */
export function parseProxyList(text: string): ProxyList {
  const entries = text
    .split(';')
    .map(entry => entry.trim())
    .filter(entry => entry !== '')
  const parsed = entries.map(entry => ({ entry, route: parseEntry(entry) }))
  const [first = direct, ...others] = parsed.flatMap(({ route }) => route ?? [])
  return {
    routes: [first, ...others],
    unsupported: parsed.filter(({ route }) => route === undefined).map(({ entry }) => entry),
  }
}

function parseEntry(entry: string): ProxyRoute | undefined {
  const [word = '', address = '', ...rest] = entry.split(/\s+/)
  if (word.toUpperCase() === 'DIRECT' && address === '') return direct
  const known = schemes.get(word.toUpperCase())
  const [, host, digits] = hostAndPort.exec(address) ?? []
  const port = digits === undefined ? known?.port : Number(digits)
  if (!known || !host || rest.length > 0 || port === undefined || port < 1 || port > 65_535) return undefined
  return { kind: 'proxy', url: `${known.scheme}://${host}:${port}` }
}
