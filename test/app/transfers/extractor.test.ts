import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LargeEntry } from '../../../app/transfers/extract-protocol.ts'
import { createExtractor, type Extractor } from '../../../app/transfers/extractor.ts'
import { spawnExtractor, spawnWorker } from '../../fakes/index-worker.ts'
import { contentOf, entriesOf, makeBatch, type SmallFile } from '../../fakes/small-batch.ts'
import { makeTemporaryFolder, readTree } from '../../fakes/transfer-site.ts'

let folder: ReturnType<typeof makeTemporaryFolder>
let extractor: Extractor

beforeEach(() => {
  folder = makeTemporaryFolder()
  mkdirSync(join(folder.path, 'out'))
  extractor = createExtractor(spawnExtractor, 2)
})
afterEach(async () => {
  await extractor.dispose()
  folder.remove()
})

const data = Buffer.from(Array.from({ length: 300_000 }, (_, index) => `${index % 977},`).join(''))

function largeEntry(change: Partial<LargeEntry> = {}): LargeEntry {
  const compressed = deflateRawSync(data)
  const spoolPath = join(folder.path, '5.spool')
  writeFileSync(spoolPath, compressed)
  return {
    ...{ index: 5, method: 8, compressedBytes: compressed.length, sizeBytes: data.length, crc32: crc32(data) },
    ...{ modifiedAtMs: 1_000_000_000_000, mayReplace: false, path: join(folder.path, 'out/sub/large.csv') },
    ...{ spoolPath, unpackPath: join(folder.path, '5.unpacked') },
    ...change,
  }
}

describe('a large entry', () => {
  it('is unpacked as its bytes arrive, and gets its name when the last one was right', async () => {
    const entry = largeEntry()
    const told: number[] = []
    const large = extractor.writeLarge(entry, bytes => told.push(bytes))
    for (let available = 0; available < entry.compressedBytes; available += 10_000) large.grow(available)
    expect(readTree(join(folder.path, 'out'))).toEqual(new Map())
    large.grow(entry.compressedBytes)
    expect(await large.end).toEqual({ kind: 'ended', outcome: { kind: 'written' } })
    expect(readFileSync(entry.path).equals(data)).toBe(true)
    expect([...readTree(folder.path).keys()]).toEqual(['out/', 'out/sub/', 'out/sub/large.csv'])
  })

  it('stored in place is verified as it arrives', async () => {
    const spoolPath = join(folder.path, '6.spool')
    writeFileSync(spoolPath, data)
    const stored = { method: 0, compressedBytes: data.length, spoolPath, unpackPath: spoolPath }
    const large = extractor.writeLarge(largeEntry(stored), () => undefined)
    large.grow(data.length)
    expect(await large.end).toEqual({ kind: 'ended', outcome: { kind: 'written' } })
  })

  it('whose checksum is wrong never gets its name', async () => {
    const entry = largeEntry({ crc32: 1 })
    const large = extractor.writeLarge(entry, () => undefined)
    large.grow(entry.compressedBytes)
    expect(await large.end).toMatchObject({ outcome: { kind: 'damaged', reason: 'its checksum is wrong' } })
    expect([...readTree(folder.path).keys()]).toEqual(['5.spool', 'out/'])
  })

  it.each([
    ['crc32c', 'mzTgTg=='],
    ['md5', createHash('md5').update(data).digest('base64')],
  ] as const)('that is a whole archive is held against the %s that storage sent', async (kind, base64) => {
    const spoolPath = join(folder.path, 'archive.spool')
    const raw = { method: 0, compressedBytes: data.length, crc32: undefined, spoolPath, unpackPath: spoolPath }
    const fetchAs = async (checksum: string) => {
      writeFileSync(spoolPath, data)
      const large = extractor.writeLarge(
        largeEntry({ ...raw, storageChecksum: { kind, base64: checksum } }),
        () => undefined,
      )
      for (const available of [100_000, data.length]) large.grow(available)
      return large.end
    }
    const reason = 'it does not match the checksum that storage sent'
    expect(await fetchAs(`A${base64.slice(1)}`)).toMatchObject({ outcome: { kind: 'damaged', reason } })
    expect(existsSync(join(folder.path, 'out/sub/large.csv'))).toBe(false)
    expect(await fetchAs(base64)).toMatchObject({ outcome: { kind: 'written' } })
  })

  it('ends also where its data does before the bytes it should have', async () => {
    const compressed = Buffer.concat([deflateRawSync(data), Buffer.alloc(3_000_000)])
    const entry = largeEntry({ compressedBytes: compressed.length })
    writeFileSync(entry.spoolPath, compressed)
    const large = extractor.writeLarge(entry, () => undefined)
    large.grow(compressed.length)
    expect(await large.end).toEqual({ kind: 'ended', outcome: { kind: 'written' } })
    expect(readFileSync(entry.path).equals(data)).toBe(true)
  })

  it('that is larger than the memory it passes through comes out whole, however its bytes arrive', async () => {
    const content = Buffer.from(
      Array.from({ length: 900_000 }, (_, index) => `${(index * 7919) % 1_000_003},`).join(''),
    )
    const compressed = deflateRawSync(content, { level: 1 })
    expect(compressed.length).toBeGreaterThan(2 * 1024 * 1024)
    const sizes = { compressedBytes: compressed.length, sizeBytes: content.length, crc32: crc32(content) }
    const entry = largeEntry(sizes)
    writeFileSync(entry.spoolPath, compressed)
    const large = extractor.writeLarge(entry, () => undefined)
    for (let available = 0; available < compressed.length; available += 333_333) large.grow(available)
    large.grow(compressed.length)
    expect(await large.end).toEqual({ kind: 'ended', outcome: { kind: 'written' } })
    expect(readFileSync(entry.path).equals(content)).toBe(true)
  })

  it('keeps its spool when it is stopped half-way', async () => {
    const entry = largeEntry()
    const large = extractor.writeLarge(entry, () => undefined)
    large.grow(1000)
    large.abort()
    expect(await large.end).toEqual({ kind: 'aborted' })
    expect([...readTree(folder.path).keys()]).toEqual(['5.spool', 'out/'])
  })

  it('does not touch a different file of its name, and takes an identical one for its own', async () => {
    for (const [there, kind] of [
      ['mine', 'in-the-way'],
      [data, 'written'],
    ] as const) {
      // prettier-ignore
      const entry = largeEntry({ path: join(folder.path, `out/${kind}`) })
      writeFileSync(entry.path, there)
      const large = extractor.writeLarge(entry, () => undefined)
      large.grow(entry.compressedBytes)
      expect(await large.end).toEqual({ kind: 'ended', outcome: { kind } })
      expect(readFileSync(entry.path).equals(Buffer.from(there))).toBe(true)
    }
  })
})

