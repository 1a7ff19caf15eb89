import type { DatabaseSync } from 'node:sqlite'
import type { Notice, NoticeId, NoticeRules } from '../contract/notices.ts'
import type { Task } from '../contract/tasks.ts'
import type { Transfer } from '../contract/transfers.ts'
import type { Clock } from '../domain/clock.ts'
import { isFailure, isWanted } from '../domain/notices/judge-notice.ts'
import { planGroup, planPopups, type PopupPlan, type RecentSuccesses } from '../domain/notices/plan-popups.ts'
import { endOfTask, endOfTransfer } from './ends.ts'
import type { NoticeDesk } from './notice-desk.ts'
import { createNoticeStore } from './notice-store.ts'
import { popupOf } from './popup-of.ts'

/** Ends are often found several at once: what comes within this time is told together. */
const gatherMs = 1_500
/** Nobody waits longer than this, however many come. */
const gatherAtMostMs = 10_000
/** Of so many popups it is known what they tell, so that they go when that is read. */
const mostPopups = 200
/** The list and its counts follow this soon. */
const countAfterMs = 50

/** What an account is told: recorded with the end itself, raised a moment later, kept as a list. */
export interface NoticeService {
  /**
   * Writes the end of a task down. Call it in the transaction that marks the end as told: whatever happens then, it is
   * told once. An end that the person asked for here is none to tell.
   */
  readonly recordTask: (task: Task, wasKillAsked: boolean) => void
  /** The same for a transfer that is done or has failed. */
  readonly recordTransfer: (transfer: EndedTransfer) => void
  /** At most 200, newest first. */
  list(): readonly Notice[]
  /** Null: all. Their popups go. */
  markRead(ids: readonly NoticeId[] | null): void
  /** What has not been raised by now is raised after the next start. */
  dispose(): void
}

export type EndedTransfer = Pick<
  Transfer,
  | 'id'
  | 'taskId'
  | 'title'
  | 'kind'
  | 'entriesDone'
  | 'entriesFailed'
  | 'writtenBytes'
  | 'destination'
  | 'failure'
  | 'finishedAtMs'
> & { readonly state: 'done' | 'failed' }

type Options = {
  readonly database: DatabaseSync
  readonly desk: NoticeDesk
  readonly rules: () => NoticeRules
  readonly clock: Clock
}

export function createNoticeService({ database, desk, rules, clock }: Options): NoticeService {
  const store = createNoticeStore(database)
  const openedAtMs = clock.nowMs()
  const leftOver = new Set(store.untold('new').map(({ id }) => id)) // of a run that ended before it could tell
  const popups = new Map<string, readonly NoticeId[]>()
  let recent: RecentSuccesses | null = null
  let whileClosed: { readonly notices: readonly Notice[]; readonly popupIds: readonly string[] } = {
    notices: [],
    popupIds: [],
  }
  let gatheringSinceMs: number | null = null
  let cancelRelease: (() => void) | undefined
  let cancelCount: (() => void) | undefined

  const record = (endKey: string, about: Notice['about']): void => {
    if (!isWanted(about, rules())) return
    const standing = desk.state().isQuiet ? 'held' : 'new'
    if (!store.add({ endKey, atMs: clock.nowMs(), isFailure: isFailure(about), standing, about })) return
    cancelCount ??= clock.after(countAfterMs, count)
    if (standing === 'new') gather()
  }
  const count = (): void => {
    cancelCount?.()
    cancelCount = undefined
    desk.count(store.counts())
  }
  const gather = (): void => {
    const nowMs = clock.nowMs()
    gatheringSinceMs ??= nowMs
    cancelRelease?.()
    cancelRelease = clock.after(Math.max(0, Math.min(gatherMs, gatheringSinceMs + gatherAtMostMs - nowMs)), release)
  }
  /** Marked before it is raised: a crash in between costs a popup, whose notice is in the list, and never repeats one. */
  const raise = (plans: readonly PopupPlan[]): void => {
    store.move(
      plans.flatMap(({ notices }) => notices.map(({ id }) => id)),
      'told',
    )
    for (const plan of plans) {
      for (const id of plan.replaces) popups.delete(id)
      popups.set(
        plan.id,
        plan.notices.map(({ id }) => id),
      )
      desk.raise(popupOf(plan))
    }
    for (const id of [...popups.keys()].slice(0, -mostPopups)) popups.delete(id)
  }
  const release = (): void => {
    cancelRelease?.()
    cancelRelease = undefined
    gatheringSinceMs = null
    const fresh = store.untold('new')
    if (desk.state().isQuiet) {
      store.move(
        fresh.map(({ id }) => id),
        'held',
      )
      return
    }
    raise(planGroup('while-quiet', store.untold('held')))
    raiseWhileClosed(fresh.filter(isFromBefore))
    const planned = planPopups(
      fresh.filter(notice => !isFromBefore(notice)),
      recent,
      clock.nowMs(),
    )
    recent = planned.recent
    raise(planned.popups)
    if (store.prune()) count()
  }
  /** Pages of the service come one after the other: what a later one brings joins the same popup. */
  const raiseWhileClosed = (found: readonly Notice[]): void => {
    if (found.length === 0) return
    const notices = [...whileClosed.notices, ...found]
    const plans = planGroup('while-closed', notices, whileClosed.popupIds)
    whileClosed = { notices, popupIds: plans.map(({ id }) => id) }
    raise(plans)
  }
  const isFromBefore = ({ id, about }: Notice): boolean =>
    leftOver.has(id) || (about.kind === 'task' && about.endedAtMs !== null && about.endedAtMs < openedAtMs)
  const stopListening = desk.onQuietChange(release)
  if (leftOver.size > 0 || store.untold('held').length > 0) gather()
  count()
  return {
    recordTask(task, wasKillAsked) {
      if (wasKillAsked && task.status === 'killed') return
      record(`task ${task.id} ${task.createdAtMs ?? 0} ${task.retries}`, endOfTask(task))
    },
    recordTransfer(transfer) {
      record(`transfer ${transfer.id} ${transfer.finishedAtMs ?? 0}`, endOfTransfer(transfer))
    },
    list: () => store.list(),
    markRead(ids) {
      store.markRead(ids)
      count()
      const unread = new Set(store.list().flatMap(({ id, isRead }) => (isRead ? [] : [id])))
      const ended = [...popups].flatMap(([id, told]) => (told.some(one => unread.has(one)) ? [] : [id]))
      for (const id of ended) popups.delete(id)
      if (ended.length > 0) desk.end(ended)
    },
    dispose() {
      stopListening()
      cancelRelease?.()
      cancelCount?.()
      desk.end([...popups.keys()]) // a click on one would be about a task of another account by then
      desk.count(null)
    },
  }
}
