import type { TransferId, TransferNote } from '../contract/transfers.ts'
import type { Clock } from '../domain/clock.ts'
import type { CheckpointStore } from './checkpoint-store.ts'
import type { Spool } from './spool.ts'

/** How much is fetched again after a crash hangs on these; the time they take does not show (measured). */
const longestIntervalMs = 150
const mostUnflushedBytes = 4 * 1024 * 1024
/** How often it is looked how much there is to lose: on a fast line, many megabytes in the time of an interval. */
const lookEveryMs = 25

/** Puts on record what is done, soon after it is done, many at a time. */
export interface Checkpointer {
  /** Verified, and under its final name. Its spool, if it had one, is of no use any more. */
  done(index: number, localPath: string): void
  note(note: TransferNote): void
  /** Flushes and records a spool from now on, until it is done or dropped. */
  follow(index: number, spool: Spool): void
  drop(index: number): void
  /** Resolves once everything told before is on record. */
  commit(): Promise<void>
  /** No more commits by itself. */
  stop(): void
}

export function createCheckpointer(
  id: TransferId,
  { store, clock, onError }: { store: CheckpointStore; clock: Clock; onError: (error: unknown) => void },
): Checkpointer {
  let done: { index: number; localPath: string }[] = []
  let notes: TransferNote[] = []
  let dropped: number[] = []
  const spools = new Map<number, Spool>()
  let last = Promise.resolve()
  let cancelTimer: (() => void) | undefined
  let isStopped = false

  const write = async (): Promise<void> => {
    const dirty = [...spools].filter(([, spool]) => spool.isDirty())
    const flushed = await Promise.all(dirty.map(async ([index, spool]) => ({ index, spool, ...(await spool.flush()) })))
    const current = flushed.filter(({ index, spool }) => spools.get(index) === spool)
    const change = { done, notes, droppedSpools: dropped, spools: current }
    if (change.done.length + change.notes.length + change.droppedSpools.length + change.spools.length === 0) return
    store.commit(id, change)
    ;[done, notes, dropped] = [[], [], []]
  }
  const commit = (): Promise<void> => (last = last.then(write, write))
  const isDue = (sinceMs: number): boolean => {
    const unflushedBytes = [...spools.values()].reduce((sum, spool) => sum + spool.unflushedBytes(), 0)
    return unflushedBytes >= mostUnflushedBytes || clock.monotonicMs() - sinceMs >= longestIntervalMs
  }
  const look = (sinceMs: number): void => {
    if (isStopped) return
    cancelTimer = clock.after(lookEveryMs, () => {
      if (!isDue(sinceMs)) look(sinceMs)
      else void commit().catch(onError).finally(tick)
    })
  }
  const tick = (): void => look(clock.monotonicMs())
  const drop = (index: number): void => {
    if (spools.delete(index)) dropped.push(index)
  }
  tick()
  return {
    done(index, localPath) {
      done.push({ index, localPath })
      drop(index)
    },
    note: note => notes.push(note),
    follow: (index, spool) => spools.set(index, spool),
    drop,
    commit,
    stop() {
      isStopped = true
      cancelTimer?.()
    },
  }
}