function batchOf(files: readonly SmallFile[]) {
  return makeBatch(files, { out: join(folder.path, 'out'), staging: join(folder.path, 'staging') })
}

/** What a destination holds once everything has its name, and that nothing is left in the staging area. */
function expectTree(contents: Record<string, string>): void {
  expect(Object.fromEntries(readTree(join(folder.path, 'out')))).toEqual(contents)
  const staged = [...readTree(join(folder.path, 'staging')).keys()]
  expect(staged.filter(name => !/^thread-\d+\/$/.test(name))).toEqual([])
}

/** Looks again and again until the work has ended. */
async function lookWhile<T>(work: Promise<T>, look: () => void): Promise<T> {
  const isRunning = { now: true }
  const ended = work.finally(() => {
    isRunning.now = false
  })
  while (isRunning.now) {
    look()
    await breathe()
  }
  return ended
}

const allWritten = { others: new Map(), left: [], trouble: undefined }

describe('a batch of small entries', () => {
  it('is written whole, into folders that are not there yet and into those that are', async () => {
    mkdirSync(join(folder.path, 'out/old'))
    writeFileSync(join(folder.path, 'out/old/mine'), 'x')
    const end = await extractor.writeBatch(
      batchOf([{ name: 'new/a' }, { name: 'old/b' }, { name: 'new/c', content: '' }]),
    )
    expect(end).toMatchObject(allWritten)
    expectTree({
      'old/': '',
      'old/mine': 'x',
      'old/b': 'content of old/b',
      'new/': '',
      'new/a': 'content of new/a',
      'new/c': '',
    })
    expect(statSync(join(folder.path, 'out/new/a')).mtimeMs).toBe(1e12)
    expect(statSync(join(folder.path, 'out/new')).mode).toBe(statSync(join(folder.path, 'out/old')).mode)
  })

  it('shows a fresh folder only with all its files in it', async () => {
    const files = Array.from({ length: 1_000 }, (_, index) => ({ name: `run/step/${index}` }))
    const step = join(folder.path, 'out/run/step')
    const seen = new Set<number>()
    const look = (): unknown => existsSync(step) && seen.add(readdirSync(step).length)
    const ended = await lookWhile(extractor.writeBatch(batchOf(files)), look)
    expect(ended).toMatchObject(allWritten)
    look()
    expect([...seen]).toEqual([1_000])
  })

  it('fills folders that lie in each other, whichever comes first', async () => {
    const names = ['a/b/c/deep', 'a/b/c/deeper', 'a/first', 'd/only/this', 'a/b/second', 'a/third']
    expect(await extractor.writeBatch(batchOf(names.map(name => ({ name }))))).toMatchObject(allWritten)
    const files = names.map(name => [name, contentOf(name)] as const)
    const folders = ['a/', 'a/b/', 'a/b/c/', 'd/', 'd/only/'].map(name => [name, ''] as const)
    expectTree(Object.fromEntries<string>([...files, ...folders]))
  })

  it('leaves out what is damaged, and delivers the rest of its folder', async () => {
    const files = [{ name: 'a/1' }, { name: 'a/2', crc32: 1 }, { name: 'a/3' }, { name: 'b/4', sizeBytes: 3 }]
    const end = await extractor.writeBatch(batchOf(files))
    expect(end).toMatchObject({ left: [], trouble: undefined })
    expect([...end.others]).toMatchObject([
      [1, { kind: 'damaged', reason: 'its checksum is wrong' }],
      [3, { kind: 'damaged' }],
    ])
    expectTree({ 'a/': '', 'a/1': 'content of a/1', 'a/3': 'content of a/3' })
  })

  it('goes on file by file in a folder that another one fills at the same time', async () => {
    const parts = Array.from({ length: 8 }, (_, part) =>
      batchOf(Array.from({ length: 40 }, (_, index) => ({ name: `same/${part}-${index}` }))),
    )
    const ends = await Promise.all(parts.map(batch => extractor.writeBatch(batch)))
    for (const end of ends) expect(end).toMatchObject(allWritten)
    const files = parts.flatMap(batch => entriesOf(batch).map(({ localPath }) => localPath))
    expectTree(Object.fromEntries<string>([['same/', ''], ...files.map(name => [name, contentOf(name)] as const)]))
  })

  it('tells exactly what is left when the disk is gone', async () => {
    const batch = batchOf([{ name: 'a/1' }, { name: 'a/2' }])
    rmSync(batch.stagingFolder, { recursive: true })
    const end = await extractor.writeBatch(batch)
    expect(end).toMatchObject({ others: new Map(), left: [0, 1], trouble: { code: 'ENOENT' } })
    expect(readTree(folder.path)).toEqual(new Map([['out/', '']]))
  })
})

