import type { KillResult, Task, TaskId } from '../contract/tasks.ts'
import { AppError, failureOf } from '../domain/app-error.ts'
import type { Clock } from '../domain/clock.ts'
import type { Log } from '../domain/log.ts'
import {
  AnswerNotUnderstood,
  ServiceBusy,
  ServiceError,
  ServiceSlow,
  ServiceUnreachable,
} from '../domain/service-errors.ts'
import { nextRefreshDelayMs, refreshPolicy } from '../domain/task/refresh-schedule.ts'
import type { ServiceTask } from '../domain/task/task-record.ts'
import { inBatches } from './in-batches.ts'
import { KillUnconfirmed } from './kill-errors.ts'
import type { Mirror } from './mirror.ts'
import type { TaskSource } from './ports.ts'
import type { TaskStore } from './task-store.ts'

const atOnce = 4

export type TaskKillerOptions = {
  readonly source: TaskSource
  readonly store: TaskStore
  readonly mirror: Mirror
  readonly clock: Clock
  readonly log: Log
  /** Brings one task up to date; takes it from the mirror when the service no longer knows it. */
  readonly readOne: (id: TaskId, signal: AbortSignal) => Promise<void>
}

/** Ends tasks: asks once each, reads back what became of it, and follows them to their final state. */
export class TaskKiller {
  readonly #options: TaskKillerOptions
  readonly #stopped = new AbortController()
  #cancelPoll: (() => void) | null = null
  #polling: Promise<void> = Promise.resolve()
  #failuresInARow = 0

  constructor(options: TaskKillerOptions) {
    this.#options = options
  }

  /** Goes on following what was asked for before the app was closed. */
  start(): void {
    this.#schedulePoll()
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    this.#cancelPoll?.()
    await this.#polling
  }

  async kill(ids: readonly TaskId[]): Promise<KillResult[]> {
    const outage: Outage = { failure: null }
    const results = await inBatches([...new Set(ids)], atOnce, id => this.#killOne(id, outage))
    this.#schedulePoll()
    return results
  }

  async #killOne(id: TaskId, outage: Outage): Promise<KillResult> {
    if (outage.failure) return failed(id, outage.failure)
    try {
      const before = await this.#readBefore(id, outage)
      if (before.isTerminated) return outcome('already-ended', before)
      if (before.status === 'pending-kill') return this.#confirmed(id, before)
      return await this.#ask(before)
    } catch (error) {
      return failed(id, error)
    }
  }

  async #readBefore(id: TaskId, outage: Outage): Promise<ServiceTask> {
    try {
      return await this.#readBack(id)
    } catch (error) {
      if (isOutage(error)) outage.failure = error
      throw error
    }
  }

  /** In doubt from the moment the request leaves: should the app end now, it knows at the next start. */
  async #ask(before: ServiceTask): Promise<KillResult> {
    const { id } = before
    this.#mark(id, 'unconfirmed')
    try {
      await this.#options.source.killTask(id, this.#stopped.signal)
    } catch (error) {
      return this.#afterFailure(before, error)
    }
    this.#mark(id, 'requested')
    return outcome('requested', await this.#readBack(id).catch(() => before)) // asked for; the alias may come later
  }

  /** A refusal changed nothing, unless the task had ended meanwhile. A lost answer is read back before it counts as lost. */
  async #afterFailure({ id }: ServiceTask, error: unknown): Promise<KillResult> {
    if (!isDoubtful(error)) this.#mark(id, 'none')
    const after = await this.#readBack(id).catch(() => null)
    if (after?.status === 'pending-kill') return this.#confirmed(id, after)
    if (after?.isTerminated === true)
      return outcome(isDoubtful(error) && after.status === 'killed' ? 'requested' : 'already-ended', after)
    return failed(id, isDoubtful(error) ? new KillUnconfirmed(id, { cause: error }) : error)
  }

  #confirmed(id: TaskId, task: ServiceTask): KillResult {
    this.#mark(id, 'requested')
    return outcome('requested', task)
  }

  async #readBack(id: TaskId): Promise<ServiceTask> {
    const { source, mirror } = this.#options
    const { task } = await mirror.readTask(() => source.getTask(id, this.#stopped.signal))
    return task
  }

  #mark(id: TaskId, kill: Task['kill']): void {
    if (this.#options.store.setKill(id, kill)) this.#options.mirror.note([id])
  }

  #schedulePoll(): void {
    this.#cancelPoll?.()
    this.#cancelPoll = null
    const { clock, store } = this.#options
    if (this.#stopped.signal.aborted || store.killIds().length === 0) return
    this.#cancelPoll = clock.after(this.#pollDelayMs(), () => {
      this.#polling = this.#poll().finally(() => this.#schedulePoll())
    })
  }

  #pollDelayMs(): number {
    if (this.#failuresInARow === 0) return refreshPolicy.killPollDelayMs
    return nextRefreshDelayMs({ activeTasks: 1, failuresInARow: this.#failuresInARow, retryAfterMs: null }, 0)
  }

  async #poll(): Promise<void> {
    const { store, log } = this.#options
    try {
      await inBatches(store.killIds().slice(0, refreshPolicy.killPollsPerTurn), atOnce, id => this.#follow(id))
      this.#failuresInARow = 0
    } catch (error) {
      if (this.#stopped.signal.aborted) return
      this.#failuresInARow += 1
      log.info('Tasks that were asked to end could not be followed for now', { reason: String(error) })
    }
  }

  /** The short status first; the whole task once that has changed. */
  async #follow(id: TaskId): Promise<void> {
    const { source, store, readOne } = this.#options
    const { status, isTerminated } = await source.getTaskStatus(id, this.#stopped.signal)
    const known = store.get(id)
    if (known?.status !== status || known.isTerminated !== isTerminated) await readOne(id, this.#stopped.signal)
  }
}

/** Why the service answers nobody now. Of a thousand tasks, not every one has to wait to find that out. */
type Outage = { failure: AppError | null }

function isOutage(error: unknown): error is AppError {
  return error instanceof ServiceUnreachable || error instanceof ServiceSlow || error instanceof ServiceBusy
}

/** Whether the request may have taken effect although it failed. */
function isDoubtful(error: unknown): boolean {
  return (
    error instanceof ServiceUnreachable ||
    error instanceof ServiceSlow ||
    error instanceof ServiceError ||
    error instanceof AnswerNotUnderstood
  )
}

function outcome(kind: 'requested' | 'already-ended', { id, statusAlias }: ServiceTask): KillResult {
  return { taskId: id, outcome: kind, statusAlias, failure: null }
}

function failed(id: TaskId, error: unknown): KillResult {
  if (!(error instanceof AppError)) throw error
  return { taskId: id, outcome: 'failed', statusAlias: null, failure: failureOf(error) }
}
