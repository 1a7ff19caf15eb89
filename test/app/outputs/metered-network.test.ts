import { Agent } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StorageRefused } from '../../../app/domain/object-errors.ts'
import type { ObjectSource } from '../../../app/domain/object-source.ts'
import { createHttpObjectSource } from '../../../app/outputs/http-object-source.ts'
import { meterNetwork } from '../../../app/outputs/metered-network.ts'
import { createBulkTransport } from '../../../app/platform/bulk-http.ts'
import { systemClock } from '../../../app/platform/clock.ts'
import { silentLog } from '../../fakes/logs.ts'
import { startRangeServer, type RangeServer } from '../../fakes/range-server.ts'

const object = Uint8Array.from({ length: 2_000_000 }, (_, i) => (i * i) % 251)
const identity = { sizeBytes: object.length, validator: '"v1"' }
const { signal } = new AbortController()
const whole = { start: 0, end: object.length }

let server: RangeServer
let agent: Agent
let bulk: ReturnType<typeof createBulkTransport>
let counted: number
let source: ObjectSource
beforeEach(async () => {
  server = await startRangeServer(object)
  agent = new Agent()
  bulk = createBulkTransport({})
  counted = 0
  const network = meterNetwork({ dispatcher: agent, bulk }, bytes => (counted += bytes))
  const signUrl = () => Promise.resolve(server.url)
  source = createHttpObjectSource({ ...network, signUrl, clock: systemClock, log: silentLog })
})
afterEach(async () => {
  bulk.close()
  await agent.destroy()
  await server.close()
})

describe('meterNetwork', () => {
  it('counts what is read as a stream', async () => {
    const { body } = await source.openTail(1000, signal)
    const tail = Buffer.concat(await Array.fromAsync(body))
    expect(tail).toEqual(Buffer.from(object.subarray(-1000)))
    expect(counted).toBe(1000)
  })

  it('counts what is poured out', async () => {
    const chunks: Buffer[] = []
    await source.readRange(whole, identity, signal, chunk => void chunks.push(Buffer.from(chunk)))
    expect(Buffer.concat(chunks)).toEqual(Buffer.from(object))
    expect(counted).toBe(object.length)
  })

  it('counts every attempt', async () => {
    server.faults.cutAfter = request => (request === 0 ? 1000 : undefined)
    const read = () => source.readRange(whole, identity, signal, () => undefined)
    await expect(read()).rejects.toThrow()
    await read()
    expect(counted).toBe(object.length + 1000)
  })

  it('counts what arrived although its reader left early', async () => {
    const { body } = await source.openRange(whole, identity, signal)
    let read = 0
    for await (const chunk of body) if ((read += chunk.length) > 0) break
    expect(counted).toBeGreaterThanOrEqual(read)
    expect(counted).toBeLessThanOrEqual(server.bytesSent)
  })

  it('counts the words of a refusal', async () => {
    const words = '<Error>no</Error>'
    server.faults.status = () => ({ status: 404, headers: { 'content-length': String(words.length) } })
    await expect(source.openTail(1000, signal)).rejects.toThrow(StorageRefused)
    await expect.poll(() => counted).toBe(words.length)
  })
})
