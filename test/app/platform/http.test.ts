import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Dispatcher } from 'undici'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBulkTransport } from '../../../app/platform/bulk-http.ts'
import { createDispatcher } from '../../../app/platform/http.ts'
import { createProxyRoutes, type ProxyRoutes } from '../../../app/platform/proxy-routes.ts'
import { silentLog } from '../../fakes/logs.ts'
import { startProxyServer, type ProxyServer } from '../../fakes/proxy-server.ts'

const answer: RequestListener = ({ method, url }, response) => response.end(`${method} ${url}`)

let folder: string
let servers: readonly Server[]
let plain: ProxyServer
let secure: ProxyServer
let dispatcher: Dispatcher
let said: string
let routes: ProxyRoutes

const portOf = (server: Server) => (server.address() as AddressInfo).port
const certificate = () => readFileSync(join(folder, 'cert.pem'), 'utf8')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'http-'))
  const subject = ['-subj', '/CN=service.example', '-addext', 'subjectAltName=DNS:service.example']
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')]
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  execFileSync('openssl', ['req', '-x509', ...key, ...subject, ...files], { stdio: 'ignore' })
  const tls = { key: readFileSync(join(folder, 'key.pem')), cert: certificate() }
  servers = [createServer(answer).listen(0, '127.0.0.1'), createSecureServer(tls, answer).listen(0, '127.0.0.1')]
  await Promise.all(servers.map(server => once(server, 'listening')))
})
afterAll(() => {
  servers.forEach(server => void server.close())
  rmSync(folder, { recursive: true })
})

beforeEach(async () => {
  plain = await startProxyServer(portOf(servers[0]!))
  secure = await startProxyServer(portOf(servers[1]!))
  routes = createProxyRoutes({ resolve: () => Promise.resolve(said), log: silentLog, nowMs: () => 0 })
  dispatcher = createDispatcher({}, { routes, authorities: () => [certificate()] })
})
afterEach(async () => {
  await dispatcher.destroy()
  await plain.close()
  await secure.close()
})

async function read(url: string, method: 'GET' | 'POST' = 'GET'): Promise<string> {
  const { origin, pathname } = new URL(url)
  const { body } = await dispatcher.request({ method, origin, path: pathname, signal: AbortSignal.timeout(5000) })
  return body.text()
}

describe('the proxy of the system', () => {
  it('brings answers of servers that only it can find', async () => {
    said = `PROXY ${plain.address}`
    expect(await read('http://service.example/a')).toBe('GET /a')
    expect(await read('http://service.example/b', 'POST')).toBe('POST /b')
    expect(plain.asked).toEqual(['GET http://service.example/a', 'POST http://service.example/b'])
  })

  it('is passed through by secure connections, which are judged by the authorities of this machine', async () => {
    said = `PROXY ${secure.address}`
    expect(await read('https://service.example/a')).toBe('GET /a')
    expect(secure.asked).toEqual(['CONNECT service.example:443'])
    await dispatcher.destroy()
    dispatcher = createDispatcher({}, { routes, authorities: () => [] })
    await expect(read('https://service.example/a')).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  })

  it('is left out for this machine', async () => {
    said = `PROXY ${plain.address}`
    expect(await read(`http://127.0.0.1:${portOf(servers[0]!)}/a`)).toBe('GET /a')
    expect(plain.asked).toEqual([])
  })

  it('gives way to the next one when it cannot be reached', async () => {
    const gone = await startProxyServer(1)
    await gone.close()
    said = `PROXY ${gone.address}; PROXY ${plain.address}`
    await expect(read('http://service.example/a')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(await read('http://service.example/a')).toBe('GET /a')
  })

  it('is not asked for where the environment names one', async () => {
    said = 'PROXY 127.0.0.1:1'
    await dispatcher.destroy()
    dispatcher = createDispatcher({ http_proxy: `http://${plain.address}` }, { routes })
    expect(await read('http://service.example/a')).toBe('GET /a')
    expect(routes.known('http://service.example')).toBeUndefined()
  })

  it('takes large bodies from the way that knows of no proxies', async () => {
    const bulk = createBulkTransport({}, { routes })
    const url = new URL('http://service.example/a')
    expect(bulk.reaches(url)).toBe(false) // nobody has asked the system yet
    said = 'DIRECT'
    await routes.find(url.origin)
    expect(bulk.reaches(url)).toBe(true)
    said = `PROXY ${plain.address}`
    await routes.find('http://other.example')
    expect(bulk.reaches(new URL('http://other.example/a'))).toBe(false)
    bulk.close()
  })

  it('ends a request that is given up before the system has answered', async () => {
    const asking = Promise.withResolvers<string>()
    await dispatcher.destroy()
    routes = createProxyRoutes({ resolve: () => asking.promise, log: silentLog, nowMs: () => 0 })
    dispatcher = createDispatcher({}, { routes })
    const given = new AbortController()
    const request = dispatcher.request({
      method: 'GET',
      origin: 'http://service.example',
      path: '/',
      signal: given.signal,
    })
    given.abort(new Error('given up'))
    asking.resolve(`PROXY ${plain.address}`)
    await expect(request).rejects.toThrow('given up')
    expect(plain.asked).toEqual([])
  })
})
