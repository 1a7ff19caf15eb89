import type { Emit } from '../contract/define.ts'
import type { QueueSpot } from '../contract/transfer-queue.ts'
import type { Transfer, transferEvents, TransferId } from '../contract/transfers.ts'
import { inListOrder } from '../domain/transfer/list-order.ts'
import { nextTurn } from '../domain/transfer/next-turn.ts'
import { planMove } from '../domain/transfer/queue-order.ts'
import { hasEnded, isAtWork, type TransferEvent } from '../domain/transfer/transfer-phase.ts'
import { transition } from '../domain/transfer/transition.ts'
import { HeldTransfer, type HeldTransferPorts } from './held-transfer.ts'
import { TransferNotPossible } from './transfer-errors.ts'
import { queuedRecord, type TransferOrder, type TransferRecord } from './transfer-record.ts'
import type { RunnerPorts } from './transfer-runner.ts'
import type { TransferStore } from './transfer-store.ts'

/** Transfers that run at the same time; more would only share the same line. */
const runningAtOnce = 2

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

export function createTransferQueue(ports: QueuePorts): TransferQueue {
  return new Queue(ports)
}

class Queue implements TransferQueue {
  readonly #ports: HeldTransferPorts
  readonly #transfers = new Map<TransferId, HeldTransfer>()
  #isAsleep = false
  #isDisposed = false

  constructor(ports: QueuePorts) {
    this.#ports = { ...ports, isEnding: () => this.#isDisposed, onRest: () => this.#giveTurns() }
    for (const record of ports.store.all()) this.#hold(record)
  }

  list(): readonly Transfer[] {
    return inListOrder(Array.from(this.#transfers.values(), ({ live }) => live.view()))
  }

  record(id: TransferId): TransferRecord {
    return this.#find(id).record
  }

  view(id: TransferId): Transfer {
    return this.#find(id).live.view()
  }

  add(...orders: readonly TransferOrder[]): void {
    const firstPlace = this.#lastPlace() + 1
    const records = orders.map((order, at) => queuedRecord(order, firstPlace + at))
    this.#ports.store.insert(...records)
    const added = records.map(record => this.#hold(record))
    for (const { live } of added) live.tell()
    this.#giveTurns()
  }

  dispatch(id: TransferId, event: TransferEvent): void {
    const held = this.#find(id)
    const before = held.record
    const { phase, effects } = transition(before.phase, event)
    if (phase !== before.phase) {
      const returns = hasEnded(before.phase) && !hasEnded(phase) // who is tried again stands in line like a new one
      held.live.enter(phase, returns ? this.#lastPlace() + 1 : before.place)
    }
    for (const effect of effects)
      if (effect.type === 'enqueue') this.#giveTurns()
      else held.carryOut(effect)
  }

  move(ids: readonly TransferId[], spot: QueueSpot): void {
    const waits = (id: TransferId): boolean => !hasEnded(this.record(id).phase)
    if (!ids.some(waits)) throw new TransferNotPossible('This transfer has ended and waits for nothing.')
    if (!waits(spot.beside)) throw new TransferNotPossible('The transfer beside it has ended meanwhile. Try again.')
    const line = this.#inLine().flatMap(({ record: { order, phase, place } }) =>
      hasEnded(phase) ? [] : [{ id: order.id, place }],
    )
    const moved = planMove(line, ids, spot).map(({ id, place }) => ({ live: this.#find(id).live, place }))
    this.#ports.store.update(...moved.map(({ live, place }) => live.change({ place })))
    for (const { live } of moved) live.tell()
    this.#giveTurns()
  }

  limit(id: TransferId, limitBytesPerSecond: number | null): void {
    this.#find(id).live.keep({ limitBytesPerSecond })
  }

  async atRest(id: TransferId): Promise<void> {
    await this.#find(id).atRest()
  }

  forget(id: TransferId): void {
    this.#find(id).live.remove()
    this.#transfers.delete(id)
    this.#ports.emit('transferRemoved', { id })
  }

  resumeUnfinished(): void {
    // Not those that already got a turn when one before them was queued again.
    for (const [id, { record, hasRun }] of this.#transfers)
      if (isAtWork(record.phase.kind) && !hasRun) this.dispatch(id, { type: 'restart' })
    this.#giveTurns()
  }

  sleep(): Promise<void> {
    this.#isAsleep = true
    return this.#suspendAll()
  }

  wake(): void {
    this.#isAsleep = false
    this.#giveTurns()
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true
    await this.#suspendAll()
    // One whose failure could not be put on record has not been told to stop.
    for (const held of this.#transfers.values()) if (held.hasRun) held.stop()
    await this.#allAtRest()
    for (const { live } of this.#transfers.values()) live.stopTelling()
  }

  #hold(record: TransferRecord): HeldTransfer {
    const held = new HeldTransfer(record, this.#ports)
    this.#transfers.set(record.order.id, held)
    return held
  }

  #find(id: TransferId): HeldTransfer {
    const held = this.#transfers.get(id)
    if (!held) throw new TransferNotPossible('This transfer is not in the list any more.')
    return held
  }

  #giveTurns(): void {
    if (this.#isDisposed || this.#isAsleep) return
    const next = () =>
      nextTurn(
        this.#inLine().map(({ standing }) => standing),
        runningAtOnce,
      )
    for (let turn = next(); turn; turn = next())
      if (turn.type === 'begin') this.#begin(turn.id)
      else this.dispatch(turn.id, { type: 'yield' })
  }

  #begin(id: TransferId): void {
    this.#find(id).begin(event => this.dispatch(id, event))
    this.dispatch(id, { type: 'start' })
  }

  /** Those that have not ended, and those that are stopping still. */
  #inLine(): readonly HeldTransfer[] {
    return [...this.#transfers.values()]
      .filter(({ record, standing }) => !hasEnded(record.phase) || standing.isBusy)
      .sort((a, b) => a.record.place - b.record.place)
  }

  #lastPlace(): number {
    return Math.max(0, ...Array.from(this.#transfers.values(), ({ record }) => record.place))
  }

  async #suspendAll(): Promise<void> {
    for (const [id, { record }] of this.#transfers)
      if (isAtWork(record.phase.kind)) this.dispatch(id, { type: 'suspend' })
    await this.#allAtRest()
  }

  async #allAtRest(): Promise<void> {
    await Promise.all(Array.from(this.#transfers.values(), held => held.atRest()))
  }
}
