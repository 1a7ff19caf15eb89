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

  it('measures by bytes whether what lies before a folder is enough', () => {
    const tiny = layOut([5], 1)
    const large = layOut([6], 240).map(({ index, span }) => {
      return { index: index + 5, folder: 1, span: { start: span.start + 5 * kibibyte, end: span.end + 5 * kibibyte } }
    })
    expect(counts([...tiny, ...large])).toEqual([9, 2])
  })

  it('ends a batch at 1,000 entries', () => {
    expect(counts(layOut([700, 700, 700], 0.1))).toEqual([700, 700, 700])
    expect(counts(layOut([2_500], 0.1))).toEqual([1_000, 1_000, 500])
  })

  it('fetches every byte asked for, in requests that each hold their entries whole, in order', () => {
    const file = fc.record({
      bytes: fc.oneof(fc.integer({ min: 31, max: 200_000 }), fc.integer({ min: 900_000, max: 4_200_000 })),
      gap: fc.constantFrom(0, 0, 0, 64 * kibibyte, 65 * kibibyte),
      isNewFolder: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(file, { maxLength: 60 }), files => {
        const entries = place(files)
        const batches = planBatches(entries)
        expect(batches.flatMap(batch => batch.entries)).toEqual(entries.map(({ index }) => index))
        for (const { range, entries: indexes } of batches) {
          const spans = indexes.map(index => entries[index]!.span)
          expect(range).toEqual({ start: spans[0]!.start, end: spans.at(-1)!.end })
          if (indexes.length > 1) expect(range.end - range.start).toBeLessThanOrEqual(1024 * kibibyte)
          for (const [at, { start }] of spans.entries()) {
            if (at > 0) expect(start - spans[at - 1]!.end).toBeLessThanOrEqual(64 * kibibyte)
          }
        }
      }),
    )
  })
})

type Drawn = { readonly bytes: number; readonly gap: number; readonly isNewFolder: boolean }

function place(files: readonly Drawn[]): readonly SmallEntry[] {
  let [end, folder] = [0, 0]
  return files.map(({ bytes, gap, isNewFolder }, index) => {
    const start = end + gap
    end = start + bytes
    if (isNewFolder) folder++
    return { index, folder, span: { start, end } }
  })
}
