import { expect, it } from 'vitest'
import type { BatchedEntry } from '../../../app/transfers/extract-protocol.ts'
import { packEntries, packFiles, unpackEntries, unpackFiles } from '../../../app/transfers/packed-entries.ts'

const common = { method: 8, compressedBytes: 40, offset: 2 ** 40, limit: 2 ** 40 + 90 }
const entries: readonly BatchedEntry[] = [
  { ...common, index: 0, sizeBytes: 0, crc32: 0, modifiedAtMs: 0, mayReplace: false, path: '/out/a' },
  { ...common, index: 7, sizeBytes: 2 ** 41, crc32: 2 ** 32 - 1, modifiedAtMs: null, mayReplace: true, path: '/out/é' },
  { ...common, index: 8, sizeBytes: 1, crc32: undefined, modifiedAtMs: -1, mayReplace: false, path: '' },
]

it('entries come out of a message as they went in', () => {
  expect([...unpackEntries(structuredClone(packEntries(entries)))]).toEqual(entries)
})

it('names to look at come out of a message as they went in', () => {
  const files = entries.map(({ index, path, sizeBytes, crc32 = 5 }) => ({ index, path, sizeBytes, crc32 }))
  expect([...unpackFiles(structuredClone(packFiles(files)))]).toEqual(files)
  expect([...unpackFiles(packFiles([]))]).toEqual([])
})
