import type { ByteRange } from '../byte-range.ts'
import { planBatches, type Batch, type SmallEntry } from './plan-batches.ts'
import { coveredBytes, missingRanges, type RangeSet } from './range-set.ts'

const kibibyte = 1024
const mebibyte = 1024 * kibibyte

/** Entries up to these sizes are fetched whole and extracted in memory; larger ones go through a file in segments. */
const smallCompressedBytes = 4 * mebibyte
const smallUnpackedBytes = 16 * mebibyte
const segmentBytes = { min: 4 * mebibyte, max: 32 * mebibyte }
/** A local header holds a name and an extra field of at most 65,535 bytes each. */
const largestHeaderBytes = 30 + 2 * 65_535

/** Small entries that are asked for in one request. */
export type BatchUnit = Batch & { readonly kind: 'batch' }
/** A part of one large entry. `range` counts from the first byte of the entry's data (after its local header). */
export type SegmentUnit = { readonly kind: 'segment'; readonly entry: number; readonly range: ByteRange }
export type WorkUnit = BatchUnit | SegmentUnit

/** An entry still to be fetched. */
export type WantedEntry = {
  readonly index: number
  readonly headerOffset: number
  readonly endOffset: number // exclusive
  readonly compressedBytes: number
  readonly sizeBytes: number
  readonly folder: number // the same for neighbours that go into one folder of the disk
  readonly present: RangeSet // of its data, on disk already; always empty for a small entry
}

/** The bytes of an entry worth asking for, whatever lies between it and the next one. */
export function spanOf(entry: Pick<WantedEntry, 'headerOffset' | 'endOffset' | 'compressedBytes'>): ByteRange {
  const end = Math.min(entry.endOffset, entry.headerOffset + largestHeaderBytes + entry.compressedBytes)
  return { start: entry.headerOffset, end: Math.max(end, entry.headerOffset) }
}

/** Whether an entry goes through a file of its own in segments, rather than through memory. */
export function isLarge(entry: Pick<WantedEntry, 'compressedBytes' | 'sizeBytes'>): boolean {
  return entry.compressedBytes > smallCompressedBytes || entry.sizeBytes > smallUnpackedBytes
}

/**
 * Splits what is still to be fetched into requests, in the order to send them: small entries in archive order first,
 * so that logs and tables are usable at once, then the large ones, biggest first, taking turns in groups so that as
 * many are unpacked at the same time as there are workers.
 *
 * @param wanted       In archive order (by `headerOffset`). Walked through more than once.
 * @param connections  Requests that run at the same time; at least 1.
 * @param unpackers    Large entries to interleave; bounds the disk space their compressed bytes take. At least 1.
 */
export function planUnits(
  wanted: Iterable<WantedEntry>,
  { connections, unpackers }: { readonly connections: number; readonly unpackers: number },
): readonly WorkUnit[] {
  const large: WantedEntry[] = []
  for (const entry of wanted) {
    if (isLarge(entry)) large.push(entry)
  }
  large.sort((a, b) => b.compressedBytes - a.compressedBytes)
  const groups = Array.from({ length: Math.ceil(large.length / unpackers) }, (_, group) =>
    large.slice(group * unpackers, (group + 1) * unpackers),
  )
  const segments = { connections, totalBytes: large.reduce((sum, entry) => sum + missingBytes(entry), 0) }
  const batches = planBatches(spansOf(wanted))
  return [
    ...batches.map(batch => ({ kind: 'batch', ...batch }) as const),
    ...groups.flatMap(group => interleave(group, segments)),
  ]
}

/** The requests that fetch one entry from its beginning, whatever was there of it. */
export function planAnew(entry: Omit<WantedEntry, 'present' | 'folder'>, connections: number): readonly WorkUnit[] {
  const { index, compressedBytes: sizeBytes } = entry
  if (isLarge(entry)) return planSegments(index, { sizeBytes, present: [], connections })
  return [{ kind: 'batch', range: spanOf(entry), entries: [index] }]
}

/**
 * Requests for what is missing of one large object of `sizeBytes`: the raw archive, or a large entry's data. An object
 * of which nothing is missing has one empty segment, so that it is finished all the same.
 *
 * @param totalBytes  Of all that is fetched in the same segments; unless told, there is nothing but this object. Many
 *   small requests would spend their time on round trips, few large ones would leave connections idle at the end.
 */
export function planSegments(
  entry: number,
  {
    sizeBytes,
    present,
    connections,
    totalBytes,
  }: { sizeBytes: number; present: RangeSet; connections: number; totalBytes?: number },
): readonly SegmentUnit[] {
  const missing = missingRanges({ start: 0, end: sizeBytes }, present)
  const bytes = clamp(Math.ceil((totalBytes ?? coveredBytes(missing)) / (4 * connections)), segmentBytes)
  const ranges = missing.flatMap(range => splitRange(range, bytes))
  if (ranges.length === 0) ranges.push({ start: sizeBytes, end: sizeBytes })
  return ranges.map(range => ({ kind: 'segment', entry, range }))
}

function* spansOf(wanted: Iterable<WantedEntry>): Generator<SmallEntry> {
  for (const entry of wanted) {
    if (!isLarge(entry)) yield { index: entry.index, span: spanOf(entry), folder: entry.folder }
  }
}

function missingBytes({ compressedBytes, present }: WantedEntry): number {
  return compressedBytes - coveredBytes(present)
}

function interleave(
  group: readonly WantedEntry[],
  segments: { readonly connections: number; readonly totalBytes: number },
): readonly SegmentUnit[] {
  const lists = group.map(({ index, compressedBytes: sizeBytes, present }) =>
    planSegments(index, { sizeBytes, present, ...segments }),
  )
  const longest = Math.max(...lists.map(list => list.length))
  return Array.from({ length: longest }, (_, turn) => lists.flatMap(list => list.slice(turn, turn + 1))).flat()
}

function splitRange({ start, end }: ByteRange, bytes: number): readonly ByteRange[] {
  const starts = Array.from({ length: Math.ceil((end - start) / bytes) }, (_, i) => start + i * bytes)
  return starts.map(from => ({ start: from, end: Math.min(from + bytes, end) }))
}

function clamp(value: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.min(Math.max(value, min), max)
}
