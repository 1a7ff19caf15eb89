import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LargeEntry } from '../../../app/transfers/extract-protocol.ts'
import { createExtractor, type Extractor } from '../../../app/transfers/extractor.ts'
import { spawnWorker } from '../../fakes/index-worker.ts'
import { makeTemporaryFolder, readTree } from '../../fakes/transfer-site.ts'

let folder: ReturnType<typeof makeTemporaryFolder>
let extractor: Extractor

beforeEach(() => {
  folder = makeTemporaryFolder()
  mkdirSync(join(folder.path, 'out'))
  extractor = createExtractor(() => spawnWorker('transfers/extract-worker'), 2)
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
      const worker = spawnWorker('transfers/extract-worker')
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
