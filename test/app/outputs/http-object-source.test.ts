import { Agent } from 'undici'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ByteRange } from '../../../app/domain/byte-range.ts'
import {
  AnswerDistrusted,
  ObjectChanged,
  RangesUnsupported,
  RequestFailed,
  StorageRefused,
} from '../../../app/domain/object-errors.ts'
import type { ObjectSource, RangeBody } from '../../../app/domain/object-source.ts'
import { createHttpObjectSource } from '../../../app/outputs/http-object-source.ts'
import { createBulkTransport } from '../../../app/platform/bulk-http.ts'
import { recordingLog } from '../../fakes/logs.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'
import { startRangeServer, type RangeServer } from '../../fakes/range-server.ts'

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31) % 251)
const identity = { sizeBytes: bytes.length, validator: '"v1"' }
const range = { start: 1000, end: 201_000 }
const never = new AbortController().signal

let server: RangeServer
let agent: Agent
let bulk: ReturnType<typeof createBulkTransport>
let clock: ManualClock
let links: string[]

beforeEach(async () => {
  server = await startRangeServer(bytes)
  agent = new Agent()
  bulk = createBulkTransport({})
  clock = new ManualClock()
  links = []
})

afterEach(async () => {
  bulk.close()
  await agent.destroy()
  await server.close()
})

type Options = Partial<Parameters<typeof createHttpObjectSource>[0]>

function sourceWith(options: Options, signUrl?: (signal: AbortSignal) => Promise<string>): ObjectSource {
  const { log } = recordingLog()
  const sign = () => {
    links.push(`${server.url}&n=${links.length}`)
    return Promise.resolve(links.at(-1)!)
  }
  return createHttpObjectSource({ signUrl: signUrl ?? sign, dispatcher: agent, clock, log, stallMs: 1000, ...options })
}

async function collect(body: RangeBody): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(body.body))
}

/** Every chunk is copied, as its memory is used again. */
async function pour(source: ObjectSource, wanted: ByteRange, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = []
  await source.readRange(wanted, identity, signal, chunk => void chunks.push(Buffer.from(chunk)))
  return Buffer.concat(chunks)
}

const ways: readonly (readonly [string, () => Options, typeof pour])[] = [
  [
    'as a stream',
    () => ({}),
    async (source, wanted, signal) => collect(await source.openRange(wanted, identity, signal)),
  ],
  ['poured through the dispatcher', () => ({}), pour],
  ['poured over a connection of its own', () => ({ bulk }), pour],
]

