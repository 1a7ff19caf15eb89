import type { Emit } from '../contract/define.ts'
import type { Transfer, transferEvents } from '../contract/transfers.ts'
import type { Clock } from '../domain/clock.ts'
import type { Log } from '../domain/log.ts'
import { addSample, meanBytesPerSecond, type ProgressSample } from '../domain/transfer/progress.ts'
import { hasEnded, type TransferPhase } from '../domain/transfer/transfer-phase.ts'
import type { TransferProgress, TransferRecord } from './transfer-record.ts'
import type { TransferStore } from './transfer-store.ts'
import { viewOf } from './transfer-view.ts'

/** Progress is told this often at most. */
const tellEveryMs = 250
/** While nothing arrives, the speed is seen to sink this often. */
const sinkEveryMs = 1_000

export type LiveRecordPorts = {
  readonly store: TransferStore
  readonly emit: Emit<typeof transferEvents>
  readonly clock: Clock
  readonly log: Log
  /** Whether the app ends, which must not fail. */
  readonly isEnding: () => boolean
}

/** What is on record of one transfer: every change is kept and told, progress a few times a second. */
export class LiveRecord {
  readonly #ports: LiveRecordPorts
  #record: TransferRecord
  #samples: readonly ProgressSample[] = []
  #cancelTelling: (() => void) | undefined
  #cancelSinking: (() => void) | undefined
  #isRemoved = false

  constructor(record: TransferRecord, ports: LiveRecordPorts) {
    this.#record = record
    this.#ports = ports
  }

  get current(): TransferRecord {
    return this.#record
  }

  view(): Transfer {
    return viewOf(this.#record, this.#samples)
  }

  /** Of the speed in one phase nothing follows for the next. */
  enter(phase: TransferPhase, place: number): void {
    const { clock, log } = this.#ports
    const { order, phase: before } = this.#record
    if (phase.kind !== before.kind) {
      this.#samples = []
      this.#cancelSinking?.()
      log.info('transfer', { id: order.id, from: before.kind, to: phase.kind })
    }
    this.keep({ phase, place, finishedAtMs: hasEnded(phase) ? clock.nowMs() : null })
  }

  /** Bytes arrive far more often than anybody wants to hear, or the database to write. */
  onProgress(progress: TransferProgress): void {
    this.#record = { ...this.#record, progress }
    this.#cancelTelling ??= this.#ports.clock.after(tellEveryMs, () => this.#measure())
  }

  keep(change: Partial<TransferRecord>): void {
    const record = this.change(change)
    try {
      this.#ports.store.update(record)
    } catch (error) {
      // The end must not fail on a full disk: what was at work is queued again at the next start, whatever is on record.
      if (!this.#ports.isEnding()) throw error
      this.#ports.log.error('The state of a transfer could not be kept at the end', error, { id: record.order.id })
    }
    this.tell()
  }

  /** For whoever keeps several at once; `tell` comes after that. */
  change(change: Partial<TransferRecord>): TransferRecord {
    return (this.#record = { ...this.#record, ...change, revision: this.#record.revision + 1 })
  }

  tell(): void {
    this.#cancelTelling?.()
    this.#cancelTelling = undefined
    if (!this.#isRemoved) this.#ports.emit('transferChanged', this.view())
  }

  remove(): void {
    this.stopTelling()
    this.#ports.store.remove(this.#record.order.id)
    this.#isRemoved = true
  }

  stopTelling(): void {
    this.#cancelTelling?.()
    this.#cancelSinking?.()
  }

  #measure(): void {
    const { clock } = this.#ports
    const sample = { atMs: clock.monotonicMs(), bytes: this.#record.progress.fetchedBytes }
    this.#samples = addSample(this.#samples, sample)
    this.keep({})
    this.#cancelSinking?.()
    const isMoving = (meanBytesPerSecond(this.#samples) ?? 0) > 0
    this.#cancelSinking = isMoving ? clock.after(sinkEveryMs, () => this.#measure()) : undefined
  }
}
