import type { ByteRange } from '../byte-range.ts'

/** Byte ranges that are sorted, disjoint and never touch: `[0, 5)` and `[5, 9)` are one `[0, 9)`. */
export type RangeSet = readonly ByteRange[]

/** The set with one more range in it; what overlaps or touches becomes one. An empty range changes nothing. */
export function addRange(set: RangeSet, added: ByteRange): RangeSet {
  if (added.end <= added.start) return set
  const before = set.filter(range => range.end < added.start)
  const after = set.filter(range => range.start > added.end)
  const touching = set.slice(before.length, set.length - after.length)
  const start = Math.min(added.start, touching[0]?.start ?? added.start)
  const end = Math.max(added.end, touching.at(-1)?.end ?? added.end)
  return [...before, { start, end }, ...after]
}

/** The set without a range. */
export function removeRange(set: RangeSet, { start, end }: ByteRange): RangeSet {
  return set.flatMap(range => [
    ...(range.start < start ? [{ start: range.start, end: Math.min(range.end, start) }] : []),
    ...(range.end > end ? [{ start: Math.max(range.start, end), end: range.end }] : []),
  ])
}

/** What of `whole` the set does not hold, sorted. */
export function missingRanges(whole: ByteRange, set: RangeSet): RangeSet {
  const missing: ByteRange[] = []
  let from = whole.start
  for (const { start, end } of set) {
    if (start > from && from < whole.end) missing.push({ start: from, end: Math.min(start, whole.end) })
    from = Math.max(from, end)
  }
  if (from < whole.end) missing.push({ start: from, end: whole.end })
  return missing
}

/** How many bytes from 0 on are there without a gap. */
export function contiguousPrefix(set: RangeSet): number {
  const first = set[0]
  return first?.start === 0 ? first.end : 0
}

export function coveredBytes(set: RangeSet): number {
  return set.reduce((sum, { start, end }) => sum + end - start, 0)
}
