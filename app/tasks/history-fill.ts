import type { Clock } from '../domain/clock.ts'
import type { Log } from '../domain/log.ts'
import { refreshPolicy } from '../domain/task/refresh-schedule.ts'
import type { Mirror } from './mirror.ts'
import type { TaskSource } from './ports.ts'
import type { TaskStore } from './task-store.ts'

export type HistoryFillOptions = {
  readonly source: TaskSource
  readonly store: TaskStore
  readonly mirror: Mirror
  readonly clock: Clock
  readonly log: Log
}

/**
 * Reads older tasks, page by page. The place is kept on disk, so that a restart goes on there; tasks submitted
 * meanwhile only push older ones to later pages, so nothing is missed.
 */
export class HistoryFill {
  readonly #options: HistoryFillOptions
  #running: Promise<void> | null = null

  constructor(options: HistoryFillOptions) {
    this.#options = options
  }

  /**
   * Goes on until nothing is missing or a page fails; then the next call goes on there. Joins the run under way. Never
   * rejects: this is work in the background, and the refresh beside it tells when the service is out of reach.
   */
  run(signal: AbortSignal, onPage: () => void): Promise<void> {
    this.#running ??= this.#readAll(signal, onPage).finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /** Resolves when no run is under way. */
  async idle(): Promise<void> {
    await this.#running
  }

  async #readAll(signal: AbortSignal, onPage: () => void): Promise<void> {
    const { clock, log } = this.#options
    try {
      while (this.#next() !== null) {
        await clock.sleep(refreshPolicy.historyDelayMs, signal)
        await this.#readPage(signal)
        onPage()
      }
    } catch (error) {
      if (!signal.aborted) log.info('Reading older tasks stopped for now', { reason: String(error) })
    }
  }

  /** First the gap since the app was closed, which ends at known tasks; then the rest of history. */
  async #readPage(signal: AbortSignal): Promise<void> {
    const next = this.#next()
    if (next === null) return
    const { source, store, mirror } = this.#options
    const query = { page: next.page, perPage: refreshPolicy.historyPageSize }
    const { tasks, inserted } = await mirror.readPage(() => source.listTasks(query, signal))
    const isLast = tasks.length < refreshPolicy.historyPageSize
    const metKnown = next.place === 'catch_up_page' && inserted === 0
    store.sync.set(next.place, isLast || metKnown ? 0 : next.page + 1)
  }

  #next(): { readonly place: 'catch_up_page' | 'history_page'; readonly page: number } | null {
    for (const place of ['catch_up_page', 'history_page'] as const) {
      const page = this.#options.store.sync.get(place) ?? 0
      if (page > 0) return { place, page }
    }
    return null
  }
}
