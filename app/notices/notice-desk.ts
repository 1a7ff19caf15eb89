import type { Emit } from '../contract/define.ts'
import type { NoticePopup, noticeEvents, NoticeRules, NoticeState } from '../contract/notices.ts'
import type { Clock } from '../domain/clock.ts'
import type { LocalTimeAt } from '../domain/local-time.ts'
import type { SystemNotices } from '../domain/notices/system-notices.ts'
import { createMuting } from './muting.ts'
import type { NamedValues } from './ports.ts'

export type NoticeCounts = Pick<NoticeState, 'unread' | 'unreadFailures'>
export type PopupDraft = Omit<NoticePopup, 'shownBy'>

/** What is the same for all accounts of this computer: who shows popups, and when none may come up. */
export interface NoticeDesk {
  state(): NoticeState
  mute(until: 'in-an-hour' | 'tomorrow' | 'now'): NoticeState
  /** Calls back when it has become quiet, or ceased to be. Answers the way to stop listening. */
  onQuietChange(listener: () => void): () => void
  /** The list has changed; null: nobody is signed in. */
  count(counts: NoticeCounts | null): void
  raise(popup: PopupDraft): void
  end(popupIds: readonly string[]): void
  readonly system: SystemNotices
  dispose(): void
}

type Options = {
  readonly values: NamedValues
  readonly settings: {
    current(): { readonly notices: NoticeRules }
    onChange(listener: () => void): () => void
  }
  readonly clock: Clock
  readonly localTimeAt: LocalTimeAt
  readonly emit: Emit<typeof noticeEvents>
}

const nothing: NoticeCounts = { unread: 0, unreadFailures: 0 }

export function createNoticeDesk({ values, settings, clock, localTimeAt, emit }: Options): NoticeDesk {
  const listeners = new Set<() => void>()
  let counts = nothing
  let revision = 0
  let isOffered = false
  let problem: string | null = null
  const muting = createMuting({
    ...{ values, clock, localTimeAt },
    quietHours: () => settings.current().notices.quietHours,
    onChange: () => {
      tell()
      for (const listener of listeners) listener()
    },
  })
  const stopListening = settings.onChange(() => muting.look())
  const state = (): NoticeState => ({
    ...counts,
    ...muting.current(),
    shownBy: isOffered && problem === null ? 'system' : 'window',
    problem,
    revision,
  })
  const tell = (): void => {
    revision += 1
    emit('noticesChanged', state())
  }
  const setProblem = (now: string | null): void => {
    if (now === problem) return
    problem = now
    tell()
  }
  return {
    state,
    mute(until) {
      muting.mute(until)
      return state()
    },
    onQuietChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    count(now) {
      counts = now ?? nothing
      tell()
    },
    raise: popup => emit('noticeRaised', { ...popup, shownBy: isOffered ? 'system' : 'window' }),
    end: ids => emit('noticePopupsEnded', { ids: [...ids] }),
    system: {
      offer() {
        isOffered = true
        tell()
      },
      shown: () => setProblem(null),
      failed(why, popup) {
        setProblem(why)
        if (popup) emit('noticeRaised', { ...popup, replaces: [], shownBy: 'window' })
      },
    },
    dispose() {
      stopListening()
      muting.dispose()
    },
  }
}
