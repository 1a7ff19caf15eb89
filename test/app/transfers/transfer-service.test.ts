import { existsSync, mkdirSync, readFileSync, readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { transferIdSchema, transferSchema } from '../../../app/contract/transfers.ts'
import { transferDisk } from '../../../app/platform/disk.ts'
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

beforeAll(() => {
  buildSimulationZip(zipPath, { files: 500, largeBytes: 12_000_000 })
  mkdirSync(reference)
  extractWithPython(zipPath, reference)
})
afterAll(() => folder.remove())

let server: RangeServer
let site: TransferSite
let destination: string
let databasePath: string
let run = 0

beforeEach(async () => {
  server = await startRangeServer(readFileSync(zipPath))
  destination = join(folder.path, `run${++run}`)
  databasePath = join(folder.path, `run${run}.sqlite`)
  site = openTransferSite({ url: server.url, databasePath })
})

afterEach(async () => {
  await site.close()
  await server.close()
})

/** Does something when the server gets the given request; the first two read the index. */
function atRequest(number: number, work: () => void): void {
  server.faults.status = request => {
    if (request === number) work()
    return undefined
  }
}

describe('a limit', () => {
  const bytesPerSecond = 200_000

  it.each(['files', 'archive'] as const)(
    'keeps a transfer of kind %s below it, and pausing does not wait',
    async kind => {
      const startedMs = performance.now()
      await site.close()
      site = openTransferSite({ url: server.url, databasePath, limit: () => bytesPerSecond })
      const { id } = await site.transfers.start(requestFor(destination, { kind }))
      const { fetchedBytes } = await site.untilTold(transfer => transfer.fetchedBytes > bytesPerSecond)
      const seconds = (performance.now() - startedMs) / 1000
      expect(fetchedBytes).toBeLessThan(seconds * bytesPerSecond + 4 * 65_536) // a chunk on each connection is too early
      expect(await site.transfers.pause(id)).toMatchObject({ state: 'paused' })
    },
  )

  it('that is lifted lets a transfer go on at full speed', async () => {
    let limit: number | null = 10_000
    await site.close()
    site = openTransferSite({ url: server.url, databasePath, limit: () => limit })
    const { id } = await site.transfers.start(requestFor(destination))
    await site.untilTold(transfer => transfer.fetchedBytes > 0)
    limit = null
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done', entriesDone: 507 })
    expect(readTree(destination)).toEqual(readTree(reference))
  })
})

describe('downloading files', () => {
  it('writes every entry byte for byte as the reference does, and leaves nothing else', async () => {
    const { id } = await site.transfers.start(requestFor(destination))
    const ended = await site.until(id, 'done', 'failed')
    expect(ended).toMatchObject({ state: 'done', failure: null, entriesFailed: 0, entriesDone: 507, entriesTotal: 507 })
    expect(ended.writtenBytes).toBe(ended.writeBytes)
    expect(readTree(destination)).toEqual(readTree(reference))
  })

  it('makes folders with entries of their own in the end, so that others are not in the way of filling them', async () => {
    const isThere = (): boolean => existsSync(join(destination, 'empty'))
    const before: boolean[] = []
    atRequest(4, () => before.push(isThere()))
    const { id } = await site.transfers.start(requestFor(destination))
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
    expect([...before, isThere()]).toEqual([false, true])
  })

  it('fetches little more than what is selected', async () => {
    const selection = {
      include: ['artifacts/processor3/', 'artifacts/stdout.txt'],
      exclude: ['artifacts/processor3/0/'],
    }
    const forecast = await site.transfers.forecast(requestFor(destination, { selection }))
    const sentBefore = server.bytesSent
    const { id } = await site.transfers.start(requestFor(destination, { selection }))
    const ended = await site.until(id, 'done', 'failed')
    const wanted = [...readTree(reference)].filter(
      ([path]) => path === 'stdout.txt' || (path.startsWith('processor3/') && !path.startsWith('processor3/0/')),
    )
    expect(readTree(destination)).toEqual(new Map(wanted))
    expect(ended).toMatchObject({ entriesDone: forecast.fileCount, writtenBytes: forecast.writeBytes })
    expect(server.bytesSent - sentBefore).toBeLessThan(1_000_000)
  })

  it('needs room for what is unpacked and, meanwhile, for the packed bytes of large files', async () => {
    let freeBytes = Infinity
    await site.close()
    const disk = { ...transferDisk, freeBytes: () => Promise.resolve(freeBytes) }
    site = openTransferSite({ url: server.url, databasePath, disk })
    const forecast = () => site.transfers.forecast(requestFor(destination))
    const { writeBytes, spoolBytes } = await forecast()
    expect(spoolBytes).toBeGreaterThan(10_000_000)
    freeBytes = writeBytes + spoolBytes
    expect(await forecast()).toMatchObject({ freeBytes, problem: null })
    freeBytes--
    expect(await forecast()).toMatchObject({ problem: { code: 'destination-full' } })
  })

  it('knows what a transfer was asked for, also after the next start', async () => {
    const request = requestFor(destination, { selection: { include: ['artifacts/stdout.txt'], exclude: [] } })
    const { id } = await site.transfers.start(request)
    await site.until(id, 'done', 'failed')
    await site.close()
    site = openTransferSite({ url: server.url, databasePath })
    expect(site.transfers.request(id)).toEqual(request)
  })

  it('lists transfers as the contract has them, those that have ended newest first', async () => {
    const first = await site.transfers.start(requestFor(destination))
    await site.until(first.id, 'done')
    const second = await site.transfers.start(requestFor(`${destination}-b`, { kind: 'archive' }))
    await site.until(second.id, 'done')
    const listed = site.transfers.list().map(transfer => transferSchema.parse(transfer))
    expect(listed.map(({ id }) => id)).toEqual([second.id, first.id])
    expect(listed[1]).toMatchObject({ title: 'openfoam · task1', bytesPerSecond: null })
  })

  it('tells every change with a growing revision', async () => {
    const { id } = await site.transfers.start(requestFor(destination))
    await site.until(id, 'done')
    const revisions = site.events.map(({ revision }) => revision)
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b))
  })
})

