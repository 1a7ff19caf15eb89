import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { objectOf, startRangeServer, type RangeServer, type ServedObject } from '../fakes/range-server.ts'
import { createQuickClock } from '../fakes/quick-clock.ts'
import {
  makeTemporaryFolder,
  openTransferSite,
  readTree,
  requestFor,
  type TransferSite,
} from '../fakes/transfer-site.ts'
import { buildSimulationZip, extractWithPython } from '../fakes/zip-with-python.ts'

const folder = makeTemporaryFolder()
const zipPath = join(folder.path, 'output.zip')
let zip: Buffer
let expected: ReadonlyMap<string, string>

beforeAll(() => {
  buildSimulationZip(zipPath, { files: 800, largeBytes: 9_000_000 })
  zip = readFileSync(zipPath)
  expected = readReference(zipPath)
})
afterAll(() => folder.remove())

let server: RangeServer
let site: TransferSite
let destination: string
let served: ServedObject
let run = 0
let signature: string
let signed: number

beforeEach(async () => {
  served = objectOf(zip)
  const current: ServedObject = {
    get sizeBytes() {
      return served.sizeBytes
    },
    read: (start, end) => served.read(start, end),
  }
  server = await startRangeServer(current)
  destination = join(folder.path, `run${++run}`)
  const databasePath = join(folder.path, `run${run}.sqlite`)
  signature = 'sig=SECRET'
  signed = 0
  const signUrl = () => {
    signed++
    return Promise.resolve(server.url.replace('sig=SECRET', signature))
  }
  site = openTransferSite({ url: server.url, signUrl, databasePath, clock: createQuickClock(20), stallMs: 8_000 })
})
afterEach(async () => {
  expect(site.database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  await site.close()
  await server.close()
})

describe('a transfer from a server that misbehaves', () => {
  it('survives connections that are cut at any byte', async () => {
    server.faults.cutAfter = request => (request > 1 && request % 3 !== 0 ? (request * 7_919) % 3_000_000 : undefined)
    await expectWhole()
  })

  it('survives answers that stall in the middle', async () => {
    server.faults.stallAfter = request => (request > 1 && request % 5 === 0 ? 10_000 : undefined)
    await expectWhole()
  })

  it.each([429, 503])('waits as asked by status %s, and goes on', async status => {
    server.faults.status = request =>
      request > 1 && request < 12 ? { status, headers: { 'retry-after': '2' } } : undefined
    await expectWhole()
  })

  it.each([
    ['begin elsewhere than asked for', { shiftBytes: 10 }],
    ['are longer than they say', { extraBytes: 100 }],
    ['are shorter than they say', { extraBytes: -100 }],
  ])('throws away answers that %s, and asks again', async (_, fault) => {
    const bad = new Set([4, 5, 8])
    server.faults.status = request => {
      Object.assign(server.faults, { shiftBytes: 0, extraBytes: 0 }, bad.has(request) ? fault : {})
      return undefined
    }
    await expectWhole()
    expect(server.requests.length).toBeGreaterThan(9)
  })

  it('asks for a fresh address when the one in use expires half-way', async () => {
    server.faults.status = (_, address) => (address.includes(signature) ? undefined : { status: 403 })
    server.faults.cutAfter = request => {
      if (request === 6) signature = 'sig=SECOND'
      return undefined
    }
    await expectWhole()
    expect(signed).toBe(3) // for the index, for the entries, and once more for all connections together
  })

  it('stops with a sentence when storage no longer serves ranges half-way, and goes on when it does again', async () => {
    server.faults.status = request => {
      if (request === 7) server.faults.ignoresRanges = true
      return undefined
    }
    const { id } = await site.transfers.start(requestFor(destination))
    const failed = await site.until(id, 'done', 'failed')
    expect(failed).toMatchObject({ state: 'failed', failure: { code: 'ranges-unsupported' } })
    delete server.faults.status
    delete server.faults.ignoresRanges
    await site.transfers.retry(id)
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
    expect(readTree(destination)).toEqual(expected)
  })

  it('fetches an entry anew whose bytes were changed on the way', async () => {
    let isDone = false
    server.faults.corrupt = (bytes, start) => {
      if (isDone || start > 1_000_000 || bytes.length < 100_000) return
      isDone = true
      bytes[50_000]! ^= 1
    }
    await expectWhole()
    expect(isDone).toBe(true)
  })

  it('reports an entry that arrives damaged twice, delivers the rest, and fetches only that one when asked again', async () => {
    const at = offsetOf('artifacts/field0.csv') + 3_000
    server.faults.corrupt = (bytes, start) => {
      if (start <= at && at < start + bytes.length) bytes[at - start]! ^= 0xff
    }
    const { id } = await site.transfers.start(requestFor(destination))
    const failed = await site.until(id, 'done', 'failed')
    expect(failed).toMatchObject({
      state: 'failed',
      entriesFailed: 1,
      failure: { code: 'entry-damaged', remedy: 'retry' },
    })
    expect(failed.failure?.message).toBe('1 file arrived damaged twice and was not kept. The other 806 are fine.')
    expect(readTree(destination)).toEqual(new Map([...expected].filter(([path]) => path !== 'field0.csv')))
    const { notes } = site.transfers.notes(id, { offset: 0, limit: 10 })
    expect(notes).toMatchObject([{ path: 'artifacts/field0.csv', kind: 'failed', localPath: 'field0.csv' }])

    delete server.faults.corrupt
    const sentBefore = server.bytesSent
    await site.transfers.retry(id)
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done', entriesFailed: 0, entriesDone: 807 })
    expect(readTree(destination)).toEqual(expected)
    expect(server.bytesSent - sentBefore).toBeLessThan(zip.length / 4)
  })

  it('stops with a sentence where storage does not serve ranges', async () => {
    const { id } = await site.transfers.start(requestFor(destination, { kind: 'archive' }))
    server.faults.ignoresRanges = true
    const failed = await site.until(id, 'done', 'failed')
    expect(failed.failure).toMatchObject({ code: 'ranges-unsupported' })
  })

  it('waits while nothing arrives at all, says why, and goes on by itself', async () => {
    let isAway = false
    server.faults.cutAfter = () => (isAway ? 0 : undefined)
    server.faults.status = request => {
      isAway ||= request === 6
      return undefined
    }
    const { id } = await site.transfers.start(requestFor(destination))
    const waiting = await site.until(id, 'waiting', 'done', 'failed')
    expect(waiting).toMatchObject({ state: 'waiting', failure: { code: 'service-unreachable' } })
    delete server.faults.status
    isAway = false
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
    expect(readTree(destination)).toEqual(expected)
  })

  it('starts over with what the archive holds now, when it changes half-way', async () => {
    const newer = join(folder.path, 'newer.zip')
    buildSimulationZip(newer, { files: 700, largeBytes: 8_000_000 })
    server.faults.status = request => {
      if (request === 8) {
        served = objectOf(readFileSync(newer))
        server.etag = '"v2"'
      }
      return undefined
    }
    const { id } = await site.transfers.start(requestFor(destination))
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
    const tree = readTree(destination)
    for (const [path, bytes] of readReference(newer)) expect(tree.get(path) === bytes, path).toBe(true)
  })

  it('writes the raw archive as it is', async () => {
    server.faults.cutAfter = request => (request > 1 && request % 2 === 0 ? 1_000_000 : undefined)
    const { id } = await site.transfers.start(requestFor(destination, { kind: 'archive' }))
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done', writtenBytes: zip.length })
    expect(readFileSync(join(destination, 'output.zip')).equals(zip)).toBe(true)
    expect([...readTree(destination).keys()]).toEqual(['output.zip'])
  })
})

async function expectWhole(): Promise<void> {
  const { id } = await site.transfers.start(requestFor(destination))
  const ended = await site.until(id, 'done', 'failed')
  expect(ended).toMatchObject({ state: 'done', entriesFailed: 0, failure: null })
  expect(readTree(destination)).toEqual(expected)
}

function offsetOf(name: string): number {
  return zip.indexOf(name)
}

function readReference(path: string): ReadonlyMap<string, string> {
  const reference = `${path}.reference`
  mkdirSync(reference)
  extractWithPython(path, reference)
  return readTree(reference)
}
