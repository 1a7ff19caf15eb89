import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addRange,
  contiguousPrefix,
  coveredBytes,
  missingRanges,
  removeRange,
  type RangeSet,
} from '../../../../app/domain/transfer/range-set.ts'

const whole = { start: 0, end: 60 }
const range = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
const bytesOf = (set: RangeSet) =>
  set.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i))
const setOf = (ranges: RangeSet) => ranges.reduce<RangeSet>(addRange, [])

describe('addRange', () => {
  it('joins what overlaps or touches', () => {
    const set = [{ start: 0, end: 5 }, { start: 10, end: 15 }, { start: 20, end: 25 }] // prettier-ignore
    expect(addRange(set, { start: 5, end: 12 })).toEqual([
      { start: 0, end: 15 },
      { start: 20, end: 25 },
    ])
  })

  it('holds exactly the bytes that were added, sorted and apart, in whatever order they came', () => {
    fc.assert(
      fc.property(fc.array(range), ranges => {
        const set = setOf(ranges)
        expect(bytesOf(set)).toEqual([...new Set(bytesOf(ranges))].sort((a, b) => a - b))
        for (const [index, { start }] of set.entries()) expect(start).toBeGreaterThan(set[index - 1]?.end ?? -1)
        expect(coveredBytes(set)).toBe(bytesOf(set).length)
      }),
    )
  })
})

describe('missingRanges and removeRange', () => {
  it('cover, with what is there, the whole without overlap', () => {
    fc.assert(
      fc.property(fc.array(range), ranges => {
        const set = setOf(ranges)
        const all = [...bytesOf(set), ...bytesOf(missingRanges(whole, set))].sort((a, b) => a - b)
        expect(all).toEqual(bytesOf([whole]))
      }),
    )
  })

  it('take out exactly the bytes of the range', () => {
    fc.assert(
      fc.property(fc.array(range), range, (ranges, removed) => {
        const left = bytesOf(setOf(ranges)).filter(byte => byte < removed.start || byte >= removed.end)
        expect(bytesOf(removeRange(setOf(ranges), removed))).toEqual(left)
      }),
    )
  })
})

describe('contiguousPrefix', () => {
  it.each([
    [[], 0],
    [[{ start: 0, end: 7 }], 7],
    [[{ start: 1, end: 7 }], 0],
  ])('of %j is %s', (set, bytes) => {
    expect(contiguousPrefix(set)).toBe(bytes)
  })
})
