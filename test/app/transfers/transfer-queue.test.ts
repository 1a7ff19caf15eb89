import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Transfer, TransferId, TransferState } from '../../../app/contract/transfers.ts'
import { createCheckpointStore } from '../../../app/transfers/checkpoint-store.ts'
import { startRangeServer, type RangeServer } from '../../fakes/range-server.ts'
import {
  makeTemporaryFolder,
  openTransferSite,
  readTree,
  requestFor,
  type TransferSite,
} from '../../fakes/transfer-site.ts'
import { buildSimulationZip, extractWithPython } from '../../fakes/zip-with-python.ts'

const folder = makeTemporaryFolder()
const zipPath = join(folder.path, 'output.zip')
const reference = join(folder.path, 'reference')
const slow = 100_000 // bytes per second: nothing ends while a test looks

let server: RangeServer
let site: TransferSite
let limit: number | null
let run = 0

beforeAll(() => {
  buildSimulationZip(zipPath, { files: 300, largeBytes: 4_000_000 })
  mkdirSync(reference)
  extractWithPython(zipPath, reference)
})
afterAll(() => folder.remove())

beforeEach(async () => {
  server = await startRangeServer(readFileSync(zipPath))
  limit = slow
  run++
  open()
})
afterEach(async () => {
  await site.close()
  await server.close()
})

function open(): void {
  const databasePath = join(folder.path, `run${run}.sqlite`)
  site = openTransferSite({ url: server.url, databasePath, limit: () => limit })
}

const folderOf = (name: string) => join(folder.path, `run${run}-${name}`)
async function startAll(names: string): Promise<readonly TransferId[]> {
  const ids = []
  for (const name of names) ids.push((await site.transfers.start(requestFor(folderOf(name)))).id)
  return ids
}
const move = (id: TransferId, side: 'before' | 'behind', beside: TransferId) =>
  site.transfers.move([id], { beside, side })
const states = () => site.transfers.list().map(({ state }) => state)
const order = () =>
  site.transfers
    .list()
    .map(({ destination }) => destination.at(-1))
    .join('')
const untilAll = (ids: readonly TransferId[], ...wanted: TransferState[]): Promise<readonly Transfer[]> =>
  Promise.all(ids.map(id => site.until(id, ...wanted)))