describe.each(ways)('createHttpObjectSource, read %s', (_way, options, read) => {
  const createSource = (signUrl?: (signal: AbortSignal) => Promise<string>) => sourceWith(options(), signUrl)
  const readRange = (source: ObjectSource, wanted = range, signal = never) => read(source, wanted, signal)

  it('reads exactly the range asked for, without a key', async () => {
    expect(await readRange(createSource())).toEqual(Buffer.from(bytes.subarray(range.start, range.end)))
    expect(server.requests[0]).toMatchObject({ range: 'bytes=1000-200999' })
    expect(Object.keys(server.requests[0]!.headers)).not.toContain('x-api-key')
  })

  it('learns size and validator from the tail', async () => {
    const tail = await createSource().openTail(100, never)
    expect(tail).toMatchObject({ identity, range: { start: bytes.length - 100, end: bytes.length } })
    expect(await collect(tail)).toEqual(Buffer.from(bytes.subarray(-100)))
  })

  it('hands out the whole of an object smaller than the tail', async () => {
    expect((await createSource().openTail(10_000_000, never)).range).toEqual({ start: 0, end: bytes.length })
  })

  it('treats a weak ETag as none', async () => {
    server.etag = 'W/"v1"'
    expect((await createSource().openTail(100, never)).identity.validator).toBeNull()
  })

  it('says that an empty object is empty', async () => {
    const empty = await startRangeServer(new Uint8Array())
    const tail = await createSource(() => Promise.resolve(empty.url)).openTail(100, never)
    expect(tail.identity.sizeBytes).toBe(0)
    expect(await collect(tail)).toHaveLength(0)
    await empty.close()
  })

  it('asks for the signed URL once for many concurrent requests', async () => {
    const source = createSource()
    await Promise.all(Array.from({ length: 8 }, () => readRange(source)))
    expect(links).toHaveLength(1)
  })

  it('renews a refused link once, however many requests see it refused', async () => {
    const source = createSource()
    await readRange(source)
    server.faults.status = (_, url) => (url.endsWith('n=0') ? { status: 403 } : undefined)
    await Promise.all(Array.from({ length: 8 }, () => readRange(source)))
    expect(links).toHaveLength(2)
  })

  it('gives up when fresh links are refused as well', async () => {
    server.faults.status = () => ({ status: 403 })
    await expect(readRange(createSource())).rejects.toThrow(StorageRefused)
    expect(links).toHaveLength(3)
  })

  it('asks for the link again after the service failed to sign it', async () => {
    const answers = [() => Promise.reject(new Error('service down')), () => Promise.resolve(server.url)]
    const source = createSource(() => answers.shift()!())
    await expect(readRange(source)).rejects.toThrow('service down')
    expect(await readRange(source)).toHaveLength(200_000)
  })

  it('keeps asking for the link while someone still waits for it', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    let asked: AbortSignal | undefined
    const source = createSource(signal => ((asked = signal), promise))
    const impatient = new AbortController()
    const first = readRange(source, range, impatient.signal)
    const second = readRange(source)
    impatient.abort(new Error('gone'))
    await expect(first).rejects.toThrow('gone')
    expect(asked?.aborted).toBe(false)
    resolve(server.url)
    expect(await second).toHaveLength(200_000)
  })

  it('stops asking for the link when nobody waits any more', async () => {
    let asked: AbortSignal | undefined
    const source = createSource(signal => ((asked = signal), new Promise(() => undefined)))
    const impatient = new AbortController()
    const first = readRange(source, range, impatient.signal)
    impatient.abort(new Error('gone'))
    await expect(first).rejects.toThrow('gone')
    expect(asked?.aborted).toBe(true)
  })

  it.each([
    [404, StorageRefused],
    [412, ObjectChanged],
    [429, RequestFailed],
    [500, RequestFailed],
    [503, RequestFailed],
  ])('turns status %i into a failure of its own kind', async (status, failure) => {
    server.faults.status = () => ({ status, headers: { 'retry-after': '3' } })
    const error = await readRange(createSource()).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(failure)
    if (status === 503) expect(error).toMatchObject({ retryAfterMs: 3000 })
    if (status === 404) expect(error).toMatchObject({ isMissing: true })
  })

  it('refuses the whole object instead of the range', async () => {
    server.faults.ignoresRanges = true
    await expect(readRange(createSource())).rejects.toThrow(RangesUnsupported)
  })

  it('notices another ETag', async () => {
    server.etag = '"v2"'
    await expect(readRange(createSource())).rejects.toThrow(ObjectChanged)
  })

  it('distrusts another range', async () => {
    server.faults.shiftBytes = 1
    await expect(readRange(createSource())).rejects.toThrow(AnswerDistrusted)
  })

  it('distrusts more bytes than asked for', async () => {
    server.faults.extraBytes = 5
    await expect(readRange(createSource())).rejects.toThrow(AnswerDistrusted)
  })

  it('fails when an answer ends in good order and yet too early', async () => {
    server.faults.extraBytes = -5
    await expect(readRange(createSource())).rejects.toThrow('ended after 199995 of 200000 bytes')
  })

  it('fails on a short body, so that it can be tried again', async () => {
    server.faults.cutAfter = () => 70_000
    const error = await readRange(createSource()).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(RequestFailed)
    expect(inspect(error, { depth: 9 })).not.toContain('SECRET')
  })

  it('fails when the server cannot be reached, without naming the signed URL', async () => {
    const source = createSource(() => Promise.resolve('http://127.0.0.1:9/x?sig=SECRET'))
    const error = await readRange(source).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(RequestFailed)
    expect(inspect(error, { depth: 9 })).not.toContain('SECRET')
  })

  it('gives up on a server that stays silent', async () => {
    server.faults.isSilent = () => true
    const reading = readRange(createSource())
    const failed = expect(reading).rejects.toThrow('no byte for 1000 ms')
    await expect.poll(() => server.requests.length).toBe(1)
    clock.advance(1000)
    await failed
  })

  it('gives up when no byte comes for too long in the middle of a body', async () => {
    server.faults.stallAfter = () => 70_000
    const { body } = await createSource().openRange(range, identity, never)
    let received = 0
    const reading = (async () => {
      for await (const chunk of body) received += chunk.length
    })()
    const failed = expect(reading).rejects.toThrow(RequestFailed)
    await expect.poll(() => received).toBe(70_000)
    clock.advance(1000)
    await failed
  })

  it('does not blame the server for a reader that takes its time', async () => {
    const { body } = await createSource().openRange(range, identity, never)
    let received = 0
    for await (const chunk of body) {
      received += chunk.length
      clock.advance(5000)
    }
    expect(received).toBe(200_000)
  })

  it('frees the connection on abort', async () => {
    server.faults.stallAfter = () => 70_000
    const abort = new AbortController()
    const { body } = await createSource().openRange(range, identity, abort.signal)
    const reading = Array.fromAsync(body)
    abort.abort(new Error('no longer wanted'))
    await expect(reading).rejects.toThrow('no longer wanted')
    await expect.poll(() => server.openConnections()).toBe(0)
  })

  it('frees the connection of a body that is left early', async () => {
    server.faults.stallAfter = () => 70_000
    const { body } = await createSource().openRange(range, identity, never)
    for await (const _ of body) break
    await expect.poll(() => server.openConnections()).toBe(0)
  })

  it('leaves no timer behind', async () => {
    await readRange(createSource())
    server.faults.status = () => ({ status: 500 })
    await readRange(createSource()).catch(() => undefined)
    expect(clock.pending).toBe(0)
  })

  it('follows one redirection on this machine and no second one', async () => {
    const target = await startRangeServer(bytes)
    server.faults.status = () => ({ status: 307, headers: { location: target.url } })
    expect(await readRange(createSource())).toHaveLength(200_000)
    target.faults.status = () => ({ status: 307, headers: { location: target.url } })
    await expect(readRange(createSource())).rejects.toThrow(StorageRefused)
    await target.close()
  })

  it.each(['http://storage.example/x', 'file:///etc/passwd', 'http://[broken'])(
    'does not follow a redirection to %s',
    async location => {
      server.faults.status = () => ({ status: 302, headers: { location } })
      await expect(readRange(createSource())).rejects.toThrow(StorageRefused)
    },
  )
})

