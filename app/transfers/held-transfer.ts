import type { TransferEffect, TransferEvent } from '../domain/transfer/transfer-phase.ts'
import type { Standing } from '../domain/transfer/next-turn.ts'
import { stagingFolderOf } from './destination.ts'
import { joinLimiters } from './join-limiters.ts'
import { LiveRecord, type LiveRecordPorts } from './live-record.ts'
import { createRateLimiter } from './rate-limiter.ts'
import type { TransferRecord } from './transfer-record.ts'
import { createTransferRun, type RunnerPorts, type TransferRun } from './transfer-runner.ts'

export type HeldTransferPorts = RunnerPorts &
  LiveRecordPorts & {
    /** Nothing of it is stopping any more: its turn may be given to another one. */
    readonly onRest: () => void
  }

/** One transfer of the queue: its record, and the work on it while it has a turn. */
export class HeldTransfer {
  readonly live: LiveRecord
  readonly #ports: HeldTransferPorts
  #run: TransferRun | undefined
  #stopping: Promise<void> | undefined

  constructor(record: TransferRecord, ports: HeldTransferPorts) {
    this.live = new LiveRecord(record, ports)
    this.#ports = ports
  }

  get record(): TransferRecord {
    return this.live.current
  }

  get hasRun(): boolean {
    return this.#run !== undefined
  }

  get standing(): Standing {
    const { order, phase } = this.record
    return { id: order.id, kind: phase.kind, isBusy: this.hasRun || this.#stopping !== undefined }
  }

  /** Nothing happens before the first effect is carried out. */
  begin(dispatch: (event: TransferEvent) => void): void {
    const { clock, limiter } = this.#ports
    const ownLimiter = createRateLimiter(clock, () => this.record.limitBytesPerSecond)
    this.#run = createTransferRun(this.record.order, {
      ...this.#ports,
      limiter: joinLimiters(ownLimiter, limiter),
      dispatch: event => {
        if (this.#run && !this.#stopping) dispatch(event)
      },
      onProgress: progress => this.live.onProgress(progress),
    })
  }

  carryOut(effect: Exclude<TransferEffect, { type: 'enqueue' }>): void {
    if (effect.type === 'stop') this.stop()
    else if (effect.type === 'discard') this.#afterStopping(() => this.#discard())
    else this.#run?.carryOut(effect)
  }

  stop(): void {
    this.#afterStopping(() => this.#stopRun())
  }

  /** Resolves once nothing of it is stopping any more. */
  async atRest(): Promise<void> {
    await this.#stopping
  }

  #afterStopping(work: () => Promise<void>): void {
    const { log, onRest } = this.#ports
    const stopping = (this.#stopping ?? Promise.resolve())
      .then(work)
      .catch((error: unknown) => log.error('A transfer could not be stopped cleanly', error))
      .finally(() => {
        if (this.#stopping !== stopping) return
        this.#stopping = undefined
        onRest()
      })
    this.#stopping = stopping
  }

  async #stopRun(): Promise<void> {
    try {
      await this.#run?.stop()
    } finally {
      this.#run = undefined
      this.#forgetEntries()
      this.live.keep({})
    }
  }

  /** A transfer that is done needs to know of its entries no more; of a raw archive, the name it got stays known. */
  #forgetEntries(): void {
    const { phase, order } = this.record
    if (phase.kind === 'done' && order.kind === 'files') this.#ports.checkpoints.discard(order.id)
  }

  /** Takes away what is only there to go on with. */
  async #discard(): Promise<void> {
    const { disk, checkpoints, log } = this.#ports
    const { id, destination } = this.record.order
    checkpoints.discard(id)
    try {
      await disk.remove(stagingFolderOf(destination, id))
    } catch (error) {
      log.error('Temporary files of a cancelled transfer could not be removed', error, { transfer: id })
    }
  }
}