describe('pausing', () => {
  it('keeps the bytes, and goes on without fetching what is finished again', async () => {
    const paused = new Promise<void>(resolve => {
      atRequest(12, () => void site.transfers.pause(id).then(() => resolve()))
    })
    const { id } = await site.transfers.start(requestFor(destination))
    await paused
    const requestsWhenPaused = server.requests.length
    const stopped = site.transfers.list()[0]
    expect(stopped).toMatchObject({ state: 'paused' })
    const resumedAt = server.bytesSent
    await site.transfers.resume(id)
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done', entriesDone: 507 })
    expect(readTree(destination)).toEqual(readTree(reference))
    expect(requestsWhenPaused).toBeLessThan(server.requests.length)
    expect(server.bytesSent - resumedAt).toBeLessThan(
      readFileSync(zipPath).length - (stopped?.fetchedBytes ?? 0) + 8_000_000,
    )
  })

  it('changes nothing when asked twice, or for a transfer that has ended', async () => {
    const { id } = await site.transfers.start(requestFor(destination))
    expect(await site.transfers.pause(id)).toMatchObject({ state: 'paused' })
    expect(await site.transfers.pause(id)).toMatchObject({ state: 'paused' })
    await site.transfers.resume(id)
    const ended = await site.until(id, 'done')
    expect(await site.transfers.pause(id)).toMatchObject({ state: 'done', revision: expect.any(Number) as number })
    expect(ended.state).toBe('done')
  })
})

describe('cancelling', () => {
  it('leaves finished files, and no temporary ones', async () => {
    const cancelled = new Promise<void>(resolve => {
      atRequest(10, () => void site.transfers.cancel(id).then(() => resolve()))
    })
    const { id } = await site.transfers.start(requestFor(destination))
    await cancelled
    expect(site.transfers.list()[0]).toMatchObject({ state: 'cancelled' })
    const expected = readTree(reference)
    for (const [path, bytes] of readTree(destination)) expect(bytes, path).toBe(expected.get(path))
  })

  it('can be taken back by trying again', async () => {
    const { id } = await site.transfers.start(requestFor(destination))
    await site.transfers.cancel(id)
    await site.transfers.retry(id)
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
    expect(readTree(destination)).toEqual(readTree(reference))
  })
})

describe('the list', () => {
  it('lets go of ended transfers only', async () => {
    const { id } = await site.transfers.start(requestFor(destination))
    await expect(site.transfers.remove(id)).rejects.toMatchObject({ code: 'transfer-not-possible' })
    await site.until(id, 'done')
    await site.transfers.remove(id)
    expect(site.transfers.list()).toEqual([])
    expect(readdirSync(destination)).not.toEqual([])
    expect(() => site.transfers.placeOf(id)).toThrow('not in the list')
  })

  it('knows no transfer that was never started', async () => {
    const id = transferIdSchema.parse('11111111-1111-4111-8111-111111111111')
    await expect(site.transfers.pause(id)).rejects.toMatchObject({ code: 'transfer-not-possible' })
  })

  it('runs two transfers at a time, the others in their order', async () => {
    const ids = []
    for (const name of ['a', 'b', 'c', 'd'])
      ids.push((await site.transfers.start(requestFor(`${destination}-${name}`))).id)
    await Promise.all(ids.map(id => site.until(id, 'done')))
    const busy = new Set<string>()
    let most = 0
    for (const { id, state } of site.events) {
      if (state === 'queued' || state === 'done') busy.delete(id)
      else busy.add(id)
      most = Math.max(most, busy.size)
    }
    expect(most).toBe(2)
    const starts = site.events.filter(({ state }) => state === 'reading-index').map(({ id }) => id)
    expect([...new Set(starts)]).toEqual(ids)
  })
})