describe('the order of the queue', () => {
  it('decides who runs: who is moved to the front takes the turn of the last one that runs', async () => {
    const [a, b, c] = (await startAll('abc')) as [TransferId, TransferId, TransferId]
    limit = 10 * slow
    await site.untilTold(({ id, entriesDone }) => id === b && entriesDone > 5)
    limit = slow
    const startedMs = performance.now()
    expect(move(c, 'before', a)).toMatchObject([{ id: c }])
    expect(order()).toBe('cab')
    expect(site.transfers.list()[2]).toMatchObject({ id: b, state: 'queued' })
    await site.until(c, 'reading-index', 'running')
    expect(performance.now() - startedMs).toBeLessThan(1_000)
    const yielded = site.transfers.list()[2]
    expect(yielded).toMatchObject({ id: b, state: 'queued', failure: null })
    expect(createCheckpointStore(site.database).read(b)?.doneEntries.size).toBe(yielded?.entriesDone)

    limit = null
    const sentBefore = server.bytesSent
    await untilAll([a, b, c], 'done', 'failed')
    expect(states()).toEqual(['done', 'done', 'done'])
    for (const name of 'abc') expect(readTree(folderOf(name))).toEqual(readTree(reference))
    expect(server.bytesSent - sentBefore).toBeLessThan(3 * readFileSync(zipPath).length)
  })

  it('goes on as the person left it after the next start', async () => {
    const ids = (await startAll('abcd')) as [TransferId, TransferId, TransferId, TransferId]
    move(ids[3], 'before', ids[0])
    move(ids[0], 'behind', ids[1])
    move(ids[1], 'behind', ids[2])
    expect(order()).toBe('dacb')
    await site.close()
    open()
    expect(order()).toBe('dacb')
    site.transfers.resumeUnfinished()
    await untilAll([ids[3], ids[0]], 'running')
    expect(states()).toEqual(['running', 'running', 'queued', 'queued'])
  })

  it('changes nothing at its ends, and has no place for what has ended', async () => {
    const [a, b] = (await startAll('ab')) as [TransferId, TransferId]
    const before = site.transfers.list().map(({ place }) => place)
    move(a, 'before', b)
    move(b, 'behind', a)
    move(b, 'behind', b)
    expect(site.transfers.list().map(({ place }) => place)).toEqual(before)
    await site.transfers.cancel(a)
    expect(site.transfers.list()[1]).toMatchObject({ id: a, place: null })
    for (const [id, beside] of [
      [a, b],
      [b, a],
    ] as const)
      // prettier-ignore
      expect(() => move(id, 'before', beside)).toThrow(expect.objectContaining({ code: 'transfer-not-possible' }))
  })

  it('puts who is tried again behind those that wait', async () => {
    const [a] = (await startAll('abcd')) as [TransferId]
    await site.transfers.cancel(a)
    await site.transfers.retry(a)
    expect(order()).toBe('bcda')
    expect(states().slice(2)).toEqual(['queued', 'queued'])
  })

  it('lets a paused one that goes on take its old place', async () => {
    const [a, b, c] = (await startAll('abc')) as [TransferId, TransferId, TransferId]
    await site.transfers.pause(a)
    await untilAll([b, c], 'running')
    await site.transfers.resume(a)
    expect(order()).toBe('abc')
    await site.until(a, 'reading-index', 'running')
    expect(site.transfers.list()[2]).toMatchObject({ id: c, state: 'queued' })
  })

  it('never lets more than two run, however wildly it is changed', async () => {
    const ids = await startAll('abcde')
    for (const [index, id] of [...ids, ...ids.toReversed()].entries()) {
      const line = site.transfers.list().filter(({ place }) => place !== null)
      if (index % 3 === 0) move(id, 'behind', line.at(-1)?.id ?? id)
      else move(id, 'before', line[0]?.id ?? id)
      await site.untilTold(({ state }) => state === 'running')
    }
    limit = null
    await untilAll(ids, 'done')
    const busy = new Set<string>()
    for (const { id, state } of site.events) {
      if (state === 'queued' || state === 'done') busy.delete(id)
      else busy.add(id)
      expect(busy.size).toBeLessThanOrEqual(2)
    }
    for (const name of 'abcde') expect(readTree(folderOf(name))).toEqual(readTree(reference))
  })
})

describe('pausing and resuming everything', () => {
  it('stops what runs and what waits, with checkpoints on disk, and lets all of it go on in order', async () => {
    const ids = await startAll('abc')
    await untilAll(ids.slice(0, 2), 'running')
    const paused = await site.transfers.pauseAll()
    expect(paused.map(({ id, state }) => [id, state])).toEqual(ids.map(id => [id, 'paused']))
    const requests = server.requests.length
    expect(await site.transfers.pauseAll()).toEqual([])
    expect(server.requests.length).toBe(requests)

    expect(site.transfers.resumeAll().map(({ id }) => id)).toEqual(ids)
    expect(site.transfers.resumeAll()).toEqual([])
    await untilAll(ids.slice(0, 2), 'running')
    expect(states()).toEqual(['running', 'running', 'queued'])
    limit = null
    await untilAll(ids, 'done')
  })

  it('leaves alone what has ended, and names only what it changed', async () => {
    const [a, b, c] = (await startAll('abc')) as [TransferId, TransferId, TransferId]
    await site.transfers.cancel(a)
    await site.transfers.pause(b)
    expect((await site.transfers.pauseAll()).map(({ id }) => id)).toEqual([c])
    expect(states()).toEqual(['paused', 'paused', 'cancelled'])
    expect(site.transfers.resumeAll().map(({ id }) => id)).toEqual([b, c])
  })
})

