import type { TaskSync } from '../contract/tasks.ts'
import { AppError, failureOf } from '../domain/app-error.ts'
import type { Failure } from '../contract/failures.ts'
import type { Clock } from '../domain/clock.ts'
import type { Log } from '../domain/log.ts'
import { ServiceBusy } from '../domain/service-errors.ts'
import { nextRefreshDelayMs } from '../domain/task/refresh-schedule.ts'
import type { HistoryFill } from './history-fill.ts'
import type { RefreshCycle } from './refresh-cycle.ts'
import type { TaskStore } from './task-store.ts'

const heartbeatMs = 10_000
const longestGapMs = 30_000
const freshEnoughMs = 5_000

export type TaskWatcherOptions = {
  readonly store: TaskStore
  readonly cycle: RefreshCycle
  readonly history: HistoryFill
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
  readonly onSync: (sync: TaskSync) => void
  readonly onFailure: (error: unknown) => void
}

type Attempt = 'regular' | 'complete'

/** Keeps the mirror fresh: decides when to ask, one cycle at a time, and says how fresh it is. */
export class TaskWatcher {
  readonly #options: TaskWatcherOptions
  #stopped = new AbortController() // of the time since `start`
  #cancelTimer: () => void = () => undefined
  #cancelHeartbeat: () => void = () => undefined
  #running: Promise<void> | null = null
  #queued: Promise<void> | null = null
  #isAsked = false // the person waits for the attempt under way
  #hasSucceeded = false
  #failure: Failure | null = null
  #failuresInARow = 0
  #retryAfterMs: number | null = null
  #nextAttemptAtMs: number | null = null

  constructor(options: TaskWatcherOptions) {
    this.#options = options
  }

  /** Begins to watch; once more only after `stop` has resolved. */
  start(): void {
    if (this.#stopped.signal.aborted) this.#stopped = new AbortController()
    this.#beat(this.#options.clock.nowMs())
    void this.#attempt('complete')
  }

  /** Ends what is under way. Resolves when nothing writes to the mirror any more. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    this.#cancelTimer()
    this.#cancelHeartbeat()
    await this.#queued
    await this.#running
    await this.#options.history.idle()
  }

  /** Asks now; when a cycle is under way, once more after it, for that one may have missed what the person did. */
  async refresh(): Promise<void> {
    if (!this.#running) return this.#attempt('complete', true)
    this.#queued ??= this.#running.then(() => {
      this.#queued = null
      return this.#attempt('complete', true)
    })
    return this.#queued
  }

  /** For when the window comes to the front: asks now unless the mirror is a few seconds old. */
  onFocus(): void {
    const { store, clock } = this.#options
    const ageMs = clock.nowMs() - (store.sync.get('last_success_at_ms') ?? 0)
    if (ageMs > freshEnoughMs && !this.#running && !this.#stopped.signal.aborted) void this.#attempt('complete')
  }

  sync(): TaskSync {
    const { sync } = this.#options.store
    const state = this.#state()
    return {
      state,
      lastSuccessAtMs: sync.get('last_success_at_ms'),
      nextAttemptAtMs: this.#nextAttemptAtMs,
      failure: state === 'failing' ? this.#failure : null,
      mirroredTasks: this.#options.store.size(),
      totalTasks: sync.get('total_tasks'),
      revision: this.#options.store.revision(),
    }
  }

  /** While attempts fail it stays `failing`, also during the next one, unless the person has asked for that. */
  #state(): TaskSync['state'] {
    if (this.#running && this.#isAsked) return 'refreshing'
    if (this.#failure) return 'failing'
    if (!this.#hasSucceeded) return 'starting'
    return this.#running ? 'refreshing' : 'fresh'
  }

  #attempt(kind: Attempt, isAsked = false): Promise<void> {
    if (this.#stopped.signal.aborted) return Promise.resolve()
    this.#cancelTimer()
    this.#nextAttemptAtMs = null
    this.#isAsked = isAsked
    this.#running = this.#perform(kind).finally(() => {
      this.#running = null
      this.#isAsked = false
      this.#scheduleNext()
    })
    this.#options.onSync(this.sync())
    return this.#running
  }

  async #perform(kind: Attempt): Promise<void> {
    try {
      await this.#options.cycle[kind](this.#stopped.signal)
      this.#succeeded()
    } catch (error) {
      if (!this.#stopped.signal.aborted) this.#failed(error)
    }
  }

  #succeeded(): void {
    const { store, clock } = this.#options
    store.sync.set('last_success_at_ms', clock.nowMs())
    if (store.sync.get('watched_since_ms') === null) store.sync.set('watched_since_ms', clock.nowMs())
    this.#hasSucceeded = true
    this.#failure = null
    this.#failuresInARow = 0
    this.#retryAfterMs = null
    void this.#options.history.run(this.#stopped.signal, () => this.#options.onSync(this.sync()))
  }

  #failed(error: unknown): void {
    const { log } = this.#options
    if (error instanceof AppError) log.info('Tasks could not be refreshed', { code: error.code, reason: error.message })
    else log.error('Tasks could not be refreshed', error)
    this.#failure = error instanceof AppError ? failureOf(error) : unexpected
    this.#options.onFailure(error)
    this.#failuresInARow += 1
    this.#retryAfterMs = error instanceof ServiceBusy ? error.retryAfterMs : null
  }

  #scheduleNext(): void {
    if (this.#stopped.signal.aborted) return
    const { store, clock, random } = this.#options
    const delayMs = nextRefreshDelayMs(
      {
        activeTasks: store.activeIds().length,
        failuresInARow: this.#failuresInARow,
        retryAfterMs: this.#retryAfterMs,
      },
      random(),
    )
    this.#nextAttemptAtMs = clock.nowMs() + delayMs
    this.#cancelTimer = clock.after(delayMs, () => void this.#attempt('regular'))
    this.#options.onSync(this.sync())
  }

  /** A long time between two beats means that the computer has slept: what is shown is old then. */
  #beat(lastMs: number): void {
    const { clock } = this.#options
    this.#cancelHeartbeat = clock.after(heartbeatMs, () => {
      const nowMs = clock.nowMs()
      if (nowMs - lastMs > longestGapMs && !this.#running) void this.#attempt('complete')
      this.#beat(nowMs)
    })
  }
}

const unexpected: Failure = {
  code: 'internal',
  message: 'The tasks could not be refreshed because of a fault in this app. The log has the details.',
  remedy: 'retry',
  details: null,
}
