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
  const sorted = sortedOffsets(columns)
  for (let index = 0; index < count; index++) {
    const offset = headerOffset[index] ?? 0
    const next = firstBeyond(sorted, offset)
    endOffset[index] = Math.max(offset, Math.min(sorted[next] ?? directoryStart, directoryStart))
    judgeBounds(columns, index, { directoryStart, isShared: sorted[next - 2] === offset })
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

function sortedOffsets({ count, headerOffset }: EntryColumns): Float64Array {
  const isAscending = headerOffset.every((offset, index) => index === 0 || offset >= (headerOffset[index - 1] ?? 0))
  const copy = new Float64Array(count)
  copy.set(headerOffset)
  return isAscending ? copy : copy.sort()
}

function firstBeyond(sorted: Float64Array, offset: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}
