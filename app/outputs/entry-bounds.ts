import { noteProblem, type EntryColumns } from './entry-columns.ts'

const localHeaderBytes = 30

/**
 * Finds where the bytes of each entry end at the latest: at the next local header, or where the directory begins. An
 * entry that needs more than that shares bytes with another: the archive is damaged there, or made to be a bomb.
 *
 * @param directoryStart Offset of the central directory in the object.
 */
export function boundEntries(columns: EntryColumns, directoryStart: number): void {
  const { count, headerOffset, endOffset } = columns
  const order = orderByOffset(headerOffset)
  let [next, nextOffset] = [directoryStart, Number.POSITIVE_INFINITY] // the header that lies beyond, and the last one seen
  for (let place = count - 1; place >= 0; place--) {
    const index = order === null ? place : (order[place] ?? 0)
    const offset = headerOffset[index] ?? 0
    const before = order === null ? place - 1 : (order[place - 1] ?? 0)
    const isShared = offset === nextOffset || (place > 0 && headerOffset[before] === offset)
    if (offset !== nextOffset) next = Math.min(nextOffset, directoryStart)
    nextOffset = offset
    endOffset[index] = Math.max(offset, next)
    judgeBounds(columns, index, { directoryStart, isShared })
  }
}

function judgeBounds(
  columns: EntryColumns,
  index: number,
  { directoryStart, isShared }: { directoryStart: number; isShared: boolean },
): void {
  const needed = localHeaderBytes + (columns.compressedBytes[index] ?? 0)
  const offset = columns.headerOffset[index] ?? 0
  if (offset + needed > directoryStart) noteProblem(columns, index, 'outside-archive')
  else if (isShared || offset + needed > (columns.endOffset[index] ?? 0)) noteProblem(columns, index, 'overlapping')
}

/** Positions by offset; null where they stand in this order already, as most packers leave them. */
function orderByOffset(offsets: Float64Array): Uint32Array | null {
  for (let index = 1; index < offsets.length; index++) {
    if ((offsets[index] ?? 0) < (offsets[index - 1] ?? 0)) return sortByOffset(offsets)
  }
  return null
}

function sortByOffset(offsets: Float64Array): Uint32Array {
  const order = new Uint32Array(offsets.length)
  for (let index = 0; index < order.length; index++) order[index] = index
  return order.sort((a, b) => (offsets[a] ?? 0) - (offsets[b] ?? 0))
}
