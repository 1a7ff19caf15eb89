import type { Transfer } from '../../contract/transfers.ts'

type Listed = Pick<Transfer, 'id' | 'place' | 'createdAtMs' | 'finishedAtMs'>

/** As a list shows transfers: unfinished ones in the order of the queue, then those that have ended, newest first. */
export function inListOrder<T extends Listed>(transfers: readonly T[]): readonly T[] {
  return transfers.toSorted(compare)
}

function compare(a: Listed, b: Listed): number {
  if (a.place !== null && b.place !== null) return a.place - b.place || compareIds(a, b)
  if (a.place !== null || b.place !== null) return a.place === null ? 1 : -1
  const later = (b.finishedAtMs ?? 0) - (a.finishedAtMs ?? 0) || b.createdAtMs - a.createdAtMs
  return later || compareIds(a, b)
}

function compareIds(a: Listed, b: Listed): number {
  return a.id < b.id ? -1 : 1
}
