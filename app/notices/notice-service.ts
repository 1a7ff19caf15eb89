import type { DatabaseSync } from 'node:sqlite'
import type { Notice, NoticeId, NoticeRules } from '../contract/notices.ts'
import type { Task } from '../contract/tasks.ts'
import type { Transfer } from '../contract/transfers.ts'
import type { Clock } from '../domain/clock.ts'
import { isFailure, isWanted } from '../domain/notices/judge-notice.ts'
import { endOfTask, endOfTransfer } from './ends.ts'
import { Gathering } from './gathering.ts'
import type { NoticeDesk } from './notice-desk.ts'
import { createNoticeStore } from './notice-store.ts'
import { RaisedPopups } from './raised-popups.ts'
import { Telling } from './telling.ts'

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
  const popups = new RaisedPopups(store, desk)
  const telling = new Telling({ store, popups, clock })
  const gathering = new Gathering(clock, () => release())
  let cancelCount: (() => void) | undefined

  const record = (endKey: string, about: Notice['about']): void => {
    if (!isWanted(about, rules())) return
    const standing = desk.state().isQuiet ? 'held' : 'new'
    if (!store.add({ endKey, atMs: clock.nowMs(), isFailure: isFailure(about), standing, about })) return
    cancelCount ??= clock.after(countAfterMs, count)
    if (standing === 'new') gathering.extend()
  }
  const count = (): void => {
    cancelCount?.()
    cancelCount = undefined
    desk.count(store.counts())
  }
  const release = (): void => {
    gathering.end()
    if (desk.state().isQuiet) {
      telling.hold()
      return
    }
    telling.tell()
    if (store.prune()) count()
  }
  const stopListening = desk.onQuietChange(release)
  if (telling.hasLeftOver()) gathering.extend()
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
      popups.endRead()
    },
    dispose() {
      stopListening()
      gathering.end()
      cancelCount?.()
      popups.endAll() // a click on one would be about a task of another account by then
      desk.count(null)
    },
  }
}
