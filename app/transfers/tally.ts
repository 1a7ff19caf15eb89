import type { TransferProgress } from './transfer-record.ts'

type Countable = 'fetchedBytes' | 'writtenBytes' | 'entriesDone' | 'entriesFailed'

/** The running sums of a transfer at work. */
export interface Tally {
  /** Adds to the sums; what was counted too early is taken back with a negative number. */
  add(difference: { readonly [N in Countable]?: number }): void
  current(): TransferProgress
}

export function createTally(start: TransferProgress, onChange: (progress: TransferProgress) => void): Tally {
  let progress = start
  return {
    add({ fetchedBytes = 0, writtenBytes = 0, entriesDone = 0, entriesFailed = 0 }) {
      progress = {
        ...progress,
        fetchedBytes: Math.max(0, progress.fetchedBytes + fetchedBytes),
        writtenBytes: Math.max(0, progress.writtenBytes + writtenBytes),
        entriesDone: progress.entriesDone + entriesDone,
        entriesFailed: progress.entriesFailed + entriesFailed,
      }
      onChange(progress)
    },
    current: () => progress,
  }
}
