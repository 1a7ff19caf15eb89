import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf, type EntryAnswer, type EntryQuestion } from '../../../app/domain/archive/entry-answer.ts'
import { startWebEntries, type WebEntries } from '../../../app/ipc/web-entries.ts'

const chunk = Buffer.alloc(256 * 1024, 'x')
const many = 2000 // chunks: half a gigabyte

let entries: WebEntries
let asked: EntryQuestion[]
let answer: (question: EntryQuestion) => EntryAnswer
let made: number
let hasEnded: boolean

beforeEach(async () => {
  asked = []
  made = 0
  hasEnded = false
  answer = () => refusalOf(404, 'Nothing here.')
  entries = await startWebEntries({
    port: 0,
    answer(question) {
      asked.push(question)
      return Promise.resolve(answer(question))
    },
  })
})
afterEach(() => entries.close())

async function* chunks(count: number, failAt = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array, void> {
  try {
    for (; made < count; made++) {
      if (made === failAt) throw new Error('damaged')
      yield await Promise.resolve(chunk)
    }
  } finally {
    hasEnded = true
  }
}

const content = (body: EntryAnswer['body'], count: number): EntryAnswer => ({
  status: 200,
  headers: { 'content-length': String(count * chunk.length), 'content-type': 'text/plain' },
  body,
})

function open(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(`${entries.origin}${path}`, { method, headers, agent: false }, resolve)
    sent.on('error', reject)
    sent.end()
  })
}

async function textOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

describe('startWebEntries', () => {
  it('hands on what was asked for as it came', async () => {
    await open('/grant/outputs/t/output/a%20b?save', { range: 'bytes=1-2', 'if-range': '"tag"' })
    expect(asked).toEqual([
      expect.objectContaining({
        ...{ method: 'GET', target: '/grant/outputs/t/output/a%20b?save', range: 'bytes=1-2', ifRange: '"tag"' },
      }),
    ])
  })

  it('answers a refusal with its sentence', async () => {
    const response = await open('/')
    expect([response.statusCode, await textOf(response)]).toEqual([404, 'Nothing here.'])
  })

  it('answers the head of a content alone', async () => {
    answer = () => content(null, 3)
    const response = await open('/', {}, 'HEAD')
    expect(response.headers['content-length']).toBe(String(3 * chunk.length))
    expect(await textOf(response)).toBe('')
  })

  it('is not there under a name of another site', async () => {
    const response = await open('/', { host: `evil.example:${entries.port}` })
    expect(response.statusCode).toBe(403)
    expect(asked).toEqual([])
  })

  it('breaks the connection when the content fails on the way', async () => {
    answer = () => content(chunks(10, 5), 10)
    await expect(textOf(await open('/'))).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(hasEnded).toBe(true)
  })

  it('makes no more of a content than is taken', async () => {
    answer = () => content(chunks(many), many)
    const response = await open('/')
    await new Promise(resolve => response.once('readable', resolve))
    let before = -1
    // It comes to rest, with what sockets hold by themselves, far from its end.
    await expect
      .poll(
        () => {
          const isResting = made === before
          before = made
          return isResting
        },
        { interval: 200 },
      )
      .toBe(true)
    expect(made).toBeLessThan(many / 4)
    response.destroy()
    await expect.poll(() => hasEnded).toBe(true)
  })

  it('lets the content go when nobody waits for it', async () => {
    const ended = Promise.withResolvers<EntryAnswer>()
    answer = ({ signal }) => {
      signal.addEventListener('abort', () => ended.resolve(refusalOf(500, 'Left.')))
      return content(chunks(many), many)
    }
    const response = await open('/')
    response.destroy()
    await ended.promise
  })

  it('takes another port where the one it should have is in use', async () => {
    const other = createServer()
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const second = await startWebEntries({ port, answer: () => Promise.resolve(refusalOf(404, 'No.')) })
    expect(second.port).not.toBe(port)
    await second.close()
    await new Promise(resolve => other.close(resolve))
  })
})
