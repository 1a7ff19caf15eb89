import type { ByteRange } from '../byte-range.ts'

/** Unwanted bytes between two wanted entries that are cheaper to fetch than another request. */
const mergedGapBytes = 64 * 1024
/**
 * A request is as large as that, unless its only entry is larger. All of it takes memory, and is fetched again when the
 * process dies before it is written; and already this brings more, over many connections, than can be written.
 */
const batchBytes = 1024 * 1024
/** Creating thousands of files takes longer than fetching them: more per batch would starve the other workers. */
const batchEntries = 1_000

/** A small entry: it is fetched with its neighbours. */
export type SmallEntry = {
  readonly index: number
  readonly span: ByteRange // in the object
  readonly folder: number // the same for neighbours that go into one folder of the disk
}

/** What is asked for in one request. `range` counts from the object's first byte. */
export type Batch = { readonly range: ByteRange; readonly entries: readonly number[] }

/**
 * Puts neighbours together, as long as a request stays within its size. It rather ends where a folder does: files cost
 * more where they come into a folder that is there already than in a fresh one with all its files.
 *
 * @param small  In archive order.
 */
export function planBatches(small: Iterable<SmallEntry>): readonly Batch[] {
  const batches: Batch[] = []
  const open: SmallEntry[] = []
  let openEnd = 0
  const close = (count: number): void => {
    const closed = open.splice(0, count)
    batches.push({ range: rangeOf(closed), entries: closed.map(({ index }) => index) })
    openEnd = endOf(open)
  }
  for (const entry of small) {
    if (entry.span.start > openEnd + mergedGapBytes && open.length > 0) close(open.length)
    while (open.length > 0 && !fits(open, openEnd, entry)) close(countToClose(open, entry))
    open.push(entry)
    openEnd = Math.max(openEnd, entry.span.end)
  }
  if (open.length > 0) close(open.length)
  return batches
}

function fits(open: readonly SmallEntry[], openEnd: number, { span }: SmallEntry): boolean {
  const start = open[0]?.span.start ?? span.start
  return open.length < batchEntries && Math.max(openEnd, span.end) - start <= batchBytes
}

/** All, or those before the folder that the next entry goes into as well, unless they are less than half of the bytes. */
function countToClose(open: readonly SmallEntry[], next: SmallEntry): number {
  const before = open.findLastIndex(({ folder }) => folder !== next.folder) + 1
  const { start, end } = rangeOf(open)
  const isEnough = before > 0 && endOf(open.slice(0, before)) - start >= (end - start) / 2
  return isEnough ? before : open.length
}

function rangeOf(entries: readonly SmallEntry[]): ByteRange {
  return { start: entries[0]?.span.start ?? 0, end: endOf(entries) }
}

function endOf(entries: readonly SmallEntry[]): number {
  return entries.reduce((end, { span }) => Math.max(end, span.end), 0)
}
