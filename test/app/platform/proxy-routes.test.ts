import { beforeEach, describe, expect, it } from 'vitest'
import type { Log } from '../../../app/domain/log.ts'
import { createProxyRoutes, type ProxyRoutes } from '../../../app/platform/proxy-routes.ts'
import { silentLog } from '../../fakes/logs.ts'

const origin = 'https://api.example'
const direct = { kind: 'direct' }
const proxy = (name: string) => ({ kind: 'proxy', url: `http://${name}` }) as const

let nowMs: number
let asked: string[]
let said: string | Error
let warnings: unknown[]
let routes: ProxyRoutes

beforeEach(() => {
  nowMs = 0
  asked = []
  warnings = []
  said = 'PROXY a:1; PROXY b:2'
  const log: Log = { ...silentLog, warn: (_message, fields) => void warnings.push(fields) }
  const resolve = (url: string) => {
    asked.push(url)
    return said instanceof Error ? Promise.reject(said) : Promise.resolve(said)
  }
  routes = createProxyRoutes({ resolve, log, nowMs: () => nowMs })
})

describe('routes of the system', () => {
  it('are known once they were asked for, per server', async () => {
    expect(routes.known(origin)).toBeUndefined()
    expect(await routes.find(origin)).toEqual(proxy('a:1'))
    expect(routes.known(origin)).toEqual(proxy('a:1'))
    expect(routes.known('https://storage.example')).toBeUndefined()
    expect(asked).toEqual(['https://api.example/'])
  })

  it('are asked for once by many requests at the same time', async () => {
    await Promise.all([routes.find(origin), routes.find(origin), routes.find(origin)])
    expect(asked).toHaveLength(1)
  })

  it('follow a change after a minute, without holding up a request', async () => {
    await routes.find(origin)
    said = 'DIRECT'
    nowMs = 60_000
    expect(routes.known(origin)).toEqual(proxy('a:1'))
    expect(asked).toHaveLength(1)
    nowMs = 60_001
    expect(routes.known(origin)).toEqual(proxy('a:1'))
    expect(asked).toHaveLength(2)
    await expect.poll(() => routes.known(origin)).toEqual(direct)
  })

  it('are asked for again before anything is sent after a long rest', async () => {
    await routes.find(origin)
    said = 'PROXY c:3'
    nowMs = 300_001
    expect(routes.known(origin)).toBeUndefined()
    expect(await routes.find(origin)).toEqual(proxy('c:3'))
  })

  it('lead past a proxy that could not be reached, for a minute', async () => {
    routes.avoid(await routes.find(origin))
    expect(routes.known(origin)).toEqual(proxy('b:2'))
    nowMs = 60_000
    expect(routes.known(origin)).toEqual(proxy('a:1'))
  })

  it('keep to the first proxy when none can be reached', async () => {
    await routes.find(origin)
    routes.avoid(proxy('a:1'))
    routes.avoid(proxy('b:2'))
    expect(routes.known(origin)).toEqual(proxy('a:1'))
  })

  it.each(['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:1'])(
    'are direct to %s, unasked',
    async here => {
      expect(routes.known(here)).toEqual(direct)
      expect(await routes.find(here)).toEqual(direct)
      expect(asked).toEqual([])
    },
  )

  it('are direct where the system does not answer, and the log says so', async () => {
    said = new Error('no')
    expect(await routes.find(origin)).toEqual(direct)
    expect(warnings).toEqual([{ reason: 'Error: no' }])
  })

  it('are direct where the system takes too long to answer', async () => {
    const never = new Promise<string>(() => undefined)
    routes = createProxyRoutes({ resolve: () => never, log: silentLog, nowMs: () => 0, limitMs: 1 })
    expect(await routes.find(origin)).toEqual(direct)
  })

  it('tell the log once of a kind of proxy that cannot be used', async () => {
    said = 'SOCKS5 s:1080; PROXY a:1'
    expect(await routes.find(origin)).toEqual(proxy('a:1'))
    await routes.find('https://storage.example')
    expect(warnings).toEqual([{ entry: 'SOCKS5 s:1080' }])
  })
})
