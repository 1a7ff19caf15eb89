import type { IncomingMessage } from 'node:http'

/**
 * Whether a request names us as its host. A page of another site that points its own name at 127.0.0.1 (DNS rebinding)
 * sends that name here, and is refused.
 */
export function hasOwnHost(request: IncomingMessage, port: number): boolean {
  return ownHosts(port).includes(request.headers.host ?? '')
}

/** Whether a request was made by a page we served. Browsers send `Origin` with every POST and every WebSocket. */
export function hasOwnOrigin(request: IncomingMessage, port: number): boolean {
  const origin = request.headers.origin
  return origin !== undefined && ownHosts(port).some(host => origin === `http://${host}`)
}

function ownHosts(port: number): readonly string[] {
  return ['127.0.0.1', 'localhost', '[::1]'].map(name => `${name}:${port}`)
}
