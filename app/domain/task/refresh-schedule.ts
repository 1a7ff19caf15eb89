/**
 * When to ask for what. While something runs: every 12 s, four times the list of active tasks, then once the newest
 * page. Otherwise the newest page every 60 s. After a failure: 5 s, 10 s, 20 s, 40 s, then every 60 s; at least as long
 * as the service asks for, but never more than 5 min.
 */
export const refreshPolicy = {
  activeDelayMs: 12_000,
  idleDelayMs: 60_000,
  activeListsPerNewestPage: 4,
  newestPageSize: 100,
  activePageSize: 500,
  firstFailureDelayMs: 5_000,
  longestFailureDelayMs: 60_000,
  longestServerDelayMs: 300_000,
  historyPageSize: 500,
  historyDelayMs: 250,
  killPollDelayMs: 3_000,
  killPollsPerTurn: 20,
  queuePositionsPerNewestPage: 10,
  leftTasksPerCycle: 50,
} as const

export type RefreshState = {
  readonly activeTasks: number
  readonly failuresInARow: number
  readonly retryAfterMs: number | null // what the service asked us to wait; null when it did not
}

/** Milliseconds until the next cycle. `jitter` is 0 … 1 and adds up to a tenth, so that many apps do not ask at once. */
export function nextRefreshDelayMs(state: RefreshState, jitter: number): number {
  const plainMs = state.failuresInARow > 0 ? failureDelayMs(state) : regularDelayMs(state.activeTasks)
  return Math.round(plainMs * (1 + jitter / 10))
}

function regularDelayMs(activeTasks: number): number {
  return activeTasks > 0 ? refreshPolicy.activeDelayMs : refreshPolicy.idleDelayMs
}

function failureDelayMs({ failuresInARow, retryAfterMs }: RefreshState): number {
  const doubledMs = refreshPolicy.firstFailureDelayMs * 2 ** Math.min(failuresInARow - 1, 10)
  const ownMs = Math.min(doubledMs, refreshPolicy.longestFailureDelayMs)
  return Math.max(ownMs, Math.min(retryAfterMs ?? 0, refreshPolicy.longestServerDelayMs))
}

/** Which list a cycle asks for. */
export type CycleKind = 'newest' | 'active'

/**
 * @param activeListsInARow  Cycles since the newest page was asked for last.
 * @param filtersActive      False once the service has shown that it does not filter by activity.
 */
export function planCycle(state: {
  readonly activeTasks: number
  readonly activeListsInARow: number
  readonly filtersActive: boolean
}): CycleKind {
  const mayAskForActive = state.filtersActive && state.activeTasks > 0
  return mayAskForActive && state.activeListsInARow < refreshPolicy.activeListsPerNewestPage ? 'active' : 'newest'
}
