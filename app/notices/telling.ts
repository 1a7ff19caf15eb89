import type { Notice } from '../contract/notices.ts'
import type { Clock } from '../domain/clock.ts'
import { planGroup, planPopups, type RecentSuccesses } from '../domain/notices/plan-popups.ts'
import type { NoticeStore } from './notice-store.ts'
import type { RaisedPopups } from './raised-popups.ts'

type Options = {
  readonly store: NoticeStore
  readonly popups: RaisedPopups
  readonly clock: Clock
}

/** Decides what comes up of the notices that nobody was told yet. */
export class Telling {
  readonly #options: Options
  readonly #openedAtMs: number
  readonly #leftOver: ReadonlySet<Notice['id']> // of a run that ended before it could tell
  #recent: RecentSuccesses | null = null
  #whileClosed: { readonly notices: readonly Notice[]; readonly popupIds: readonly string[] } = {
    notices: [],
    popupIds: [],
  }

  constructor(options: Options) {
    this.#options = options
    this.#openedAtMs = options.clock.nowMs()
    this.#leftOver = new Set(options.store.untold('new').map(({ id }) => id))
  }

  /** Whether an earlier run left something to tell. */
  hasLeftOver(): boolean {
    return this.#leftOver.size > 0 || this.#options.store.untold('held').length > 0
  }

  /** What is new waits for the end of the quiet. */
  hold(): void {
    const { store } = this.#options
    const ids = store.untold('new').map(({ id }) => id)
    store.move(ids, 'held')
  }

  tell(): void {
    const { store, popups, clock } = this.#options
    const untold = store.untold('new')
    popups.raise(planGroup('while-quiet', store.untold('held')))
    this.#tellOfBefore(untold.filter(notice => this.#isFromBefore(notice)))
    const fresh = untold.filter(notice => !this.#isFromBefore(notice))
    const planned = planPopups(fresh, this.#recent, clock.nowMs())
    this.#recent = planned.recent
    popups.raise(planned.popups)
  }

  /** Pages of the service come one after the other: what a later one brings joins the same popup. */
  #tellOfBefore(found: readonly Notice[]): void {
    if (found.length === 0) return
    const notices = [...this.#whileClosed.notices, ...found]
    const plans = planGroup('while-closed', notices, this.#whileClosed.popupIds)
    this.#whileClosed = { notices, popupIds: plans.map(({ id }) => id) }
    this.#options.popups.raise(plans)
  }

  #isFromBefore({ id, about }: Notice): boolean {
    if (this.#leftOver.has(id)) return true
    return about.kind === 'task' && about.endedAtMs !== null && about.endedAtMs < this.#openedAtMs
  }
}
