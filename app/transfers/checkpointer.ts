import type { TransferId, TransferNote } from '../contract/transfers.ts'
import type { Clock } from '../domain/clock.ts'
import type { CheckpointStore, SpoolCheckpoint } from './checkpoint-store.ts'
import { recordDone, type DoneRecord } from './done-record.ts'
import type { Spool } from './spool.ts'

/** How much a killed process fetches again hangs on it: 320 MiB/s bring 3.2 MiB in that time. A commit takes 0.02 ms. */
const lookEveryMs = 10
/** Finished files that are not on record are compared, not fetched: more of them at a time make fewer rows. */
const longestIntervalMs = 100
/** How much a loss of power costs hangs on these: a flush keeps the disk from everything else. */
const flushAt = { sinceMs: 1_000, bytes: 64 * 1024 * 1024 }
/** Where only what is flushed goes on record, a killed process costs that much too. */
const flushSoonAt = { sinceMs: 150, bytes: 4 * 1024 * 1024 }

/** Puts on record what is done, soon after it is done, many at a time. Flushes behind it, once in a while. */
export interface Checkpointer {
  /** Verified, and under its final name. Its spool, if it had one, is of no use any more. */
  done(index: number, localPath: string): void
  /** The same of many small ones, which had no spools. */
  doneTogether(record: DoneRecord): void
  note(note: TransferNote): void
  /** Records and flushes a spool from now on, until it is done or dropped. What it holds already is on record. */
  follow(index: number, spool: Spool): void
  drop(index: number): void
  /** Resolves once everything told before is on record. Of what was written, that holds as long as the system runs. */
  commit(): Promise<void>
  /** Resolves once everything written before is on the disk itself, and on record. */
  flush(): Promise<void>
  /** No more commits and flushes by itself. */
  stop(): void
}

export function createCheckpointer(
  id: TransferId,
  { store, clock, onError }: { store: CheckpointStore; clock: Clock; onError: (error: unknown) => void },
): Checkpointer {
  let done: DoneRecord[] = []
  let notes: TransferNote[] = []
  let dropped: number[] = []
  const spools = new Map<number, Spool>()
  const recorded = new WeakMap<Spool, SpoolCheckpoint>()
  let committedAtMs = clock.monotonicMs()
  const flusher = createFlusher(clock, spools)
  let cancelTimer: (() => void) | undefined
  let isStopped = false

  const changedSpools = () =>
    [...spools].flatMap(([index, spool]) => {
      const checkpoint = spool.checkpoint()
      return recorded.get(spool) === checkpoint ? [] : [{ index, spool, checkpoint }]
    })
  const record = (): void => {
    committedAtMs = clock.monotonicMs()
    const changed = changedSpools()
    if (done.length + notes.length + dropped.length + changed.length === 0) return
    const current = changed.map(({ index, checkpoint }) => ({ index, ...checkpoint }))
    store.commit(id, { done, notes, droppedSpools: dropped, spools: current })
    ;[done, notes, dropped] = [[], [], []]
    for (const { spool, checkpoint } of changed) recorded.set(spool, checkpoint)
  }
  const commit = (): Promise<void> => Promise.resolve().then(record)
  const isDue = (): boolean => clock.monotonicMs() - committedAtMs >= longestIntervalMs || changedSpools().length > 0
  const look = (): void => {
    if (isStopped) return
    if (isDue()) commit().catch(onError)
    flusher.flushDue().catch(onError)
    cancelTimer = clock.after(lookEveryMs, look)
  }
  const drop = (index: number): void => {
    if (spools.delete(index)) dropped.push(index)
  }
  look()
  return {
    done(index, localPath) {
      done.push(recordDone([{ index, localPath }]))
      drop(index)
    },
    doneTogether: record => done.push(record),
    note: note => notes.push(note),
    follow(index, spool) {
      spools.set(index, spool)
      recorded.set(spool, spool.checkpoint())
    },
    drop,
    commit,
    flush: () => flusher.flushAll().finally(record),
    stop() {
      isStopped = true
      cancelTimer?.()
    },
  }
}

/** One flush after the other, so that the disk has time for what is written meanwhile. */
function createFlusher(clock: Clock, spools: ReadonlyMap<number, Spool>) {
  let last = Promise.resolve()
  let isAtWork = false
  let flushedAtMs = clock.monotonicMs()

  const isDue = (spool: Spool): boolean => {
    const { sinceMs, bytes } = spool.outlivesProcess ? flushAt : flushSoonAt
    const unflushedBytes = spool.unflushedBytes()
    return unflushedBytes >= bytes || (unflushedBytes > 0 && clock.monotonicMs() - flushedAtMs >= sinceMs)
  }
  const flush = async (chosen: readonly Spool[]): Promise<void> => {
    isAtWork = true
    try {
      for (const spool of chosen) await spool.flush()
    } finally {
      isAtWork = false
      flushedAtMs = clock.monotonicMs()
    }
  }
  const unflushed = (): readonly Spool[] => [...spools.values()].filter(spool => spool.unflushedBytes() > 0)
  return {
    async flushDue(): Promise<void> {
      if (isAtWork) return
      const due = unflushed().filter(isDue)
      if (due.length > 0) await (last = flush(due))
    },
    flushAll(): Promise<void> {
      const all = (): Promise<void> => flush(unflushed())
      return (last = last.then(all, all))
    },
  }
}
