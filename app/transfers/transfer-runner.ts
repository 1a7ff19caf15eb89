import { failureOf } from '../domain/app-error.ts'
import type { Clock } from '../domain/clock.ts'
import type { Log } from '../domain/log.ts'
import { ObjectChanged } from '../domain/object-errors.ts'
import type { ObjectIdentity } from '../domain/object-source.ts'
import type { TransferEffect, TransferEvent } from '../domain/transfer/transfer-phase.ts'
import type { CheckpointStore } from './checkpoint-store.ts'
import type { ConflictStore } from './conflict-store.ts'
import { toDiskFailure } from './disk-failure.ts'
import type { Extractor } from './extractor.ts'
import type { GivenNames } from './given-names.ts'
import { failureToShow, judgePassing, unexpectedFailure } from './judge-error.ts'
import type { ArchiveOpener, TransferDisk } from './ports.ts'
import { prepareTransfer } from './prepare-transfer.ts'
import type { RateLimiter } from './rate-limiter.ts'
import { settleTransfer } from './settle-transfer.ts'
import type { TransferOrder, TransferProgress } from './transfer-record.ts'
import { endWork, startWork, type TransferWork } from './transfer-work.ts'

/** Effects that concern the work itself; the others belong to the queue. */
export type RunEffect = Exclude<TransferEffect, { type: 'enqueue' | 'stop' | 'discard' }>

/** Does the work of one transfer: carries out effects, feeds back events. What follows from what is decided elsewhere. */
export interface TransferRun {
  carryOut(effect: RunEffect): void
  /** Ends everything. Resolves once the checkpoint is on disk. */
  stop(): Promise<void>
}

/** What all runs share. */
export type RunnerPorts = {
  readonly openArchive: ArchiveOpener
  readonly disk: TransferDisk
  readonly checkpoints: CheckpointStore
  readonly givenNames: GivenNames
  readonly conflicts: ConflictStore
  readonly extractor: Extractor
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number // 0 to 1
  readonly connections: number
  readonly limiter: RateLimiter
  readonly unpackers: number
}

type RunPorts = RunnerPorts & {
  readonly dispatch: (event: TransferEvent) => void
  readonly onProgress: (progress: TransferProgress) => void
}

export function createTransferRun(order: TransferOrder, ports: RunPorts): TransferRun {
  return new Run(order, ports)
}

class Run implements TransferRun {
  readonly #order: TransferOrder
  readonly #ports: RunPorts & { readonly signal: AbortSignal }
  readonly #aborter = new AbortController()
  readonly #tasks = new Set<Promise<void>>()
  readonly #timers = new Set<() => void>()
  #work: TransferWork | undefined
  #progress: TransferProgress | undefined

  constructor(order: TransferOrder, ports: RunPorts) {
    this.#order = order
    const onProgress = (progress: TransferProgress): void => {
      this.#progress = progress
      ports.onProgress(progress)
    }
    this.#ports = { ...ports, onProgress, signal: this.#aborter.signal }
  }

  carryOut(effect: RunEffect): void {
    const session = this.#work?.session
    switch (effect.type) {
      case 'read-index': {
        this.#inBackground(() => this.#plan())
        return
      }
      case 'reread-index': {
        this.#inBackground(() => this.#replan())
        return
      }
      case 'fetch':
        return session?.start()
      case 'retry-request':
        return session?.retryRequest(effect.unit, effect.delayMs)
      case 'park-request':
        return session?.parkRequest(effect.unit)
      case 'wake-after': {
        this.#wakeAfter(effect.delayMs)
        return
      }
      case 'refetch-entry':
        return session?.refetchEntry(effect.entry)
      case 'give-up-entry':
        return session?.giveUpEntry(effect.entry)
      case 'settle': {
        this.#inBackground(() => this.#settle())
        return
      }
    }
  }

  async stop(): Promise<void> {
    this.#aborter.abort()
    for (const cancel of this.#timers) cancel()
    await Promise.all([this.#endWork(), ...this.#tasks])
  }

  async #plan(outdated?: ObjectIdentity): Promise<void> {
    const { signal, dispatch, random, onProgress } = this.#ports
    try {
      const plan = await prepareTransfer(this.#order, this.#ports, outdated)
      if (signal.aborted) return
      this.#work = startWork(this.#order, plan, { ...this.#ports, onError: error => this.#fail(error) })
      onProgress(plan.progress)
      dispatch({ type: 'planned' })
    } catch (error) {
      const passing = judgePassing(error)
      if (!passing || signal.aborted) throw error
      dispatch({ type: 'index-failed', jitter: random(), ...passing })
    }
  }

  async #replan(): Promise<void> {
    const transfer = this.#order.id
    this.#ports.log.warn('The archive changed while it was fetched: starting over with what it holds now', { transfer })
    await this.#plan(await this.#endWork())
  }

  async #settle(): Promise<void> {
    const work = this.#work
    if (!work) return
    await work.checkpointer.commit()
    if (this.#progress) checkSum(this.#progress)
    this.#ports.dispatch(await settleTransfer(this.#order, work, this.#ports))
  }

  async #endWork(): Promise<ObjectIdentity | undefined> {
    const ended = this.#work
    this.#work = undefined
    return ended && endWork(ended)
  }

  #wakeAfter(delayMs: number): void {
    const cancel = this.#ports.clock.after(delayMs, () => {
      this.#timers.delete(cancel)
      this.#ports.dispatch({ type: 'wake' })
    })
    this.#timers.add(cancel)
  }

  #inBackground(task: () => Promise<void>): void {
    const running = task()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => this.#tasks.delete(running))
    this.#tasks.add(running)
  }

  #fail(error: unknown): void {
    const { signal, dispatch, log } = this.#ports
    const { id: transfer, destination } = this.#order
    if (signal.aborted) {
      log.debug('Ended while stopping', { transfer, reason: String(error) })
      return
    }
    if (error instanceof ObjectChanged) {
      dispatch({ type: 'object-changed', failure: failureOf(error) })
      return
    }
    const neededBytes = Math.max(0, (this.#progress?.writeBytes ?? 0) - (this.#progress?.writtenBytes ?? 0))
    const shown = failureToShow(toDiskFailure(error, destination, neededBytes))
    if (!shown) log.error('A transfer stopped unexpectedly', error, { transfer })
    dispatch({ type: 'failed', failure: shown ?? unexpectedFailure })
  }
}

/** Nothing is called done of which an entry is neither there nor accounted for. */
function checkSum({ entriesDone, entriesSkipped, entriesFailed, entriesTotal }: TransferProgress): void {
  const ended = entriesDone + entriesSkipped + entriesFailed
  if (ended !== entriesTotal) throw new Error(`${ended} of ${entriesTotal ?? 'unknown'} entries have ended`)
}
