import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ArchiveEntries, ArchiveEntry } from '../../../app/domain/archive/archive-entries.ts'
import type { SharedIndex } from '../../../app/domain/archive/shared-index.ts'
import { readBatchedEntries } from '../../../app/transfers/batched-entries.ts'
import { createTargetList } from '../../../app/transfers/target-list.ts'

const names = ['artifacts/log.txt', 'artifacts/0.1/U', 'artifacts/0.1/u', 'artifacts/con:1/p']

function entryAt(index: number): ArchiveEntry {
  return {
    ...{ index, name: names[index] ?? '', kind: 'file', method: 8, isEncrypted: false, problem: null },
    ...{ sizeBytes: index * 10, compressedBytes: index, crc32: 7, modifiedAtMs: null },
    ...{ headerOffset: index * 100, endOffset: index * 100 + 90 },
  }
}

function emptyIndex(): SharedIndex {
  const nothing = new Uint8Array(new SharedArrayBuffer(0))
  return { count: 0, folderCount: 1, directory: nothing, columns: nothing, tree: nothing }
}

const entries: ArchiveEntries = {
  count: names.length,
  shared: emptyIndex(),
  entry: entryAt,
  isFolder: () => false,
  select: () => Promise.resolve([]),
}

const local = ['log.txt', '0.1/U', '0.1/u%(2)', 'con%3A1/p']
const targets = local.map((localPath, index) => ({ ...entryAt(index), localPath, mayReplace: index === 1 }))

describe('a list of targets', () => {
  it('answers for each entry what was decided, whether its name is the usual one or not', () => {
    const list = createTargetList(entries, 'artifacts/', names.length)
    for (const target of targets) list.add(target)
    expect(list.count).toBe(4)
    expect(targets.map(({ index }) => list.get(index))).toEqual(targets)
    expect([...list]).toEqual(targets)
  })

  it('tells where the bytes of its entries lie, in the order they were added, as often as it is asked', () => {
    const list = createTargetList(entries, 'artifacts/', names.length)
    for (const target of targets.slice(2)) list.add(target)
    const bounds = [
      { index: 2, headerOffset: 200, endOffset: 290, compressedBytes: 2, sizeBytes: 20, folder: 1 },
      { index: 3, headerOffset: 300, endOffset: 390, compressedBytes: 3, sizeBytes: 30, folder: 2 },
    ]
    expect([...list.bounds()]).toEqual(bounds)
    expect([...list.bounds()]).toEqual(bounds)
  })

  it('is read by threads as it is here, a batch at a time', () => {
    const list = createTargetList(entries, 'artifacts/', names.length)
    for (const target of targets) list.add(target)
    const batch = { positions: Uint32Array.of(1, 2), range: { start: 100, end: 250 }, destination: join('/', 'out') }
    const forThreads = structuredClone({ ...list.forThreads([1, 2]), ...batch })
    const read = readBatchedEntries(forThreads, () => entries)
    expect(read).toMatchObject([
      { index: 1, localPath: '0.1/U', path: join('/', 'out/0.1/U'), mayReplace: true, offset: 0, limit: 90, crc32: 7 },
      {
        index: 2,
        localPath: '0.1/u%(2)',
        path: join('/', 'out/0.1/u%(2)'),
        mayReplace: false,
        offset: 100,
        limit: 150,
      },
    ])
    expect(read.map(({ folder, name }) => join(folder, name))).toEqual(read.map(({ path }) => path))
    expect([...forThreads.unusualPaths, ...forThreads.replacing]).toEqual([[2, '0.1/u%(2)'], 1])
  })
})
