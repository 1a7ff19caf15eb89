import type { DownloadLimit } from '../../../app/contract/download-limits.ts'
import type { Transfer } from '../../../app/contract/transfers.ts'

export type LimitInForce = { readonly bytesPerSecond: number } & (
  | { readonly why: 'transfer' | 'all' }
  | { readonly why: 'schedule'; readonly untilMinute: number } // since midnight
)

/** What holds for all transfers together; null: nothing. */
export function limitOfAll(limit: DownloadLimit | null): LimitInForce | null {
  if (limit === null || limit.bytesPerSecond === null) return null
  const { bytesPerSecond, hours } = limit
  return hours ? { bytesPerSecond, why: 'schedule', untilMinute: hours.toMinute } : { bytesPerSecond, why: 'all' }
}

/** The narrower of a transfer's own limit and of what holds for all, as far as it can be felt; null: nothing holds. */
export function limitInForce(transfer: Transfer, limit: DownloadLimit | null): LimitInForce | null {
  const { limitBytesPerSecond: own, state, place } = transfer
  const all = state === 'running' ? limitOfAll(limit) : null
  if (own === null || place === null) return all
  return all && all.bytesPerSecond < own ? all : { bytesPerSecond: own, why: 'transfer' }
}
