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
  /** What may be relied on once it is on record. The same object until something of it changes. */
  checkpoint(): SpoolCheckpoint
  /** Written, and no flush that would bring them to the disk has begun. */
  unflushedBytes(): number
  /** Whether what is written may be relied on before it is flushed. */
  readonly outlivesProcess: boolean
  /** Brings everything written so far to the disk itself. One at a time. Nothing to do once closed. */
  flush(): Promise<void>
  /** What is written stays, flushed or not. Idempotent. */
  close(): Promise<void>
}

export function createSpool(file: PartFile, totalBytes: number, known: SpoolCheckpoint): Spool {
  const { outlivesProcess } = file
  const { dataOffset } = known
  let { ranges: written, flushed } = known
  let flushing: RangeSet = [] // what the flush at work covers, without what was distrusted since
  let unflushedBytes = coveredBytes(written) - coveredBytes(flushed)
  let isClosed = false
  let checkpoint = outlivesProcess ? known : { dataOffset, ranges: flushed, flushed }
  const keep = (): void => {
    const ranges = outlivesProcess ? written : flushed
    if (ranges !== checkpoint.ranges || flushed !== checkpoint.flushed) checkpoint = { dataOffset, ranges, flushed }
  }
  const flush = async (): Promise<void> => {
    // A write that returns while the flush is at work may or may not be part of it.
    flushing = written
    unflushedBytes = 0
    try {
      await file.flush()
      flushed = flushing
    } catch (error) {
      written = flushed // the system may drop what it could not flush, and says so only once
      throw error
    } finally {
      keep()
    }
  }
  return {
    dataOffset,
    totalBytes,
    outlivesProcess,
    async write(position, chunks) {
      const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
      await file.write(position, chunks)
      // Only now: of a write that did not return, nobody knows how much there is.
      written = addRange(written, { start: position, end: position + bytes })
      unflushedBytes += bytes
      keep()
      return bytes
    },
    distrust(range) {
      written = removeRange(written, range)
      flushing = removeRange(flushing, range)
      flushed = removeRange(flushed, range)
      keep()
    },
    missing: range => missingRanges(range, written),
    prefixBytes: () => contiguousPrefix(written),
    isComplete: () => coveredBytes(written) === totalBytes,
    checkpoint: () => checkpoint,
    unflushedBytes: () => (isClosed ? 0 : unflushedBytes),
    flush: () => (isClosed ? Promise.resolve() : flush()),
    close() {
      isClosed = true
      return file.close()
    },
  }
}
