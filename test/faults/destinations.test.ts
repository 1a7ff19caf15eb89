import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { transferDisk } from '../../app/platform/disk.ts'
import { createExtractor } from '../../app/transfers/extractor.ts'
import { spawnExtractor } from '../fakes/index-worker.ts'
import { startRangeServer, type RangeServer } from '../fakes/range-server.ts'
import { makeBatch } from '../fakes/small-batch.ts'
import { withMount } from '../fakes/small-disk.ts'
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
const reference = join(folder.path, 'reference')
const isRoot = process.getuid?.() === 0
const canMount = isRoot && process.platform === 'linux'

beforeAll(() => {
  buildSimulationZip(zipPath, { files: 300, largeBytes: 9_000_000 })
  mkdirSync(reference)
  extractWithPython(zipPath, reference)
})
afterAll(() => folder.remove())

let server: RangeServer
let site: TransferSite
let destination: string
let run = 0

beforeEach(async () => {
  server = await startRangeServer(readFileSync(zipPath))
  destination = join(folder.path, `run${++run}`)
  site = openTransferSite({ url: server.url, databasePath: join(folder.path, `run${run}.sqlite`) })
})
afterEach(async () => {
  await site.close()
  await server.close()
})

describe('a destination that is of no use', () => {
  it('is refused before anything is fetched when it is a file', async () => {
    writeFileSync(destination, 'mine')
    await expect(site.transfers.start(requestFor(destination))).rejects.toMatchObject({
      code: 'destination-not-a-folder',
      remedy: 'choose-folder',
    })
    expect(readFileSync(destination, 'utf8')).toBe('mine')
    expect(server.requests).toEqual([])
  })

  it('is refused when it lies below a file', async () => {
    writeFileSync(destination, 'mine')
    const below = requestFor(join(destination, 'below'))
    await expect(site.transfers.start(below)).rejects.toMatchObject({ code: 'destination-not-a-folder' })
  })

  it('is refused when its path is not absolute', async () => {
    await expect(site.transfers.start(requestFor('results'))).rejects.toMatchObject({
      code: 'destination-not-a-folder',
    })
  })

  it.skipIf(!isRoot)('is refused when it cannot be written to', async () => {
    mkdirSync(destination)
    await withMount(destination, 'ro,size=1m', async () => {
      await expect(site.transfers.start(requestFor(destination))).rejects.toMatchObject({
        code: 'destination-not-writable',
      })
      const forecast = await site.transfers.forecast(requestFor(destination))
      expect(forecast.problem).toMatchObject({ code: 'destination-not-writable' })
    })
  })

  it('says so when it disappears half-way, and fetches everything once it is back', async () => {
    server.faults.status = request => {
      if (request === 6) renameSync(destination, `${destination}-away`)
      return undefined
    }
    const { id } = await site.transfers.start(requestFor(destination))
    const failed = await site.until(id, 'failed', 'done')
    expect(failed.failure).toMatchObject({ code: 'destination-missing', remedy: 'retry' })
    delete server.faults.status
    await site.transfers.retry(id)
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
    expect(readTree(destination)).toEqual(readTree(reference))
  })
})

describe.skipIf(!isRoot)('a disk without enough room (needs root, to mount a small one)', () => {
  it('is told before anything is fetched', async () => {
    mkdirSync(destination)
    await withMount(destination, 'size=8m', async () => {
      const { id } = await site.transfers.start(requestFor(destination))
      const failed = await site.until(id, 'failed', 'done')
      expect(failed.failure).toMatchObject({ code: 'destination-full', remedy: 'choose-folder' })
      expect(failed.failure?.message).toMatch(/\d+ MB are needed and 8\.\d MB are free/)
      expect(failed.fetchedBytes).toBe(0)
      await site.transfers.cancel(id)
      await site.transfers.retry(id)
      await site.until(id, 'failed', 'done')
    })
  })

  it('that fills up half-way stops the transfer, keeps what is there, and goes on when there is room', async () => {
    mkdirSync(destination)
    await withMount(destination, 'size=64m', async () => {
      const filler = join(destination, 'somebody-elses')
      server.faults.status = request => {
        if (request === 4) writeFileSync(filler, Buffer.alloc(50_000_000))
        return undefined
      }
      const { id } = await site.transfers.start(requestFor(destination))
      const failed = await site.until(id, 'failed', 'done')
      expect(failed.failure).toMatchObject({ code: 'destination-full' })
      expect(failed.failure?.message).toContain('What has arrived is kept')
      delete server.faults.status
      rmSync(filler)
      await site.transfers.retry(id)
      expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
      expect(readTree(destination)).toEqual(readTree(reference))
    })
  })
})

