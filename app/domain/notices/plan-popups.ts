import type { Notice } from '../../contract/notices.ts'

/** Successes within a minute come up in one popup from the third on. */
const minuteMs = 60_000
const togetherFrom = 3
/** Failures come up one by one, until there are so many at once that nobody could read them. */
const mostSingleFailures = 5

/** Successes that came up lately, for those that follow within the minute. Popups by their ids. */
export type RecentSuccesses = {
  readonly sinceMs: number
  readonly notices: readonly Notice[]
  readonly popupIds: readonly string[]
}

export type PopupKind = 'together' | 'while-closed' | 'while-quiet'

/** What comes up: one notice, or several, oldest first, in the place of earlier popups. */
export type PopupPlan = {
  readonly id: string
  readonly kind: PopupKind
  readonly notices: readonly Notice[]
  readonly replaces: readonly string[]
}

/** Puts what has just ended into popups. @param fresh Oldest first. */
export function planPopups(
  fresh: readonly Notice[],
  recent: RecentSuccesses | null,
  nowMs: number,
): { readonly popups: readonly PopupPlan[]; readonly recent: RecentSuccesses | null } {
  const failures = fresh.filter(notice => notice.isFailure)
  const successes = fresh.filter(notice => !notice.isFailure)
  const single = failures.length > mostSingleFailures + 1 ? failures.slice(0, mostSingleFailures) : failures
  const popups = [...single.map(planOne), ...planGroup('together', failures.slice(single.length))]
  if (successes.length === 0) return { popups, recent }
  const told = planSuccesses(successes, recent, nowMs)
  return { popups: [...popups, ...told.popups], recent: told.recent }
}

function planSuccesses(successes: readonly Notice[], recent: RecentSuccesses | null, nowMs: number) {
  const open = recent !== null && nowMs >= recent.sinceMs && nowMs - recent.sinceMs < minuteMs ? recent : null
  const notices = [...(open?.notices ?? []), ...successes]
  const before = open?.popupIds ?? []
  const popups = notices.length < togetherFrom ? successes.map(planOne) : planGroup('together', notices, before)
  const ids = popups.map(({ id }) => id)
  const popupIds = notices.length < togetherFrom ? [...before, ...ids] : ids
  return { popups, recent: { sinceMs: open?.sinceMs ?? nowMs, notices, popupIds } }
}

/** Sums several notices up in one popup. One alone stands for itself, and none needs none. */
export function planGroup(
  kind: PopupKind,
  notices: readonly Notice[],
  replaces: readonly string[] = [],
): readonly PopupPlan[] {
  const [first] = notices
  if (first === undefined) return []
  if (notices.length === 1) return [{ ...planOne(first), kind, replaces }]
  return [{ id: `${kind}-${notices.at(-1)?.id ?? 0}`, kind, notices, replaces }]
}

function planOne(notice: Notice): PopupPlan {
  return { id: `one-${notice.id}`, kind: 'together', notices: [notice], replaces: [] }
}