describe.each(ways.slice(1))('a range %s', (_way, options) => {
  const createSource = () => sourceWith(options())

  it('waits for whoever takes it, and does not blame the server meanwhile', async () => {
    let taken = 0
    let isBusy = false
    await createSource().readRange(range, identity, never, async chunk => {
      expect(isBusy).toBe(false)
      isBusy = true
      await new Promise(resolve => setImmediate(resolve))
      clock.advance(5000)
      taken += chunk.length
      isBusy = false
    })
    expect(taken).toBe(200_000)
  })

  it('fails with what the one who takes it throws, at once or later, and frees the connection', async () => {
    const full = new Error('disk full')
    const atOnce = createSource().readRange(range, identity, never, () => {
      throw full
    })
    await expect(atOnce).rejects.toBe(full)
    await expect(createSource().readRange(range, identity, never, () => Promise.reject(full))).rejects.toBe(full)
    await expect.poll(() => server.openConnections()).toBe(0)
  })

  it('gives up when no byte comes for too long in the middle', async () => {
    server.faults.stallAfter = () => 70_000
    let received = 0
    const reading = createSource().readRange(range, identity, never, chunk => void (received += chunk.length))
    const failed = expect(reading).rejects.toThrow('no byte for 1000 ms')
    await expect.poll(() => received).toBe(70_000)
    clock.advance(1000)
    await failed
    await expect.poll(() => server.openConnections()).toBe(0)
    expect(clock.pending).toBe(0)
  })

  it('ends with the reason of an abort, in the middle and before it began', async () => {
    server.faults.stallAfter = () => 70_000
    const abort = new AbortController()
    let received = 0
    const reading = createSource().readRange(range, identity, abort.signal, chunk => void (received += chunk.length))
    const failed = expect(reading).rejects.toThrow('no longer wanted')
    await expect.poll(() => received).toBe(70_000)
    abort.abort(new Error('no longer wanted'))
    await failed
    await expect(createSource().readRange(range, identity, abort.signal, () => undefined)).rejects.toThrow('no longer')
    await expect.poll(() => server.openConnections()).toBe(0)
  })

  it('uses a connection again', async () => {
    const source = createSource()
    for (let i = 0; i < 5; i++) await source.readRange(range, identity, never, () => undefined)
    expect(server.openConnections()).toBeLessThan(5)
    expect(server.requests).toHaveLength(5)
  })
})
