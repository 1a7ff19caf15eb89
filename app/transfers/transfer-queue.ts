import type { Emit } from '../contract/define.ts'
import type { QueueSpot } from '../contract/transfer-queue.ts'
import type { Transfer, transferEvents, TransferId } from '../contract/transfers.ts'
import { inListOrder } from '../domain/transfer/list-order.ts'
import { nextTurn, type Standing } from '../domain/transfer/next-turn.ts'
import { addSample, meanBytesPerSecond, type ProgressSample } from '../domain/transfer/progress.ts'
import { planMove } from '../domain/transfer/queue-order.ts'
import {
  hasEnded,
  isAtWork,
  type TransferEffect,
  type TransferEvent,
  type TransferPhase,
} from '../domain/transfer/transfer-phase.ts'
import { transition } from '../domain/transfer/transition.ts'
import { stagingFolderOf } from './destination.ts'
import { TransferNotPossible } from './transfer-errors.ts'
import { joinLimiters } from './join-limiters.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { noProgress, type TransferOrder, type TransferProgress, type TransferRecord } from './transfer-record.ts'
import { createTransferRun, type RunnerPorts, type TransferRun } from './transfer-runner.ts'
import type { TransferStore } from './transfer-store.ts'
import { viewOf } from './transfer-view.ts'

/** Transfers that run at the same time; more would only share the same line. */
const runningAtOnce = 2
/** Progress is told this often at most. */
const tellEveryMs = 250
/** While nothing arrives, the speed is seen to sink this often. */
const sinkEveryMs = 1_000

/** Holds every transfer, gives each its turn, and is the one place where a phase changes. */
export interface TransferQueue {
  /** Unfinished ones in the order of their places, then those that have ended, newest first. */
  list(): readonly Transfer[]
  record(id: TransferId): TransferRecord
  view(id: TransferId): Transfer
  /** Behind all that are there: all of them or, should the app end on the way, none. */
  add(...orders: readonly TransferOrder[]): void
  dispatch(id: TransferId, event: TransferEvent): void
  /** Gives unfinished transfers another place; turns follow. */
  move(ids: readonly TransferId[], spot: QueueSpot): void
  /** Bytes per second of one transfer, beside the limit for all; null: none of its own. Holds at once. */
  limit(id: TransferId, bytesPerSecond: number | null): void
  /** Resolves once nothing of a transfer is stopping any more. */
  atRest(id: TransferId): Promise<void>
  forget(id: TransferId): void
  resumeUnfinished(): void
  /** Whoever is at work goes back to its place in the queue, and nobody gets a turn. Resolves with checkpoints on disk. */
  sleep(): Promise<void>
  /** Turns are given again. */
  wake(): void
  /** As `sleep`, for good. */
  dispose(): Promise<void>
}

export type QueuePorts = RunnerPorts & {
  readonly store: TransferStore
  readonly emit: Emit<typeof transferEvents>
}

type Held = {
  record: TransferRecord
  run: TransferRun | undefined
  stopping: Promise<void> | undefined
  samples: readonly ProgressSample[]
  cancelTelling: (() => void) | undefined
  cancelSinking: (() => void) | undefined
}

