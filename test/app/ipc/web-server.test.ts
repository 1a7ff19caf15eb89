import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { createEventHub } from '../../../app/ipc/event-hub.ts'
import { serveCalls } from '../../../app/ipc/serve-calls.ts'
import { startWebServer, type WebServer } from '../../../app/ipc/web-server.ts'
import { silentLog } from '../../fakes/logs.ts'

const calls = { greet: { input: z.strictObject({ name: z.string() }), output: z.object({ text: z.string() }) } }
const events = { greeted: z.object({ name: z.string() }) }

let server: WebServer
let pagesFolder: string
let hub: ReturnType<typeof createEventHub<typeof events>>
let freshAddresses: string[]

beforeEach(async () => {
  pagesFolder = mkdtempSync(join(tmpdir(), 'pages-'))
  writeFileSync(join(pagesFolder, 'index.html'), '<title>App</title>')
  hub = createEventHub(events)
  freshAddresses = []
  const handlers = { greet: ({ name }: { name: string }) => Promise.resolve({ text: `Hello ${name}` }) }
  server = await startWebServer({
    port: 0,
    pagesFolder,
    entryOrigin: 'http://127.0.0.1:1',
    hub,
    serve: guard => serveCalls(calls, handlers, { guard, log: silentLog }),
    onTokenUsed: address => freshAddresses.push(address),
  })
})

afterEach(async () => {
  await server.close()
  rmSync(pagesFolder, { recursive: true })
})

const base = (): string => new URL(server.address).origin
const tokenOf = (address: string): string => new URLSearchParams(new URL(address).hash.slice(1)).get('token') ?? ''

type Answer = { readonly status: number; readonly headers: NodeJS.Dict<string | string[]>; readonly body: string }

/** node:http rather than fetch, which does not let us lie about Host and Origin. */
function send(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string },
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const { body, ...rest } = options
  const call = request(`${base()}${path}`, rest, response => {
    let text = ''
    response.on('data', chunk => (text += String(chunk)))
    response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
  })
  call.on('error', reject)
  call.end(body)
  return promise
}

const exchange = (token: string, headers: Record<string, string> = { origin: base() }): Promise<Answer> =>
  send('/session', { method: 'POST', headers, body: token })

async function signedInCookie(): Promise<string> {
  const { headers } = await exchange(tokenOf(freshAddresses.at(-1) ?? server.address))
  return String(headers['set-cookie']).split(';')[0] ?? ''
}

