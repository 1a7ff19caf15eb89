import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSampleService, type SampleService } from '../../../app/sample/sample-service.ts'
import { call } from './service-client.ts'

let service: SampleService
beforeEach(async () => {
  service = await startSampleService({ hasFaultRoute: true })
})
afterEach(() => service.close())

describe('a sample account', () => {
  it('listens on loopback only, with storage on an origin of its own', () => {
    expect(new URL(service.baseUrl).hostname).toBe('127.0.0.1')
    expect(new URL(service.storageUrl).hostname).toBe('127.0.0.1')
    expect(service.storageUrl).not.toBe(service.baseUrl)
  })

  it('has the same tasks in every run', async () => {
    const other = await startSampleService()
    const ids = ({ account }: SampleService): readonly string[] => account.tasks().map(({ plan }) => plan.id)
    try {
      expect(ids(other)).toEqual(ids(service))
    } finally {
      await other.close()
    }
  })

  it('refuses API connections while it is suspended, and is back at the same address', async () => {
    await service.suspendApi()
    await expect(call(service, '/tasks')).rejects.toThrow()
    await service.resumeApi()
    expect((await call(service, '/users/info')).status).toBe(200)
  })

  it('does not start on a port that is taken', async () => {
    const port = Number(new URL(service.baseUrl).port)
    await expect(startSampleService({ port })).rejects.toThrow(/EADDRINUSE/)
  })

  it('survives addresses that cannot be decoded', async () => {
    expect((await call(service, '/tasks/%E0%A4%A')).status).toBe(400)
    expect((await fetch(`${service.storageUrl}/bucket/%E0%A4%A`)).status).toBe(400)
    expect((await call(service, '/users/info')).status).toBe(200)
  })

  it('can be closed twice', async () => {
    await service.close()
    await service.close()
  })
})

describe('faults of the API', () => {
  it('answers with an error, resets, and comes late, each as often as asked', async () => {
    service.faults.add({
      scope: 'api',
      path: '/tasks',
      count: 1,
      fault: { kind: 'answer', status: 503, retryAfterSeconds: 1 },
    })
    expect((await call(service, '/tasks')).status).toBe(503)
    expect((await call(service, '/tasks')).status).toBe(200)
    const off = service.faults.add({ scope: 'api', fault: { kind: 'reset' } })
    await expect(call(service, '/tasks')).rejects.toThrow()
    off()
    service.faults.add({ scope: 'api', fault: { kind: 'latency', delayMs: 120 } })
    const started = performance.now()
    await call(service, '/version', { key: '' })
    expect(performance.now() - started).toBeGreaterThan(100)
  })

  it('can answer anything at all', async () => {
    service.faults.add({ scope: 'api', fault: { kind: 'answer', status: 200, body: '{"odd":true}' } })
    expect(await call(service, '/users/info')).toEqual({ status: 200, body: { odd: true } })
  })

  it('can be set over HTTP when asked for at the start, and switched off again whatever befalls', async () => {
    const rules = [{ scope: 'api', fault: { kind: 'answer', status: 500 } }]
    expect((await call(service, '/__faults', { method: 'PUT', body: rules })).body).toEqual({ active: 1 })
    expect((await call(service, '/users/info')).status).toBe(500)
    expect((await call(service, '/__faults', { method: 'PUT', body: [{ scope: 'all' }] })).status).toBe(422)
    await call(service, '/__faults', { method: 'PUT', body: [] })
    expect((await call(service, '/users/info')).status).toBe(200)
    const plain = await startSampleService()
    expect((await call(plain, '/__faults', { method: 'PUT', body: [] })).status).toBe(404)
    await plain.close()
  })
})

describe('the sample account as a program', () => {
  it('prints the two variables that point a client at it, and ends when interrupted', async () => {
    const entry = join(import.meta.dirname, '../../../app/sample/main.ts')
    const program = spawn(process.execPath, [entry], { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines: string[] = []
    for await (const line of createInterface({ input: program.stdout })) {
      lines.push(line)
      if (lines.length === 2) break
    }
    const [url, key] = lines.map(line => line.split('=')[1] ?? '')
    expect(lines.map(line => line.split('=')[0])).toEqual(['export INDUCTIVA_API_URL', 'export INDUCTIVA_API_KEY'])
    const response = await fetch(`${url ?? ''}/users/info`, { headers: { 'X-API-Key': key ?? '' } })
    expect(response.status).toBe(200)
    program.kill('SIGINT')
    expect(await once(program, 'exit')).toEqual([0, null])
  })
})
