import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteLength } from '../../../../app/domain/byte-range.ts'
import {
  isLarge,
  planAnew,
  planSegments,
  planUnits,
  spanOf,
  type WantedEntry,
  type WorkUnit,
} from '../../../../app/domain/transfer/plan-units.ts'
import { addRange, missingRanges, type RangeSet } from '../../../../app/domain/transfer/range-set.ts'

const kibibyte = 1024
const mebibyte = 1024 * kibibyte
const options = { connections: 4, unpackers: 2 }

function entry(
  index: number,
  headerOffset: number,
  compressedBytes: number,
  change: Partial<WantedEntry> = {},
): WantedEntry {
  const endOffset = headerOffset + 50 + compressedBytes
  return {
    index,
    headerOffset,
    endOffset,
    compressedBytes,
    sizeBytes: compressedBytes,
    folder: 0,
    present: [],
    ...change,
  }
}

const kinds = (units: readonly WorkUnit[]) => units.map(unit => (unit.kind === 'batch' ? unit.entries : unit.entry))

describe('planUnits', () => {
  it('fetches small neighbours in one request, over gaps of up to 64 KiB', () => {
    const near = entry(1, 150 + 64 * kibibyte, 100)
    const far = entry(2, near.endOffset + 64 * kibibyte + 1, 100)
    expect(planUnits([entry(0, 0, 100), near, far], options)).toEqual([
      { kind: 'batch', entries: [0, 1], range: { start: 0, end: near.endOffset } },
      { kind: 'batch', entries: [2], range: { start: far.headerOffset, end: far.endOffset } },
    ])
  })

  it('ends a batch at its target size and at 1,000 entries', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => entry(index, index * 60, 10))
    expect(planUnits(many, options).map(unit => unit.kind === 'batch' && unit.entries.length)).toEqual([
      1000, 1000, 1000, 1000, 1000,
    ])
    const big = Array.from({ length: 8 }, (_, index) => entry(index, index * mebibyte, mebibyte - 50))
    expect(planUnits(big, options)).toHaveLength(8)
  })

  it('takes small entries first, then large ones biggest first, in turns of as many as are unpacked at once', () => {
    const large = [8, 20, 16].map((size, i) => entry(i, i * 100 * mebibyte, size * mebibyte))
    const units = planUnits([...large, entry(9, 400 * mebibyte, 10)], options)
    expect(kinds(units)).toEqual([[9], 1, 2, 1, 2, 1, 2, 1, 2, 1, 0, 0])
  })

  it('makes segments as large as all that is fetched allows, not each entry by itself', () => {
    const large = Array.from({ length: 8 }, (_, i) => entry(i, i * 200 * mebibyte, 128 * mebibyte))
    const units = planUnits(large, { connections: 16, unpackers: 2 })
    expect(units).toHaveLength(64)
    expect(units.every(({ range }) => byteLength(range) === 16 * mebibyte)).toBe(true)
  })

  it('counts as large what is small in the archive and huge on the disk', () => {
    expect(isLarge({ compressedBytes: 1000, sizeBytes: 17 * mebibyte })).toBe(true)
    expect(isLarge({ compressedBytes: 4 * mebibyte, sizeBytes: 16 * mebibyte })).toBe(false)
  })

  it('never asks for what lies between an entry and the next far behind it', () => {
    const hostile = entry(0, 0, 10, { endOffset: 1e12 })
    expect(byteLength(spanOf(hostile))).toBeLessThan(200 * kibibyte)
  })

  it('asks for every missing byte of every entry, and for no present one of a large one', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryEntry, { maxLength: 30 }),
        fc.integer({ min: 1, max: 16 }),
        (sizes, connections) => {
          const entries = layOut(sizes)
          const units = planUnits(entries, { connections, unpackers: 2 })
          for (const wanted of entries) expectCovered(wanted, units)
        },
      ),
    )
  })
})

const arbitraryEntry = fc.record({
  compressedBytes: fc.oneof(fc.nat(100_000), fc.integer({ min: 4 * mebibyte, max: 200 * mebibyte })),
  gap: fc.nat(200_000),
  present: fc.nat(100),
})

function layOut(sizes: readonly { compressedBytes: number; gap: number; present: number }[]): readonly WantedEntry[] {
  let offset = 0
  return sizes.map(({ compressedBytes, gap, present }, index) => {
    const isBig = compressedBytes > 4 * mebibyte
    const there = isBig ? [{ start: 0, end: Math.floor((compressedBytes * present) / 100) }] : []
    const wanted = entry(index, offset, compressedBytes, { present: there.filter(({ end }) => end > 0) })
    offset = wanted.endOffset + gap
    return wanted
  })
}

function expectCovered(wanted: WantedEntry, units: readonly WorkUnit[]): void {
  if (!isLarge(wanted)) {
    const batches = units.filter(unit => unit.kind === 'batch' && unit.entries.includes(wanted.index))
    expect(batches).toHaveLength(1)
    const span = spanOf(wanted)
    expect(batches[0]!.range.start).toBeLessThanOrEqual(span.start)
    expect(batches[0]!.range.end).toBeGreaterThanOrEqual(span.end)
    return
  }
  const segments = units
    .filter(unit => unit.kind === 'segment' && unit.entry === wanted.index)
    .map(({ range }) => range)
  const whole = { start: 0, end: wanted.compressedBytes }
  const asked = segments.reduce<RangeSet>(addRange, [])
  expect(asked).toEqual(missingRanges(whole, wanted.present))
  expect(Math.max(...segments.map(byteLength))).toBeLessThanOrEqual(32 * mebibyte)
}

describe('planSegments', () => {
  it('finishes an object of which nothing is missing with one empty segment', () => {
    const present = [{ start: 0, end: 10 }]
    expect(planSegments(7, { sizeBytes: 10, present, connections: 4 })).toEqual([
      { kind: 'segment', entry: 7, range: { start: 10, end: 10 } },
    ])
  })

  it.each([
    [100, 25],
    [1_600, 50],
    [10_000, 313],
  ])('splits %s MiB for 8 connections into %s segments of 4 to 32 MiB', (sizeMiB, count) => {
    expect(planSegments(0, { sizeBytes: sizeMiB * mebibyte, present: [], connections: 8 })).toHaveLength(count)
  })
})

describe('planAnew', () => {
  it('asks for one small entry alone, and for all of a large one', () => {
    expect(planAnew(entry(3, 1000, 10), 4)).toEqual([
      { kind: 'batch', entries: [3], range: { start: 1000, end: 1060 } },
    ])
    const units = planAnew(entry(4, 1000, 9 * mebibyte), 4)
    expect(units.map(({ range }) => range)).toEqual([
      { start: 0, end: 4 * mebibyte },
      { start: 4 * mebibyte, end: 8 * mebibyte },
      { start: 8 * mebibyte, end: 9 * mebibyte },
    ])
  })
})
