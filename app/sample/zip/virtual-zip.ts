import {
  CENTRAL_HEADER_BYTES,
  encodeCentralHeader,
  encodeEnd,
  encodeLocalHeader,
  LOCAL_HEADER_BYTES,
} from './records.ts'
import { packEntry, writerStyles, type PackedEntry, type PlannedEntry, type StyleName } from './writer-styles.ts'

/** What an archive holds: entries in the order in which they stand, produced on demand and always the same. */
export type ArchivePlan = {
  readonly style: StyleName
  readonly count: number
  entry(index: number): PlannedEntry
}

/** Where an entry's packed bytes lie. Offsets from the archive's first byte, end exclusive. */
export type EntryExtent = {
  readonly entry: PackedEntry
  readonly dataStart: number
  readonly dataEnd: number
}

/**
 * A zip archive of any size that is computed where it is read. Two offsets per entry are held and nothing else; headers and
 * data of the entries in a range are made anew each time.
 */
export type VirtualZip = {
  readonly sizeBytes: number
  readonly count: number
  readonly unpackedBytes: number
  readonly fileCount: number
  /** The bytes from `start` (inclusive) to `end` (exclusive), in pieces of at most 256 KiB. */
  read(start: number, end: number): Generator<Buffer>
  extent(index: number): EntryExtent
}

const PIECE_BYTES = 256 * 1024

/** Lays an archive out. Takes about two microseconds per entry. */
export function createVirtualZip(plan: ArchivePlan): VirtualZip {
  const layout = layOut(plan)
  const end = encodeEnd(
    {
      count: plan.count,
      directoryOffset: layout.directoryOffset,
      directoryBytes: layout.directoryBytes,
      madeBy: writerStyles[plan.style].madeBy,
    },
    needsZip64End(plan, layout),
  )
  const archive = { plan, layout, end, recent: undefined }
  const sizeBytes = layout.directoryOffset + layout.directoryBytes + end.length
  return {
    sizeBytes,
    count: plan.count,
    unpackedBytes: layout.unpackedBytes,
    fileCount: layout.fileCount,
    read: (from, to) => readPieces(archive, Math.max(0, from), Math.min(to, sizeBytes)),
    extent: index => extentOf(archive, index),
  }
}

type Layout = {
  readonly headerOffsets: Float64Array // of each entry, and at last of the directory
  readonly centralOffsets: Float64Array // counted from the directory's start; at last its length
  readonly directoryOffset: number
  readonly directoryBytes: number
  readonly unpackedBytes: number
  readonly fileCount: number
}
type Archive = {
  readonly plan: ArchivePlan
  readonly layout: Layout
  readonly end: Buffer
  recent: { readonly index: number; readonly entry: PackedEntry } | undefined
}
/** A run of the archive's bytes that is made as one. */
type Segment = { readonly start: number; readonly end: number; readonly copy: Copy }
type Copy = (start: number, end: number, target: Uint8Array, at: number) => void

function layOut(plan: ArchivePlan): Layout {
  const style = writerStyles[plan.style]
  const headerOffsets = new Float64Array(plan.count + 1)
  const centralOffsets = new Float64Array(plan.count + 1)
  let [offset, directoryBytes, unpackedBytes, fileCount] = [0, 0, 0, 0]
  for (let index = 0; index < plan.count; index++) {
    const entry = packEntry(style, plan.entry(index))
    headerOffsets[index] = offset
    centralOffsets[index] = directoryBytes
    const lengths = style.lengths(entry, offset)
    directoryBytes += CENTRAL_HEADER_BYTES + entry.name.length + lengths.centralExtra
    offset += LOCAL_HEADER_BYTES + entry.name.length + lengths.localExtra + entry.compressedBytes + lengths.descriptor
    unpackedBytes += entry.sizeBytes
    fileCount += entry.isFolder ? 0 : 1
  }
  headerOffsets[plan.count] = offset
  centralOffsets[plan.count] = directoryBytes
  return { headerOffsets, centralOffsets, directoryOffset: offset, directoryBytes, unpackedBytes, fileCount }
}

