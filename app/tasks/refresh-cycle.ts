import type { TaskId } from '../contract/tasks.ts'
import type { Log } from '../domain/log.ts'
import { NotFound } from '../domain/service-errors.ts'
import { planCycle, refreshPolicy } from '../domain/task/refresh-schedule.ts'
import type { TaskPage } from '../domain/task/task-record.ts'
import { inBatches } from './in-batches.ts'
import type { Mirror } from './mirror.ts'
import type { TaskSource } from './ports.ts'
import type { TaskStore } from './task-store.ts'

const atOnce = 4
const mostActivePages = 20

type Parts = { readonly source: TaskSource; readonly store: TaskStore; readonly mirror: Mirror; readonly log: Log }

/** What one refresh asks the service for, and how the answers enter the mirror. */
export class RefreshCycle {
  readonly #parts: Parts
  #activeListsInARow = 0
  #filtersActive = true
  #queueTurn = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** One list as planned, and single tasks that have left it. Beside the newest page, a few places in the queue. */
  async regular(signal: AbortSignal): Promise<void> {
    const activeTasks = this.#parts.store.activeIds().length
    const plan = { activeTasks, activeListsInARow: this.#activeListsInARow, filtersActive: this.#filtersActive }
    if (planCycle(plan) === 'active') return this.#readActive(signal)
    await this.#readNewest(signal)
    await this.#readQueuePositions(signal)
  }

  /** Everything that may have changed: the newest page, and active tasks older than that. */
  async complete(signal: AbortSignal): Promise<void> {
    const seen = await this.#readNewest(signal)
    const older = this.#parts.store.activeIds().filter(id => !seen.has(id))
    if (older.length > 0 && this.#filtersActive) await this.#readActive(signal)
    else await this.#readSingly(older, signal)
    await this.#readQueuePositions(signal)
  }

  async #readNewest(signal: AbortSignal): Promise<ReadonlySet<TaskId>> {
    const { source, store, mirror } = this.#parts
    const query = { page: 1, perPage: refreshPolicy.newestPageSize }
    const page = await mirror.readPage(() => source.listTasks(query, signal))
    this.#activeListsInARow = 0
    if (page.total !== null) store.sync.set('total_tasks', page.total)
    this.#planHistory(page, page.inserted)
    if (!this.#filtersActive) await this.#readSingly(this.#activeBesides(page), signal)
    return idsOf(page)
  }

  /** A whole page of unknown tasks means that there may be more behind it. */
  #planHistory(page: TaskPage, inserted: number): void {
    const { sync } = this.#parts.store
    const isFull = page.tasks.length >= refreshPolicy.newestPageSize
    const isFirst = sync.get('history_page') === null
    if (isFirst) sync.set('history_page', isFull ? 1 : 0)
    else if (isFull && inserted === page.tasks.length) sync.set('catch_up_page', 1)
  }

  async #readActive(signal: AbortSignal): Promise<void> {
    const { source, store, mirror } = this.#parts
    const activeBefore = store.activeIds()
    const seen = new Set<TaskId>()
    for (let page = 1; page <= mostActivePages; page++) {
      const query = { page, perPage: refreshPolicy.activePageSize, active: true }
      const answer = await mirror.readPage(() => source.listTasks(query, signal))
      if (answer.tasks.some(({ task }) => task.isTerminated)) {
        this.#stopFiltering()
        return
      }
      for (const id of idsOf(answer)) seen.add(id)
      if (answer.tasks.length < refreshPolicy.activePageSize) break
    }
    this.#activeListsInARow += 1
    const left = activeBefore.filter(id => !seen.has(id))
    await this.#readSingly(left, signal)
  }

  /** A service that answers ended tasks too does not know the filter: its list says nothing about who has left. */
  #stopFiltering(): void {
    this.#filtersActive = false
    this.#parts.log.warn('The service does not filter by activity; asking for the newest tasks instead')
  }

  #activeBesides(page: TaskPage): readonly TaskId[] {
    const seen = idsOf(page)
    return this.#parts.store.activeIds().filter(id => !seen.has(id))
  }

  async #readSingly(ids: readonly TaskId[], signal: AbortSignal): Promise<void> {
    await inBatches(ids.slice(0, refreshPolicy.leftTasksPerCycle), atOnce, id => this.readOne(id, signal))
  }

  /** Brings one task up to date. One that the service no longer knows leaves the mirror. */
  async readOne(id: TaskId, signal: AbortSignal): Promise<void> {
    const { source, store, mirror, log } = this.#parts
    try {
      await mirror.readTask(() => source.getTask(id, signal))
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
      log.info('The service no longer knows a task', { id })
      if (store.remove(id)) mirror.note([id])
    }
  }

  /** A few at a time, each in its turn: the place in the queue costs a call of its own. */
  async #readQueuePositions(signal: AbortSignal): Promise<void> {
    const queued = this.#parts.store.queuedIds()
    const count = Math.min(queued.length, refreshPolicy.queuePositionsPerNewestPage)
    const turn = Array.from({ length: count }, (_, index) => queued[(this.#queueTurn + index) % queued.length])
    this.#queueTurn = queued.length > 0 ? (this.#queueTurn + count) % queued.length : 0
    await inBatches(
      turn.filter(id => id !== undefined),
      atOnce,
      id => this.readQueuePosition(id, signal),
    )
  }

  async readQueuePosition(id: TaskId, signal?: AbortSignal): Promise<void> {
    const { source, store, mirror, log } = this.#parts
    try {
      const { status, tasksAhead } = await source.getTaskStatus(id, signal)
      if (store.setTasksAhead(id, status === 'submitted' ? tasksAhead : null)) mirror.note([id])
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
      log.info('The service knows no place in the queue for a task', { id })
    }
  }
}

function idsOf(page: TaskPage): ReadonlySet<TaskId> {
  return new Set(page.tasks.map(({ task }) => task.id))
}