describe('a vacant folder', () => {
  it('is one that is missing or empty, or holds only what this app keeps there for itself', async () => {
    const place = join(folder.path, 'vacant')
    expect(await extractor.isVacant(place)).toBe(true)
    mkdirSync(join(place, '.inductiva-12345678.part', 'thread-1'), { recursive: true })
    writeFileSync(join(place, '.inductiva-fetch-1.sqlite'), 'x')
    expect(await extractor.isVacant(place)).toBe(true)
  })

  it('is none with anything else in it, nor a file', async () => {
    const place = join(folder.path, 'not-vacant')
    mkdirSync(join(place, '.inductiva-12345678.part'), { recursive: true })
    writeFileSync(join(place, 'log.txt'), 'x')
    expect(await extractor.isVacant(place)).toBe(false)
    expect(await extractor.isVacant(join(place, 'log.txt'))).toBe(false)
  })
})

describe('survey', () => {
  it('tells what lies under names, by size and checksum', async () => {
    writeFileSync(join(folder.path, 'out/same'), data)
    writeFileSync(join(folder.path, 'out/other'), 'x')
    mkdirSync(join(folder.path, 'out/folder'))
    const names = ['same', 'other', 'folder', 'nothing', 'no/such/folder']
    const files = names.map((name, index) => {
      return { index, path: join(folder.path, 'out', name), sizeBytes: data.length, crc32: crc32(data) }
    })
    expect(await extractor.survey(files)).toEqual([
      { index: 0, kind: 'identical' },
      { index: 1, kind: 'different' },
      { index: 2, kind: 'folder' },
    ])
  })
})

describe('a worker that dies', () => {
  it('fails what it was asked, and the next one is served by another', async () => {
    const workers: Worker[] = []
    const fragile = createExtractor(() => {
      const worker = spawnWorker('extract-worker')
      workers.push(worker)
      return worker
    }, 1)
    const large = fragile.writeLarge(largeEntry(), () => undefined)
    const lost = expect(large.end).rejects.toThrow('has ended')
    await workers[0]!.terminate()
    await lost
    expect(await fragile.survey([])).toEqual([])
    expect(workers).toHaveLength(2)
    await fragile.dispose()
  })
})
