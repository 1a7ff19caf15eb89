import { readFileSync, readdirSync, truncateSync } from 'node:fs'
import type { LookupFunction } from 'node:net'
import { join } from 'node:path'
import { Agent } from 'undici'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '../../app/domain/clock.ts'
import { transferDisk } from '../../app/platform/disk.ts'
import { createQuickClock } from '../fakes/quick-clock.ts'
import { startRangeServer, type RangeServer } from '../fakes/range-server.ts'
import { openTransferSite, readTree, requestFor, type SiteOptions, type TransferSite } from '../fakes/transfer-site.ts'
import { makeSimulation, type Simulation } from './simulation.ts'

/** What a lost connection may cost: a segment of each, and what the server had sent ahead. */
const connections = 4
const mostAgainBytes = connections * 4 * 1024 * 1024
const hourMs = 3_600_000

let simulation: Simulation
beforeAll(() => {
  simulation = makeSimulation({ files: 400, largeBytes: 9_000_000 })
})
afterAll(() => simulation.remove())

let server: RangeServer
let site: TransferSite
let destination: string
let run = 0

beforeEach(async () => {
  server = await startRangeServer(simulation.zip)
  destination = join(simulation.folder, `run${++run}`)
})
afterEach(async () => {
  expect(site.database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  await site.close()
  await server.close()
})

function open(options: Partial<SiteOptions> = {}): TransferSite {
  const databasePath = join(simulation.folder, `run${run}.sqlite`)
  return openTransferSite({
    url: server.url,
    databasePath,
    clock: createQuickClock(20),
    stallMs: 8_000,
    connections,
    ...options,
  })
}

/** Calls back when the request of this number comes in, before it is answered. */
function atRequest(number: number, act: () => void): void {
  server.faults.status = request => {
    if (request === number) act()
    return undefined
  }
}

async function expectDone(id: Parameters<TransferSite['until']>[0]): Promise<void> {
  expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done', entriesFailed: 0, failure: null })
  expect(readTree(destination)).toEqual(simulation.expected)
}

describe('a transfer while the network goes away', () => {
  it('waits when names are no longer found, says so, and goes on by itself', async () => {
    let isFound = true
    const lookup: LookupFunction = (_name, options, answer) => {
      const lost = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
      if (!isFound) answer(lost, '')
      else if (options.all) answer(null, [{ address: '127.0.0.1', family: 4 }])
      else answer(null, '127.0.0.1', 4)
    }
    const url = server.url.replace('127.0.0.1', 'storage.test')
    site = open({ url, dispatcher: new Agent({ connect: { lookup } }) })
    server.faults.cutAfter = () => (isFound ? undefined : 0)
    atRequest(6, () => (isFound = false))
    const { id } = await site.transfers.start(requestFor(destination))
    const waiting = await site.until(id, 'waiting', 'done', 'failed')
    expect(waiting).toMatchObject({ state: 'waiting', failure: { code: 'service-unreachable', remedy: 'retry' } })
    expect(JSON.stringify(waiting)).not.toContain('SECRET')
    isFound = true
    await expectDone(id)
    expect(server.bytesSent).toBeLessThan(simulation.zip.length + mostAgainBytes)
  })

  it('goes on when the server was started anew', async () => {
    site = open()
    const port = Number(new URL(server.url).port)
    const { promise: restarted, resolve, reject } = Promise.withResolvers<RangeServer>()
    atRequest(7, () => {
      const before = server
      before
        .close()
        .then(() => startRangeServer(simulation.zip, port))
        .then(resolve, reject)
    })
    const { id } = await site.transfers.start(requestFor(destination))
    const sentBefore = await restarted.then(next => {
      const { bytesSent } = server
      server = next
      return bytesSent
    })
    await expectDone(id)
    expect(sentBefore + server.bytesSent).toBeLessThan(simulation.zip.length + mostAgainBytes)
  })
})

/** A quick clock of which both hands can be moved: the time of day by setting it, all of it by sleeping. */
function createMovableClock() {
  const quick = createQuickClock(20)
  const moved = { dayMs: 0, allMs: 0 }
  const clock: Clock = {
    ...quick,
    nowMs: () => quick.nowMs() + moved.dayMs + moved.allMs,
    monotonicMs: () => quick.monotonicMs() + moved.allMs,
  }
  return { clock, moved }
}

describe('a transfer while time does not pass as usual', () => {
  it.each([26 * hourMs, -26 * hourMs])('does not mind that the clock is set by %s ms', async jumpMs => {
    const { clock, moved } = createMovableClock()
    site = open({ clock })
    server.faults.cutAfter = request => (request % 4 === 3 ? 100_000 : undefined)
    atRequest(6, () => (moved.dayMs = jumpMs))
    const { id } = await site.transfers.start(requestFor(destination))
    await expectDone(id)
    expect(
      site.events.map(({ secondsLeft }) => secondsLeft ?? 0).every(seconds => seconds >= 0 && seconds < 3_600),
    ).toBe(true)
  })

  it('goes on after a night of sleep that ended every connection', async () => {
    const { clock, moved } = createMovableClock()
    site = open({ clock })
    let isAsleep = false
    server.faults.cutAfter = () => (isAsleep ? 10_000 : undefined)
    atRequest(7, () => {
      isAsleep = true
      moved.allMs = 8 * hourMs
    })
    const { id } = await site.transfers.start(requestFor(destination))
    await site.untilTold(() => server.requests.length > 10)
    isAsleep = false
    await expectDone(id)
  })
})

describe('a transfer whose computer was started anew', () => {
  it.each(['files', 'archive'] as const)(
    'goes on with the large parts of %s that were flushed, and looks at small files again',
    async kind => {
      site = open({ disk: { ...transferDisk, bootId: () => Promise.resolve('before') } })
      server.faults.stallAfter = request => (request >= 9 ? 0 : undefined)
      const { id } = await site.transfers.start(requestFor(destination, { kind }))
      await site.untilTold(({ fetchedBytes }) => fetchedBytes > simulation.zip.length / 4)
      await site.close()
      delete server.faults.stallAfter
      const finished = readdirSync(destination, { recursive: true, encoding: 'utf8' }).find(path => /U_\d+$/.test(path))
      if (finished !== undefined) truncateSync(join(destination, finished)) // a file that never reached the disk
      const sentBefore = server.bytesSent

      site = open({ disk: { ...transferDisk, bootId: () => Promise.resolve('after') } })
      site.transfers.resumeUnfinished()
      const ended = await site.until(id, 'done', 'failed')
      expect(ended).toMatchObject({ state: 'done', entriesFailed: 0 })
      expect(server.bytesSent - sentBefore).toBeLessThan(simulation.zip.length * 0.85)
      if (kind === 'files') expect(readTree(destination)).toEqual(simulation.expected)
      else expect(readFileSync(join(destination, 'output.zip')).equals(simulation.zip)).toBe(true)
    },
  )
})

describe('two copies of the app at work on one folder', () => {
  it('both end with the right files, and neither harms the other', async () => {
    site = open()
    const other = open({ databasePath: join(simulation.folder, `run${run}-other.sqlite`) })
    try {
      const [mine, theirs] = await Promise.all(
        [site, other].map(async each => {
          const { id } = await each.transfers.start(requestFor(destination))
          return each.until(id, 'done', 'failed')
        }),
      )
      expect([mine, theirs]).toMatchObject([
        { state: 'done', entriesFailed: 0 },
        { state: 'done', entriesFailed: 0 },
      ])
      expect(readTree(destination)).toEqual(simulation.expected)
    } finally {
      await other.close()
    }
  })
})
