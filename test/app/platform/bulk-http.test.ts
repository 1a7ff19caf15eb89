import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createSecureServer } from 'node:https'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBulkTransport, type ClosableTransport } from '../../../app/platform/bulk-http.ts'

const never = new AbortController().signal
const plainAnswer = 'HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n\r\nhello'

let bulk: ClosableTransport
let server: Server
let sockets: Socket[]
let requests: string[]
/** What the server does with each request it gets, by its number. */
let reply: (socket: Socket, request: number) => void

beforeEach(async () => {
  bulk = createBulkTransport({})
  sockets = []
  requests = []
  reply = socket => socket.write(plainAnswer)
  server = createServer(socket => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    socket.on('data', data => {
      requests.push(data.toString('latin1'))
      reply(socket, requests.length - 1)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(async () => {
  bulk.close()
  for (const socket of sockets) socket.destroy()
  server.close()
  await once(server, 'close')
})

const url = () => new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/a%20b?sig=x`)

async function read(transport = bulk, from = url()): Promise<string> {
  const answer = await transport.get(from, { range: 'bytes=0-4' }, never)
  let text = ''
  await answer.pour(chunk => void (text += Buffer.from(chunk).toString()))
  return text
}

describe('createBulkTransport', () => {
  it('sends a request that any server understands', async () => {
    expect(await read()).toBe('hello')
    const { host } = url()
    expect(requests).toEqual([
      `GET /a%20b?sig=x HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\nrange: bytes=0-4\r\n\r\n`,
    ])
  })

  it('puts an answer together however it is cut into pieces', async () => {
    reply = socket => void sendByByte(socket, plainAnswer)
    expect(await read()).toBe('hello')
  })

  it('passes over answers that are for information only', async () => {
    reply = socket => socket.write(`HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${plainAnswer}`)
    expect(await read()).toBe('hello')
  })

  it('asks again over another connection where the server has closed the one that waited', async () => {
    reply = socket => socket.write(plainAnswer)
    await read()
    reply = (socket, request) => (request === 1 ? socket.destroy() : socket.write(plainAnswer))
    expect(await read()).toBe('hello')
    expect(sockets).toHaveLength(2)
    expect(requests).toHaveLength(3)
  })

  it('does not ask again where a fresh connection is closed', async () => {
    reply = socket => socket.destroy()
    await expect(read()).rejects.toThrow('the connection was lost')
    expect(requests).toHaveLength(1)
  })

  it('does not use a connection again over which more came than was asked for', async () => {
    reply = socket => socket.write(`${plainAnswer}HTTP/1.1 206 Smuggled\r\nContent-Length: 3\r\n\r\nbad`)
    expect(await read()).toBe('hello')
    expect(await read()).toBe('hello')
    expect(sockets).toHaveLength(2)
  })

  it('does not use a connection again that the server means to close', async () => {
    reply = socket => socket.write(plainAnswer.replace('\r\n', '\r\nConnection: close\r\n'))
    await read()
    await read()
    expect(sockets).toHaveLength(2)
  })

  it('fails where the connection ends too early', async () => {
    reply = socket => socket.end('HTTP/1.1 206 Partial Content\r\nContent-Length: 9\r\n\r\nhello')
    await expect(read()).rejects.toThrow('the connection was lost')
  })

  it.each(['SSH-2.0-OpenSSH\r\n\r\n', `HTTP/1.1 206 OK\r\n${'x: y\r\n'.repeat(20_000)}`])(
    'refuses what is no answer (%#)',
    async text => {
      reply = socket => socket.write(text)
      await expect(read()).rejects.toThrow(/malformed|too long/)
    },
  )

  it('says that only the end tells how long a body is', async () => {
    reply = socket => socket.write('HTTP/1.1 206 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n')
    const answer = await bulk.get(url(), {}, never)
    expect(answer.contentLength).toBeNull()
    answer.discard()
    await expect.poll(() => sockets[0]?.destroyed).toBe(true)
  })

  it('leaves what lies behind a proxy to others, and reaches this machine all the same', () => {
    const behind = createBulkTransport({ HTTPS_PROXY: 'http://proxy:3128' })
    expect(behind.reaches(new URL('https://storage.example/x'))).toBe(false)
    expect(behind.reaches(new URL('http://127.0.0.1:8000/x'))).toBe(true)
    expect(bulk.reaches(new URL('https://storage.example/x'))).toBe(true)
  })
})

describe('createBulkTransport, over TLS', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'inductiva-tls-'))
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
    const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')]
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
    execFileSync('openssl', ['req', '-x509', ...key, ...subject, ...files], { stdio: 'ignore' })
  })

  afterEach(() => rmSync(folder, { recursive: true }))

  it('reads from a server it trusts, over a connection that is used again', async () => {
    await withSecureServer(folder, async (port, certificate) => {
      const trusting = createBulkTransport({}, { authorities: () => [certificate] })
      const from = new URL(`https://localhost:${port}/x`)
      const body = 'hello'.repeat(100_000)
      expect(await read(trusting, from)).toBe(body)
      expect(await read(trusting, from)).toBe(body)
      trusting.close()
    })
  })

  it('refuses a server it does not trust, and one with another name', async () => {
    await withSecureServer(folder, async (port, certificate) => {
      const distrusting = createBulkTransport({}, { authorities: () => [] })
      await expect(read(distrusting, new URL(`https://localhost:${port}/x`))).rejects.toMatchObject({
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      })
      const trusting = createBulkTransport({}, { authorities: () => [certificate] })
      await expect(read(trusting, new URL(`https://127.0.0.1:${port}/x`))).rejects.toMatchObject({
        code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      })
    })
  })
})

async function withSecureServer(folder: string, use: (port: number, certificate: string) => Promise<void>) {
  const certificate = readFileSync(join(folder, 'cert.pem'), 'utf8')
  let connections = 0
  const options = { key: readFileSync(join(folder, 'key.pem')), cert: certificate }
  const secure = createSecureServer(options, (_, response) => {
    const body = 'hello'.repeat(100_000)
    response.writeHead(206, { 'content-length': body.length }).end(body)
  })
  secure.on('secureConnection', () => connections++)
  secure.listen(0)
  await once(secure, 'listening')
  await use((secure.address() as AddressInfo).port, certificate)
  expect(connections).toBeLessThan(3)
  secure.closeAllConnections()
  secure.close()
}

async function sendByByte(socket: Socket, text: string): Promise<void> {
  for (const byte of text) {
    socket.write(byte)
    await new Promise(resolve => setImmediate(resolve))
  }
}
