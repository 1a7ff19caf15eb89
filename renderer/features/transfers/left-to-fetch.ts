import { isLocalArchive } from '../../../app/domain/archive/local-archive-id.ts'
import type { Transfer } from '../../../app/contract/transfers.ts'

/** About what a transfer that stands still fetches when it goes on, in bytes; null where nothing is known, or left, or costs anything. */
export function leftToFetch({ taskId, state, kind, fetchedBytes, fetchBytes }: Transfer): number | null {
  const standsStill = state === 'queued' || state === 'paused' || state === 'failed' || state === 'cancelled'
  if (isLocalArchive(taskId) || !standsStill || fetchBytes === null) return null
  // Of a cancelled zip nothing was kept.
  const kept = state === 'cancelled' && kind === 'archive' ? 0 : fetchedBytes
  return fetchBytes > kept ? fetchBytes - kept : null
}
