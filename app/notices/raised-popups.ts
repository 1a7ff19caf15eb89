import type { Notice, NoticeId } from '../contract/notices.ts'
import type { PopupPlan } from '../domain/notices/plan-popups.ts'
import type { NoticeDesk } from './notice-desk.ts'
import type { NoticeStore } from './notice-store.ts'
import { popupOf } from './popup-of.ts'

/** Of so many popups it is known what they tell, so that they go when that is read. */
const mostPopups = 200

/** The popups that were raised, and which notices they tell. */
export class RaisedPopups {
  readonly #store: NoticeStore
  readonly #desk: NoticeDesk
  readonly #told = new Map<string, readonly NoticeId[]>()

  constructor(store: NoticeStore, desk: NoticeDesk) {
    this.#store = store
    this.#desk = desk
  }

  /** Marked before it is raised: a crash in between costs a popup, whose notice is in the list, and never repeats one. */
  raise(plans: readonly PopupPlan[]): void {
    const ids = plans.flatMap(({ notices }) => idsOf(notices))
    this.#store.move(ids, 'told')
    for (const plan of plans) {
      for (const id of plan.replaces) this.#told.delete(id)
      this.#told.set(plan.id, idsOf(plan.notices))
      this.#desk.raise(popupOf(plan))
    }
    for (const id of [...this.#told.keys()].slice(0, -mostPopups)) this.#told.delete(id)
  }

  /** Those go of which nothing is unread any more. */
  endRead(): void {
    const unread = new Set(idsOf(this.#store.list().filter(({ isRead }) => !isRead)))
    const ended = [...this.#told].flatMap(([id, told]) => (told.some(one => unread.has(one)) ? [] : [id]))
    for (const id of ended) this.#told.delete(id)
    if (ended.length > 0) this.#desk.end(ended)
  }

  endAll(): void {
    this.#desk.end([...this.#told.keys()])
  }
}

function idsOf(notices: readonly Notice[]): NoticeId[] {
  return notices.map(({ id }) => id)
}