describe.skipIf(!isRoot)('a disk that fills up while a folder is filled (needs root, to mount a small one)', () => {
  it('holds exactly the files that are told to be written, and nothing else', async () => {
    mkdirSync(destination)
    const extractor = createExtractor(spawnExtractor, 1)
    await withMount(destination, 'size=1m', async () => {
      const places = { out: join(destination, 'out'), staging: join(destination, 'staging') }
      const content = (index: number): Buffer => Buffer.alloc(30_000, `${index},`)
      const files = Array.from({ length: 60 }, (_, index) => {
        return { name: `${index < 10 ? 'first' : 'second'}/${index}`, content: content(index) }
      })
      const { others, left, trouble } = await extractor.writeBatch(makeBatch(files, places))
      expect([others.size, trouble?.code]).toEqual([0, 'ENOSPC'])
      const written = files.filter((_, index) => !left.includes(index)).map(({ name }) => name)
      expect(written.length).toBeGreaterThan(10)
      expect(left.length).toBeGreaterThan(0)
      const tree = readTree(places.out)
      expect([...tree.keys()].filter(name => !name.endsWith('/'))).toEqual(written.toSorted())
      for (const name of written) {
        expect(readFileSync(join(places.out, name)).equals(content(Number(name.split('/')[1])))).toBe(true)
      }
      expect([...readTree(places.staging).values()].filter(bytes => bytes !== '')).toEqual([])
    })
    await extractor.dispose()
  })
})

describe.skipIf(!canMount)('a raw archive (needs root on Linux, to mount a disk)', () => {
  it('has its room from the beginning: whoever comes later finds the disk full, and it arrives', async () => {
    mkdirSync(destination)
    await withMount(destination, 'size=40m', async () => {
      const errors: unknown[] = []
      server.faults.status = request => {
        if (request === 3) errors.push(fillUp(join(destination, 'somebody-elses'), 35_000_000))
        return undefined
      }
      const { id } = await site.transfers.start(requestFor(destination, { kind: 'archive' }))
      expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
      expect(errors).toMatchObject([{ code: 'ENOSPC' }])
      expect(readFileSync(join(destination, 'output.zip')).equals(readFileSync(zipPath))).toBe(true)
    })
  })
})

describe.skipIf(!canMount)(
  'a disk that tells of too little room only when it is asked for it (needs root on Linux)',
  () => {
    it('is found out before a raw archive is fetched, and told as a full disk', async () => {
      mkdirSync(destination)
      await site.close()
      const disk = { ...transferDisk, freeBytes: () => Promise.resolve(undefined) } // as with quotas
      site = openTransferSite({ url: server.url, databasePath: join(folder.path, `run${run}.sqlite`), disk })
      await withMount(destination, 'size=8m', async () => {
        const { id } = await site.transfers.start(requestFor(destination, { kind: 'archive' }))
        const failed = await site.until(id, 'failed', 'done')
        expect(failed).toMatchObject({ failure: { code: 'destination-full' }, fetchedBytes: 0 })
      })
    })
  },
)

/** Answers the error that it met. */
function fillUp(path: string, bytes: number): unknown {
  try {
    writeFileSync(path, Buffer.alloc(bytes))
    return undefined
  } catch (error) {
    return error
  }
}