function needsZip64End(plan: ArchivePlan, { directoryOffset, directoryBytes }: Layout): boolean {
  const { endsInZip64, zip64From } = writerStyles[plan.style]
  return endsInZip64 || plan.count >= 0xffff || directoryOffset >= zip64From || directoryBytes >= zip64From
}

function* readPieces(archive: Archive, start: number, end: number): Generator<Buffer> {
  for (let from = start; from < end; from += PIECE_BYTES) {
    const to = Math.min(from + PIECE_BYTES, end)
    const piece = Buffer.allocUnsafe(to - from)
    fill(archive, from, to, piece)
    yield piece
  }
}

function fill(archive: Archive, from: number, to: number, target: Uint8Array): void {
  for (let position = from; position < to;) {
    const segment = segmentAt(archive, position)
    const end = Math.min(segment.end, to)
    segment.copy(position - segment.start, end - segment.start, target, position - from)
    position = end
  }
}

function segmentAt(archive: Archive, position: number): Segment {
  const { directoryOffset, directoryBytes } = archive.layout
  if (position < directoryOffset) return entrySegment(archive, position)
  const inDirectory = position - directoryOffset
  if (inDirectory < directoryBytes) return centralSegment(archive, inDirectory)
  return bytesSegment(directoryOffset + directoryBytes, archive.end)
}

function entrySegment(archive: Archive, position: number): Segment {
  const index = lastNotAfter(archive.layout.headerOffsets, position)
  const style = writerStyles[archive.plan.style]
  const { entry, dataStart, dataEnd } = extentOf(archive, index)
  if (position < dataStart) return bytesSegment(headerOffset(archive, index), encodeLocalHeader(style.local(entry)))
  if (position >= dataEnd) return bytesSegment(dataEnd, style.descriptor(entry))
  const data = entry.data()
  return { start: dataStart, end: dataEnd, copy: (from, to, target, at) => data.copy(from, to, target, at) }
}

function centralSegment(archive: Archive, inDirectory: number): Segment {
  const { centralOffsets, directoryOffset } = archive.layout
  const index = lastNotAfter(centralOffsets, inDirectory)
  const fields = writerStyles[archive.plan.style].central(packed(archive, index), headerOffset(archive, index))
  return bytesSegment(directoryOffset + (centralOffsets[index] ?? 0), encodeCentralHeader(fields))
}

function extentOf(archive: Archive, index: number): EntryExtent {
  const entry = packed(archive, index)
  const start = headerOffset(archive, index)
  const { localExtra } = writerStyles[archive.plan.style].lengths(entry, start)
  const dataStart = start + LOCAL_HEADER_BYTES + entry.name.length + localExtra
  return { entry, dataStart, dataEnd: dataStart + entry.compressedBytes }
}

function packed(archive: Archive, index: number): PackedEntry {
  if (archive.recent?.index === index) return archive.recent.entry
  if (index < 0 || index >= archive.plan.count) throw new RangeError(`No entry ${index} among ${archive.plan.count}`)
  const entry = packEntry(writerStyles[archive.plan.style], archive.plan.entry(index))
  archive.recent = { index, entry }
  return entry
}

function headerOffset({ layout }: Archive, index: number): number {
  return layout.headerOffsets[index] ?? layout.directoryOffset
}

function bytesSegment(start: number, bytes: Uint8Array): Segment {
  const copy: Copy = (from, to, target, at) => target.set(bytes.subarray(from, to), at)
  return { start, end: start + bytes.length, copy }
}

/** The last index whose offset is not after the position. Offsets grow; the first is 0. */
function lastNotAfter(offsets: Float64Array, position: number): number {
  let [low, high] = [0, offsets.length - 1]
  while (low < high - 1) {
    const middle = (low + high) >> 1
    if ((offsets[middle] ?? Infinity) <= position) low = middle
    else high = middle
  }
  return low
}
