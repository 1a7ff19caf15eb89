import {
  addRange,
  contiguousPrefix,
  coveredBytes,
  missingRanges,
  removeRange,
  type RangeSet,
} from '../domain/transfer/range-set.ts'
import type { ByteRange } from '../domain/byte-range.ts'
import type { SpoolCheckpoint } from './checkpoint-store.ts'
import type { PartFile } from './ports.ts'

/** The bytes of one large entry on their way to the disk: written in any order, read from the start. */
export interface Spool {
  readonly dataOffset: number // of the data's first byte in the object
  readonly totalBytes: number
  /** Writes what arrived, at a position in the entry's data. Answers how many bytes that were. */
  write(position: number, chunks: readonly Uint8Array[]): Promise<number>
  /** Takes back what was written of a range: it is fetched again. */
  distrust(range: ByteRange): void
  /** What of a range is not written yet. */
  missing(range: ByteRange): RangeSet
  /** Bytes from the start without a gap. */
  prefixBytes(): number
  isComplete(): boolean
  /** Whether what may be relied on has changed since the last flush. */
  isDirty(): boolean
  /** Bytes written since the last flush began. */
  unflushedBytes(): number
  /** Flushes, and answers what may be relied on from then on. */
  flush(): Promise<SpoolCheckpoint>
  /** What was written since the last flush is not to be relied on. */
  close(): Promise<void>
}

export function createSpool(
  file: PartFile,
  totalBytes: number,
  { dataOffset, ranges: flushed }: SpoolCheckpoint,
): Spool {
  let written = flushed
  let isDirty = false
  let unflushedBytes = 0
  return {
    dataOffset,
    totalBytes,
    async write(position, chunks) {
      const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
      await file.write(position, chunks)
      written = addRange(written, { start: position, end: position + bytes })
      isDirty = true
      unflushedBytes += bytes
      return bytes
    },
    distrust(range) {
      written = removeRange(written, range)
      isDirty = true
    },
    missing: range => missingRanges(range, written),
    prefixBytes: () => contiguousPrefix(written),
    isComplete: () => coveredBytes(written) === totalBytes,
    isDirty: () => isDirty,
    unflushedBytes: () => unflushedBytes,
    async flush() {
      // Only what was written before the flush began: a write meanwhile may or may not be part of it.
      const ranges = written
      isDirty = false
      unflushedBytes = 0
      await file.flush()
      return { dataOffset, ranges }
    },
    close() {
      isDirty = false
      return file.close()
    },
  }
}