async function connect(headers: Record<string, string>): Promise<WebSocket> {
  const socket = new WebSocket(`${base().replace('http', 'ws')}/socket`, { headers })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

function refusalOf(headers: Record<string, string>, path = '/socket'): Promise<{ status: number; body: string }> {
  const { promise, resolve } = Promise.withResolvers<{ status: number; body: string }>()
  const socket = new WebSocket(`${base().replace('http', 'ws')}${path}`, { headers })
  socket.on('error', () => undefined)
  socket.on('unexpected-response', (_request, response) => {
    let body = ''
    response.on('data', chunk => (body += String(chunk)))
    response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
  })
  socket.on('open', () => resolve({ status: 101, body: '' }))
  return promise
}

async function ask(socket: WebSocket, message: string): Promise<unknown> {
  const answer = new Promise(resolve =>
    socket.once('message', data => resolve(JSON.parse((data as Buffer).toString()))),
  )
  socket.send(message)
  return answer
}

const failure = (code: string): unknown =>
  expect.objectContaining({ ok: false, failure: expect.objectContaining({ code }) })

describe('the local web shell', () => {
  it('serves the pages with a policy that allows no inline script and no other origin', async () => {
    const { status, body, headers } = await send('/', {})
    expect({ status, body }).toEqual({ status: 200, body: '<title>App</title>' })
    expect(headers['content-security-policy']).toContain("script-src 'self';")
    expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/)
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  it('exchanges its token for a cookie that scripts and other sites cannot use, once', async () => {
    const token = tokenOf(server.address)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const first = await exchange(token)
    expect(first.status).toBe(200)
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/)
    expect((await exchange(token)).status).toBe(401)
    expect(freshAddresses).toHaveLength(1)
    expect((await exchange(tokenOf(freshAddresses[0] ?? ''))).status).toBe(200)
  })

  it.each(['', 'wrong', 'x'.repeat(2000)])('refuses the token %j with a typed failure', async token => {
    const { status, body, headers } = await exchange(token)
    expect(status).toBe(401)
    expect(JSON.parse(body)).toEqual(failure('untrusted-sender'))
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('refuses a foreign or missing Origin, even with the right token', async () => {
    const token = tokenOf(server.address)
    for (const headers of [{ origin: 'https://evil.example' }, {}, { origin: 'null' }] as Record<string, string>[]) {
      const { status, body } = await exchange(token, headers)
      expect(status).toBe(403)
      expect(JSON.parse(body)).toEqual(failure('untrusted-sender'))
    }
  })

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1'])(
    'refuses the Host %j: a name that points here is not ours (DNS rebinding)',
    async host => {
      const { status, body } = await send('/', { headers: { host } })
      expect(status).toBe(403)
      expect(JSON.parse(body)).toEqual(failure('untrusted-sender'))
    },
  )

  it('answers calls over the socket and sends events', async () => {
    const socket = await connect({ origin: base(), cookie: await signedInCookie() })
    expect(await ask(socket, JSON.stringify({ id: 1, name: 'greet', input: { name: 'Ana' } }))).toEqual({
      id: 1,
      reply: { ok: true, value: { text: 'Hello Ana' } },
    })
    const event = new Promise(resolve =>
      socket.once('message', data => resolve(JSON.parse((data as Buffer).toString()))),
    )
    hub.emit('greeted', { name: 'Ana' })
    expect(await event).toEqual({ event: 'greeted', value: { name: 'Ana' } })
    socket.close()
  })

  it('refuses a socket without a cookie, with a wrong one, from a foreign origin or host', async () => {
    const cookie = await signedInCookie()
    const origin = base()
    const cases = [
      { headers: { origin }, status: 401 },
      { headers: { origin, cookie: `${cookie.slice(0, -3)}abc` }, status: 401 },
      { headers: { cookie }, status: 403 },
      { headers: { origin: 'https://evil.example', cookie }, status: 403 },
      { headers: { origin, cookie, host: 'evil.example' }, status: 403 },
    ]
    for (const { headers, status } of cases) {
      const refusal = await refusalOf(headers)
      expect(refusal.status).toBe(status)
      expect(JSON.parse(refusal.body)).toEqual(failure('untrusted-sender'))
    }
    expect((await refusalOf({ origin, cookie }, '/other')).status).toBe(403)
  })

  it('answers broken messages and a 10 MB message with typed failures, and goes on', async () => {
    const socket = await connect({ origin: base(), cookie: await signedInCookie() })
    expect(await ask(socket, 'not json')).toEqual({ id: null, reply: failure('invalid-input') })
    expect(await ask(socket, '{"name":"greet"}')).toEqual({ id: null, reply: failure('invalid-input') })
    expect(await ask(socket, '{"id":3,"name":"greet"}')).toEqual({ id: 3, reply: failure('invalid-input') })
    expect(await ask(socket, '{"id":4,"name":"nope","input":{}}')).toEqual({ id: 4, reply: failure('unknown-call') })
    const large = JSON.stringify({ id: 5, name: 'greet', input: { name: 'x'.repeat(10_000_000) } })
    expect(await ask(socket, large)).toEqual({ id: 5, reply: failure('message-too-large') })
    expect(await ask(socket, '{"id":6,"name":"greet","input":{"name":"Ana"}}')).toMatchObject({ reply: { ok: true } })
    socket.close()
  })

  it('answers unknown paths with a typed failure', async () => {
    const { status, body } = await send('/etc/passwd', {})
    expect(status).toBe(404)
    expect(JSON.parse(body)).toEqual(failure('not-found'))
    expect((await send('/../package.json', {})).status).toBe(404)
  })
})
