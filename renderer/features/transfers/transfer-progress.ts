import type { Transfer } from '../../../app/contract/transfers.ts'
import { isMoving, totalProgress, type ProgressRound } from '../../../app/domain/transfer/total-progress.ts'

export { isMoving }

/** Over for good, as far as the app is concerned: it can be removed from the list. */
export function isEnded({ state }: Pick<Transfer, 'state'>): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}

/** Failed, or done without some of its files. */
export function needsAttention({ state, entriesFailed }: Pick<Transfer, 'state' | 'entriesFailed'>): boolean {
  return state === 'failed' || (state === 'done' && entriesFailed > 0)
}

/**
 * How far a transfer is, 0 … 1, or null while it is being planned. Fetching, writing and checking count together, so that
 * the bar is full only when nothing is left to do.
 */
export function fractionOf(transfer: Transfer): number | null {
  if (transfer.state === 'done') return 1
  const { fetchedBytes, fetchBytes, writtenBytes, writeBytes } = transfer
  if (fetchBytes === null) return isMoving(transfer) ? null : 0
  const whole = fetchBytes + (writeBytes ?? 0)
  if (whole === 0) return 0
  return Math.min(1, (fetchedBytes + (writeBytes === null ? 0 : writtenBytes)) / whole)
}

/** What would be lost by cancelling: bytes fetched for something that is not finished yet. */
export function losesData(transfer: Transfer): boolean {
  if (transfer.fetchedBytes === 0) return false
  return transfer.entriesTotal === null || transfer.entriesDone + transfer.entriesSkipped < transfer.entriesTotal
}

export type TransferTotals = {
  readonly unfinished: number
  readonly moving: number
  readonly paused: number
  readonly attention: number
  readonly bytesPerSecond: number
  /** Of all that moves together; null while that cannot be said. */
  readonly secondsLeft: number | null
  /** Of the round that moves, as the taskbar shows it; null while that cannot be said. */
  readonly fraction: number | null
}

/** What the closed drawer says about all transfers at once. */
export function sumTransfers(transfers: readonly Transfer[], round: ProgressRound): TransferTotals {
  const active = transfers.filter(isMoving)
  const bytesPerSecond = active.reduce((sum, { bytesPerSecond }) => sum + (bytesPerSecond ?? 0), 0)
  const isPlanned = active.every(({ fetchBytes }) => fetchBytes !== null)
  const whole = active.reduce((sum, { fetchBytes }) => sum + (fetchBytes ?? 0), 0)
  const fetched = active.reduce((sum, transfer) => sum + (transfer.fetchBytes === null ? 0 : transfer.fetchedBytes), 0)
  const isJudged = active.some(({ secondsLeft }) => secondsLeft !== null)
  return {
    unfinished: transfers.filter(({ place }) => place !== null).length,
    moving: active.length,
    paused: transfers.filter(({ state }) => state === 'paused').length,
    attention: transfers.filter(needsAttention).length,
    bytesPerSecond,
    secondsLeft: isPlanned && isJudged && bytesPerSecond > 0 ? (whole - fetched) / bytesPerSecond : null,
    fraction: active.length > 0 ? totalProgress(round).fraction : null,
  }
}