export function createTransferQueue(ports: QueuePorts): TransferQueue {
  const { store, clock, emit } = ports
  const transfers = new Map<TransferId, Held>()
  let isAsleep = false
  let isDisposed = false

  for (const record of store.all()) transfers.set(record.order.id, hold(record))

  const find = (id: TransferId): Held => {
    const held = transfers.get(id)
    if (!held) throw new TransferNotPossible('This transfer is not in the list any more.')
    return held
  }
  const tell = (held: Held): void => {
    held.cancelTelling?.()
    held.cancelTelling = undefined
    if (transfers.has(held.record.order.id)) emit('transferChanged', viewOf(held.record, held.samples))
  }
  const keep = (held: Held, change: Partial<TransferRecord>): void => {
    held.record = { ...held.record, ...change, revision: held.record.revision + 1 }
    try {
      store.update(held.record)
    } catch (error) {
      // The end must not fail on a full disk: what was at work is queued again at the next start, whatever is on record.
      if (!isDisposed) throw error
      ports.log.error('The state of a transfer could not be kept at the end', error, { id: held.record.order.id })
    }
    tell(held)
  }
  /** Bytes arrive far more often than anybody wants to hear, or the database to write. */
  const onProgress = (held: Held, progress: TransferProgress): void => {
    held.record = { ...held.record, progress }
    held.cancelTelling ??= clock.after(tellEveryMs, () => measure(held))
  }
  const measure = (held: Held): void => {
    held.samples = addSample(held.samples, { atMs: clock.monotonicMs(), bytes: held.record.progress.fetchedBytes })
    keep(held, {})
    held.cancelSinking?.()
    const isMoving = (meanBytesPerSecond(held.samples) ?? 0) > 0
    held.cancelSinking = isMoving ? clock.after(sinkEveryMs, () => measure(held)) : undefined
  }
  const enter = (held: Held, { kind: to }: TransferPhase): void => {
    held.samples = []
    held.cancelSinking?.()
    ports.log.info('transfer', { id: held.record.order.id, from: held.record.phase.kind, to })
  }
  const dispatch = (id: TransferId, event: TransferEvent): void => {
    const held = find(id)
    const { phase, effects } = transition(held.record.phase, event)
    if (phase !== held.record.phase) {
      if (phase.kind !== held.record.phase.kind) enter(held, phase)
      const returns = hasEnded(held.record.phase) && !hasEnded(phase) // who is tried again stands in line like a new one
      const place = returns ? lastPlace() + 1 : held.record.place
      keep(held, { phase, place, finishedAtMs: hasEnded(phase) ? clock.nowMs() : null })
    }
    for (const effect of effects) carryOut(held, effect)
  }
  const carryOut = (held: Held, effect: TransferEffect): void => {
    switch (effect.type) {
      case 'enqueue': {
        giveTurns()
        return
      }
      case 'stop': {
        after(held, () => stopRun(held))
        return
      }
      case 'discard': {
        after(held, () => discard(ports, held.record.order))
        return
      }
      default:
        return held.run?.carryOut(effect)
    }
  }
  const stopRun = async (held: Held): Promise<void> => {
    try {
      await held.run?.stop()
    } finally {
      held.run = undefined
      forgetEntries(ports, held.record)
      keep(held, {})
    }
  }
  const after = (held: Held, work: () => Promise<void>): void => {
    const stopping = (held.stopping ?? Promise.resolve())
      .then(work)
      .catch((error: unknown) => ports.log.error('A transfer could not be stopped cleanly', error))
      .finally(() => {
        if (held.stopping !== stopping) return
        held.stopping = undefined
        giveTurns()
      })
    held.stopping = stopping
  }
  const inLine = (): readonly Held[] =>
    [...transfers.values()]
      .filter(held => !hasEnded(held.record.phase) || isBusy(held))
      .sort((a, b) => a.record.place - b.record.place)
  const lastPlace = (): number => Math.max(0, ...Array.from(transfers.values(), ({ record }) => record.place))
  const giveTurns = (): void => {
    if (isDisposed || isAsleep) return
    const next = () => nextTurn(inLine().map(standingOf), runningAtOnce)
    for (let turn = next(); turn; turn = next())
      if (turn.type === 'begin') begin(find(turn.id))
      else dispatch(turn.id, { type: 'yield' })
  }
  const waits = (id: TransferId): boolean => !hasEnded(find(id).record.phase)
  const move = (ids: readonly TransferId[], spot: QueueSpot): void => {
    if (!ids.some(waits)) throw new TransferNotPossible('This transfer has ended and waits for nothing.')
    if (!waits(spot.beside)) throw new TransferNotPossible('The transfer beside it has ended meanwhile. Try again.')
    const line = inLine().flatMap(({ record }) =>
      hasEnded(record.phase) ? [] : [{ id: record.order.id, place: record.place }],
    )
    const moved = planMove(line, ids, spot).map(({ id, place }) => {
      const held = find(id)
      held.record = { ...held.record, place, revision: held.record.revision + 1 }
      return held
    })
    store.update(...moved.map(({ record }) => record))
    for (const held of moved) tell(held)
    giveTurns()
  }
  const begin = (held: Held): void => {
    const { order } = held.record
    held.run = createTransferRun(order, {
      ...ports,
      limiter: joinLimiters(
        createRateLimiter(clock, () => held.record.limitBytesPerSecond),
        ports.limiter,
      ),
      dispatch: event => {
        if (held.run && !held.stopping) dispatch(order.id, event)
      },
      onProgress: progress => onProgress(held, progress),
    })
    dispatch(order.id, { type: 'start' })
  }
  const suspendAll = async (): Promise<void> => {
    for (const [id, { record }] of transfers) if (isAtWork(record.phase.kind)) dispatch(id, { type: 'suspend' })
    await allStopped()
  }
  const allStopped = async (): Promise<void> => {
    await Promise.all([...transfers.values()].map(async ({ stopping }) => stopping))
  }
  return {
    list: () => inListOrder(Array.from(transfers.values(), ({ record, samples }) => viewOf(record, samples))),
    record: id => find(id).record,
    view: id => viewOf(find(id).record, find(id).samples),
    add(...orders) {
      const recordOf = (order: TransferOrder, place: number): TransferRecord => ({
        order,
        phase: { kind: 'queued' },
        place,
        limitBytesPerSecond: null,
        progress: noProgress,
        finishedAtMs: null,
        revision: 1,
      })
      const firstPlace = lastPlace() + 1
      const records = orders.map((order, at) => recordOf(order, firstPlace + at))
      store.insert(...records)
      for (const record of records) transfers.set(record.order.id, hold(record))
      for (const { order } of records) tell(find(order.id))
      giveTurns()
    },
    dispatch,
    move,
    limit: (id, limitBytesPerSecond) => keep(find(id), { limitBytesPerSecond }),
    atRest: async id => find(id).stopping,
    forget(id) {
      find(id).cancelTelling?.()
      find(id).cancelSinking?.()
      store.remove(id)
      transfers.delete(id)
      emit('transferRemoved', { id })
    },
    resumeUnfinished() {
      // Not those that already got a turn when one before them was queued again.
      for (const [id, { record, run }] of transfers)
        if (isAtWork(record.phase.kind) && !run) dispatch(id, { type: 'restart' })
      giveTurns()
    },
    sleep() {
      isAsleep = true
      return suspendAll()
    },
    wake() {
      isAsleep = false
      giveTurns()
    },
    async dispose() {
      isDisposed = true
      await suspendAll()
      // One whose failure could not be put on record has not been told to stop.
      for (const held of transfers.values()) if (held.run) after(held, () => stopRun(held))
      await allStopped()
      for (const { cancelTelling, cancelSinking } of transfers.values()) {
        cancelTelling?.()
        cancelSinking?.()
      }
    },
  }
}

/** A transfer that is done needs to know of its entries no more; of a raw archive, the name it got stays known. */
function forgetEntries({ checkpoints }: QueuePorts, { phase, order }: TransferRecord): void {
  if (phase.kind === 'done' && order.kind === 'files') checkpoints.discard(order.id)
}

function isBusy({ run, stopping }: Held): boolean {
  return run !== undefined || stopping !== undefined
}

function standingOf(held: Held): Standing {
  const { order, phase } = held.record
  return { id: order.id, kind: phase.kind, isBusy: isBusy(held) }
}

function hold(record: TransferRecord): Held {
  return {
    record,
    run: undefined,
    stopping: undefined,
    samples: [],
    cancelTelling: undefined,
    cancelSinking: undefined,
  }
}

async function discard({ disk, checkpoints, log }: QueuePorts, order: TransferOrder): Promise<void> {
  checkpoints.discard(order.id)
  try {
    await disk.remove(stagingFolderOf(order.destination, order.id))
  } catch (error) {
    log.error('Temporary files of a cancelled transfer could not be removed', error, { transfer: order.id })
  }
}