describe('a computer that sleeps', () => {
  it('stops what is under way with its checkpoint on disk, and goes on with exactly that', async () => {
    const [a, b, c, d] = (await startAll('abcd')) as [TransferId, TransferId, TransferId, TransferId]
    await site.transfers.pause(d)
    limit = 10 * slow
    await site.untilTold(({ id, entriesDone }) => id === a && entriesDone > 5)
    limit = slow
    await site.transfers.sleep()
    expect(states()).toEqual(['queued', 'queued', 'queued', 'paused'])
    const done = site.transfers.list()[0]?.entriesDone
    expect(createCheckpointStore(site.database).read(a)?.doneEntries.size).toBe(done)

    const requests = server.requests.length
    const [e] = (await startAll('e')) as [TransferId]
    move(e, 'before', a)
    await site.transfers.resume(d)
    await site.transfers.pause(d)
    expect(states()).toEqual(['queued', 'queued', 'queued', 'queued', 'paused'])
    expect(server.requests.length).toBe(requests)

    move(e, 'behind', d)
    site.transfers.wake()
    await untilAll([a, b], 'running')
    expect(site.transfers.list().map(({ id, state }) => [id, state])).toEqual([
      [a, 'running'],
      [b, 'running'],
      [c, 'queued'],
      [d, 'paused'],
      [e, 'queued'],
    ])
    limit = null
    await untilAll([a, b, c, e], 'done')
    for (const name of 'abce') expect(readTree(folderOf(name))).toEqual(readTree(reference))
    expect(site.transfers.list()[0]).toMatchObject({ id: d, state: 'paused' })
  })
})

describe('a limit of its own', () => {
  it('holds beside the one for all, survives a restart, and can be lifted while a transfer runs', async () => {
    limit = null
    const bytesPerSecond = 400_000
    let startedMs = performance.now()
    const [a] = (await startAll('a')) as [TransferId]
    expect(site.transfers.limit(a, bytesPerSecond)).toMatchObject({ id: a, limitBytesPerSecond: bytesPerSecond })
    const { fetchedBytes } = await site.untilTold(transfer => transfer.fetchedBytes > 2 * bytesPerSecond)
    const seconds = (performance.now() - startedMs) / 1_000
    expect(fetchedBytes).toBeLessThan(seconds * bytesPerSecond + 4 * 65_536) // a chunk on each connection is too early
    await site.close()
    open()
    expect(site.transfers.list()[0]).toMatchObject({ limitBytesPerSecond: bytesPerSecond })
    site.transfers.resumeUnfinished()
    await site.until(a, 'running')
    startedMs = performance.now()
    site.transfers.limit(a, null)
    expect(await site.until(a, 'done', 'failed')).toMatchObject({ state: 'done', limitBytesPerSecond: null })
    expect(performance.now() - startedMs).toBeLessThan(5_000)
    expect(readTree(folderOf('a'))).toEqual(readTree(reference))
  })
})

describe('the speed of a transfer', () => {
  it('stays near a limit from the first second on, however many connections there are', async () => {
    limit = null
    const bytesPerSecond = 100_000
    await site.close()
    const databasePath = join(folder.path, `run${run}.sqlite`)
    site = openTransferSite({ url: server.url, databasePath, limit: () => bytesPerSecond, connections: 16 })
    const startedMs = performance.now()
    const { id } = await site.transfers.start(requestFor(folderOf('a'), { kind: 'archive' }))
    const { fetchedBytes } = await site.untilTold(transfer => transfer.fetchedBytes > 3 * bytesPerSecond)
    const seconds = (performance.now() - startedMs) / 1_000
    expect(fetchedBytes).toBeLessThan(seconds * bytesPerSecond + 2 * 65_536)
    expect(site.transfers.list()[0]).toMatchObject({ id, state: 'running' })
  })

  it('is told to sink while nothing arrives', async () => {
    limit = 10_000_000
    const [a] = (await startAll('a')) as [TransferId]
    await site.untilTold(({ bytesPerSecond }) => (bytesPerSecond ?? 0) > 0)
    limit = 1
    await site.untilTold(({ id, state, bytesPerSecond }) => id === a && state === 'running' && bytesPerSecond === 0)
  })
})
