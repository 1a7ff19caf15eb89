import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

/** A forward proxy on loopback that finds every server at one port of this machine, whatever its name. */
export type ProxyServer = {
  readonly address: string // host and port
  /** What it was asked to reach, oldest first: "CONNECT name:443" or "GET http://name/path". */
  readonly asked: readonly string[]
  close(): Promise<void>
}

export async function startProxyServer(targetPort: number): Promise<ProxyServer> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`)
    forward(incoming, outgoing, targetPort)
  })
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.on('connect', ({ url }: IncomingMessage, client: Socket) => {
    asked.push(`CONNECT ${url}`)
    const target = connect(targetPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      target.pipe(client).pipe(target)
    })
    sockets.add(target)
    for (const socket of [client, target]) socket.on('error', () => target.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void {
  const { pathname, search } = new URL(incoming.url ?? '')
  const { method, headers } = incoming
  const target = request({ host: '127.0.0.1', port, method, headers, path: pathname + search }, answer => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  target.on('error', () => outgoing.destroy())
  incoming.pipe(target)
}
