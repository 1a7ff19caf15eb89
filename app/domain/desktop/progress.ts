import type { Transfer, TransferId } from '../../contract/transfers.ts'
import type { ProgressRound, TotalProgress } from '../transfer/total-progress.ts'

/** What a taskbar or a Dock shows of all transfers. Modes beside `none` and `indeterminate` are seen on Windows alone. */
export type TaskbarProgress =
  | { readonly mode: 'none' | 'indeterminate' }
  | { readonly mode: 'normal' | 'paused' | 'error'; readonly fraction: number }

export type Standing = {
  readonly transfers: readonly Pick<Transfer, 'id' | 'state'>[]
  readonly round: ProgressRound
  readonly total: TotalProgress
  /** Failed since the person looked last. */
  readonly unseenFailures: ReadonlySet<TransferId>
  readonly platform: string // Node's process.platform
}

/**
 * Red while one of those that moved together has failed and nobody has looked since, yellow while everything waits for
 * the network, the service or the person. Where nothing moves there is no bar; Windows keeps yellow and red ones.
 */
export function decideTaskbar({ transfers, round, total, unseenFailures, platform }: Standing): TaskbarProgress {
  const { state, fraction } = total
  const keepsColours = platform === 'win32'
  const hasFailed = [...unseenFailures].some(id => state === 'none' || round.has(id))
  if (state === 'none') return keepsColours && hasFailed ? { mode: 'error', fraction: 1 } : { mode: 'none' }
  if (state === 'paused' && !keepsColours) return { mode: 'none' }
  if (fraction === null) return { mode: 'indeterminate' }
  if (hasFailed) return { mode: 'error', fraction }
  return { mode: state === 'paused' || isWaiting(transfers) ? 'paused' : 'normal', fraction }
}

/** None gets on, and one says why. */
function isWaiting(transfers: Standing['transfers']): boolean {
  const states = new Set(transfers.map(({ state }) => state))
  return states.has('waiting') && !['reading-index', 'running', 'verifying'].some(state => states.has(state as never))
}

/** Those that failed are news until the person looks, which is while the window has the focus. */
export function nextUnseenFailures(
  before: ReadonlySet<TransferId>,
  {
    transfers,
    moved,
    isLooking,
  }: {
    readonly transfers: readonly Pick<Transfer, 'id' | 'state'>[]
    readonly moved: ProgressRound // before this moment: what failed at another time is no news
    readonly isLooking: boolean
  },
): ReadonlySet<TransferId> {
  if (isLooking) return new Set()
  const failed = transfers.filter(({ id, state }) => state === 'failed' && (moved.has(id) || before.has(id)))
  return new Set(failed.map(({ id }) => id))
}