describe('files that are there already', () => {
  beforeEach(() => {
    mkdirSync(join(destination, 'processor0/0'), { recursive: true })
    writeFileSync(join(destination, 'stdout.txt'), 'somebody else wrote this')
    writeFileSync(join(destination, 'z-last.txt'), 'end') // what the archive holds
  })

  it('are left alone and told of, unless they are the same', async () => {
    const { id } = await site.transfers.start(requestFor(destination))
    const failed = await site.until(id, 'failed', 'done')
    expect(failed).toMatchObject({ state: 'failed', entriesSkipped: 1, entriesFailed: 1, entriesDone: 305 })
    expect(failed.failure).toMatchObject({ code: 'file-in-the-way' })
    expect(site.transfers.notes(id, { offset: 0, limit: 5 })).toMatchObject({
      total: 1,
      notes: [{ path: 'artifacts/stdout.txt', kind: 'failed', localPath: 'stdout.txt' }],
    })
    expect(readFileSync(join(destination, 'stdout.txt'), 'utf8')).toBe('somebody else wrote this')
  })

  it('are replaced when the person says so', async () => {
    const { id } = await site.transfers.start(requestFor(destination, { conflicts: 'replace' }))
    expect(await site.until(id, 'failed', 'done')).toMatchObject({ state: 'done', entriesSkipped: 1 })
    expect(readTree(destination)).toEqual(readTree(reference))
  })

  it('are kept beside the new ones when the person says so', async () => {
    writeFileSync(join(destination, 'stdout (2).txt'), 'and this')
    const { id } = await site.transfers.start(requestFor(destination, { conflicts: 'keep-both' }))
    expect(await site.until(id, 'failed', 'done')).toMatchObject({ state: 'done', entriesSkipped: 1 })
    const expected = new Map(readTree(reference))
    expected.set('stdout (3).txt', expected.get('stdout.txt')!)
    expected.set('stdout (2).txt', 'and this')
    expected.set('stdout.txt', 'somebody else wrote this')
    expect(readTree(destination)).toEqual(new Map([...expected].sort(([a], [b]) => (a < b ? -1 : 1))))
    expect(site.transfers.notes(id, { offset: 0, limit: 5 }).notes).toMatchObject([
      { path: 'artifacts/stdout.txt', kind: 'renamed', localPath: 'stdout (3).txt' },
    ])
  })

  it('are not touched either when they appear while the transfer runs', async () => {
    const late = ['z-last.txt', 'stderr.txt', 'field0.csv', 'restart0.bin'].map(name => join(destination, name))
    rmSync(destination, { recursive: true })
    server.faults.status = request => {
      if (request === 2) for (const path of late) writeFileSync(path, 'somebody else, just now')
      return undefined
    }
    const { id } = await site.transfers.start(requestFor(destination))
    const failed = await site.until(id, 'failed', 'done')
    expect(failed).toMatchObject({ entriesFailed: 4, entriesDone: 303, failure: { code: 'file-in-the-way' } })
    for (const path of late) expect(readFileSync(path, 'utf8')).toBe('somebody else, just now')
  })

  it('are counted in the forecast', async () => {
    const forecast = await site.transfers.forecast(requestFor(destination))
    expect(forecast).toMatchObject({ existingFiles: 2, fileCount: 307, problem: null, destination })
  })

  it('move nothing but the index when a whole transfer is repeated', async () => {
    const { id } = await site.transfers.start(requestFor(destination, { conflicts: 'replace' }))
    await site.until(id, 'failed', 'done')
    const sentBefore = server.bytesSent
    const again = await site.transfers.start(requestFor(destination))
    expect(await site.until(again.id, 'done', 'failed')).toMatchObject({
      state: 'done',
      entriesSkipped: 307,
      fetchedBytes: 0,
    })
    expect(server.bytesSent - sentBefore).toBeLessThan(1_000)
  })

  it('are not replaced by the raw archive', async () => {
    writeFileSync(join(destination, 'output.zip'), 'mine')
    const { id } = await site.transfers.start(requestFor(destination, { kind: 'archive' }))
    expect((await site.until(id, 'failed', 'done')).failure).toMatchObject({ code: 'file-in-the-way' })
    expect(readFileSync(join(destination, 'output.zip'), 'utf8')).toBe('mine')
    const beside = await site.transfers.start(requestFor(destination, { kind: 'archive', conflicts: 'keep-both' }))
    expect(await site.until(beside.id, 'failed', 'done')).toMatchObject({ state: 'done' })
    expect(readFileSync(join(destination, 'output (2).zip')).equals(readFileSync(zipPath))).toBe(true)
  })

  it('stand in the way of a folder of the same name, and the rest is delivered', async () => {
    rmSync(join(destination, 'processor0'), { recursive: true })
    writeFileSync(join(destination, 'processor0'), 'a file')
    const { id } = await site.transfers.start(requestFor(destination, { conflicts: 'replace' }))
    const failed = await site.until(id, 'failed', 'done')
    expect(failed.failure).toMatchObject({ code: 'file-in-the-way' })
    expect(existsSync(join(destination, 'processor1/0'))).toBe(true)
    expect(readFileSync(join(destination, 'processor0'), 'utf8')).toBe('a file')
    expect(readdirSync(destination).filter(name => name.startsWith('.'))).toEqual([])
  })
})
