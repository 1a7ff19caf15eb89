import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planBatches, type SmallEntry } from '../../../../app/domain/transfer/plan-batches.ts'

const kibibyte = 1024

/** Neighbours without gaps, each of so many KiB, in folders of the given numbers of files. */
function layOut(folders: readonly number[], sizeKiB = 100): readonly SmallEntry[] {
  const folderOf = folders.flatMap((count, folder) => Array.from({ length: count }, () => folder))
  return folderOf.map((folder, index) => {
    const start = index * sizeKiB * kibibyte
    return { index, folder, span: { start, end: start + sizeKiB * kibibyte } }
  })
}

const counts = (entries: readonly SmallEntry[]) => planBatches(entries).map(batch => batch.entries.length)

describe('planBatches', () => {
  it('ends a batch where a folder ends, rather than in the middle of one', () => {
    expect(counts(layOut([4, 4, 4, 4]))).toEqual([8, 8])
  })

  it('splits a folder where the batch would else be less than half as large as it may be', () => {
    expect(counts(layOut([2, 20]))).toEqual([10, 10, 2])
    expect(counts(layOut([30]))).toEqual([10, 10, 10])
  })

  it('fetches every byte asked for, in requests that each hold their entries whole, in order', () => {
    const folders = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 12 })
    fc.assert(
      fc.property(folders, fc.integer({ min: 1, max: 700 }), (files, sizeKiB) => {
        const entries = layOut(files, sizeKiB)
        const batches = planBatches(entries)
        expect(batches.flatMap(batch => batch.entries)).toEqual(entries.map(({ index }) => index))
        for (const { range, entries: indexes } of batches) {
          const spans = indexes.map(index => entries[index]!.span)
          expect(range).toEqual({ start: spans[0]!.start, end: spans.at(-1)!.end })
          expect(range.end - range.start).toBeLessThanOrEqual(1024 * kibibyte)
        }
      }),
    )
  })
})
