import type { EntrySort } from '../contract/outputs.ts'
import { compareKeys, naturalKey } from '../domain/archive/natural-order.ts'

/** What an order needs to know of the things it sorts, by their place in a list. */
export type Sortable = {
  readonly count: number
  readonly name: (at: number) => string
  readonly sizeBytes: (at: number) => number
  readonly compressedBytes: (at: number) => number
  readonly fetchBytes: (at: number) => number
  readonly modifiedAtMs: (at: number) => number | null
}

/** Places in the wanted order. Equals keep theirs; an unknown time counts as the earliest. */
export function sortPlaces(items: Sortable, { by, descending }: EntrySort): Uint32Array {
  const places = Uint32Array.from({ length: items.count }, (_, at) => at)
  const compare = by === 'name' ? byName(items) : byNumber(items, numberOf(items, by))
  const direction = descending ? -1 : 1
  return places.sort((a, b) => direction * compare(a, b) || a - b)
}

type Compare = (a: number, b: number) => number

function byName({ count, name }: Sortable): Compare {
  const keys = Array.from({ length: count }, (_, at) => naturalKey(name(at)))
  return (a, b) => compareKeys(keys[a] ?? '', keys[b] ?? '')
}

function byNumber({ count }: Sortable, value: (at: number) => number): Compare {
  const values = Float64Array.from({ length: count }, (_, at) => value(at))
  return (a, b) => (values[a] ?? 0) - (values[b] ?? 0)
}

function numberOf(items: Sortable, by: Exclude<EntrySort['by'], 'name'>): (at: number) => number {
  switch (by) {
    case 'size':
      return items.sizeBytes
    case 'compressed':
      return items.compressedBytes
    case 'fetch':
      return items.fetchBytes
    case 'modified':
      return at => items.modifiedAtMs(at) ?? -8.64e15
  }
}