describe('what is not sure to have reached the disk', () => {
  it('is compared after the operating system was started anew, and fetched again where it differs', async () => {
    const paused = new Promise<void>(resolve => {
      atRequest(12, () => void site.transfers.pause(id).then(() => resolve()))
    })
    const { id } = await site.transfers.start(requestFor(destination))
    await paused
    site.database.exec("UPDATE transfers SET boot_id = 'an earlier one'")
    truncateSync(join(destination, 'stdout.txt'), 0) // as a power failure leaves a file whose bytes were never written
    await site.transfers.resume(id)
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done', entriesFailed: 0 })
    expect(readTree(destination)).toEqual(readTree(reference))
  })
})

describe('two transfers of the same files to the same folder', () => {
  it('are one where it is asked for again before it has ended, however quickly', async () => {
    const asked = await Promise.all(
      [destination, `${destination}/`, `${destination}//`, destination].map(folder =>
        site.transfers.start(requestFor(folder)),
      ),
    )
    expect(asked.filter(({ wasThere }) => !wasThere)).toHaveLength(1)
    const [id = expect.unreachable(), ...others] = new Set(asked.map(transfer => transfer.id))
    expect(others).toEqual([])
    await site.transfers.pause(id)
    expect(await site.transfers.start(requestFor(destination))).toMatchObject({ id, wasThere: true, state: 'paused' })
    expect(site.transfers.list()).toHaveLength(1)
    await site.transfers.resume(id)
    await site.until(id, 'done')
    expect(await site.transfers.start(requestFor(destination))).toMatchObject({ wasThere: false })
  })

  it('both end well where one of them deals in another way with what is there', async () => {
    const one = await site.transfers.start(requestFor(destination))
    const two = await site.transfers.start(requestFor(destination, { conflicts: 'replace' }))
    expect(await site.until(one.id, 'done', 'failed')).toMatchObject({ state: 'done', failure: null })
    expect(await site.until(two.id, 'done', 'failed')).toMatchObject({ state: 'done', failure: null })
    expect(readTree(destination)).toEqual(readTree(reference))
  })
})

describe('what can be opened afterwards', () => {
  it('is the folder of files, and the raw archive itself', async () => {
    const files = await site.transfers.start(requestFor(destination))
    const archive = await site.transfers.start(requestFor(destination, { kind: 'archive' }))
    expect(site.transfers.placeOf(archive.id)).toBe(destination)
    await Promise.all([site.until(files.id, 'done'), site.until(archive.id, 'done')])
    expect(site.transfers.placeOf(files.id)).toBe(destination)
    expect(site.transfers.placeOf(archive.id)).toBe(join(destination, 'output.zip'))
  })

  it('can be dragged out once all of it is there: the file itself where it is one alone', async () => {
    const name = [...readTree(reference).keys()].find(path => !path.endsWith('/'))
    const only = { include: [`artifacts/${name}`], exclude: [] }
    const one = await site.transfers.start(requestFor(join(destination, 'one'), { selection: only }))
    const all = await site.transfers.start(requestFor(join(destination, 'all')))
    const zip = await site.transfers.start(requestFor(destination, { kind: 'archive' }))
    expect(() => site.transfers.wholePlaceOf(all.id)).toThrow('Not all of this transfer is here yet.')
    await Promise.all([one, all, zip].map(({ id }) => site.until(id, 'done')))
    expect(site.transfers.wholePlaceOf(one.id)).toBe(join(destination, 'one', name!))
    expect(site.transfers.wholePlaceOf(all.id)).toBe(join(destination, 'all'))
    expect(site.transfers.wholePlaceOf(zip.id)).toBe(join(destination, 'output.zip'))
  })

  it('is not fetched again when a raw archive that is there is tried again', async () => {
    const { id } = await site.transfers.start(requestFor(destination, { kind: 'archive' }))
    await site.until(id, 'done')
    const sentBefore = server.bytesSent
    await site.transfers.retry(id)
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done', entriesDone: 1 })
    expect(server.bytesSent - sentBefore).toBeLessThan(10)
  })
})

describe('quitting', () => {
  it('goes on by itself after the next start; what was paused stays paused', async () => {
    const quit = new Promise<void>(resolve => atRequest(10, resolve))
    const running = await site.transfers.start(requestFor(destination))
    const paused = await site.transfers.start(requestFor(`${destination}-paused`))
    await site.transfers.pause(paused.id)
    await quit
    await site.close()
    site = openTransferSite({ url: server.url, databasePath })
    expect(site.transfers.list().map(({ state }) => state)).toEqual(['queued', 'paused'])
    site.transfers.resumeUnfinished()
    expect(await site.until(running.id, 'done', 'failed')).toMatchObject({ state: 'done', entriesDone: 507 })
    expect(site.transfers.list()[0]).toMatchObject({ id: paused.id, state: 'paused' })
    expect(readTree(destination)).toEqual(readTree(reference))
  })
})
