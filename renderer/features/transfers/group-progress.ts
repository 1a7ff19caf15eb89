import type { Transfer } from '../../../app/contract/transfers.ts'
import { isAtWork } from '../../../app/domain/transfer/is-at-work.ts'
import { leftToFetch } from './left-to-fetch.ts'
import { fractionOf, isEnded, isMoving, losesData, needsAttention } from './transfer-progress.ts'
import type { Standing } from './transfer-words.ts'

/** What a group of transfers amounts to. */
export type GroupTotals = Standing & {
  readonly total: number
  readonly done: number // with all of its files
  readonly moving: number
  readonly paused: number
  readonly attention: number
  readonly isEnded: boolean
  readonly fetchedBytes: number
  readonly fetchBytes: number | null // null until all that are not over are planned
  readonly leftBytes: number // of those that stand still
  readonly bytesPerSecond: number | null
  readonly fraction: number | null
  /** What cancelling throws away, and what stays. */
  readonly lost: { readonly isAny: boolean; readonly fetchedBytes: number; readonly entriesDone: number }
}

/** @param transfers  Of one group, at least one. */
export function sumGroup(transfers: readonly Transfer[]): GroupTotals {
  const unfinished = transfers.filter(transfer => !isEnded(transfer))
  const losing = unfinished.filter(losesData)
  const isPlanned = unfinished.every(({ fetchBytes }) => fetchBytes !== null)
  const speeds = transfers.flatMap(({ bytesPerSecond }) => (bytesPerSecond === null ? [] : [bytesPerSecond]))
  return {
    ...standingOf(transfers),
    total: transfers.length,
    done: transfers.filter(transfer => transfer.state === 'done' && !needsAttention(transfer)).length,
    moving: transfers.filter(isMoving).length,
    paused: transfers.filter(({ state }) => state === 'paused').length,
    attention: transfers.filter(needsAttention).length,
    isEnded: unfinished.length === 0,
    fetchedBytes: sum(transfers.map(({ fetchedBytes }) => fetchedBytes)),
    fetchBytes: isPlanned ? sum(transfers.map(({ fetchBytes }) => fetchBytes ?? 0)) : null,
    leftBytes: sum(transfers.map(transfer => leftToFetch(transfer) ?? 0)),
    bytesPerSecond: speeds.length > 0 ? sum(speeds) : null,
    fraction: fractionOfAll(transfers),
    lost: {
      isAny: losing.length > 0,
      fetchedBytes: sum(losing.map(({ fetchedBytes }) => fetchedBytes)),
      entriesDone: sum(transfers.map(({ entriesDone }) => entriesDone)),
    },
  }
}

/** The state of whoever is furthest from being over: what is at work before what waits, before what needs the person. */
function standingOf(transfers: readonly Transfer[]): Standing {
  const first = (isOne: (transfer: Transfer) => boolean) => transfers.find(isOne)
  const { state, entriesFailed } = first(isAtWork) ??
    first(({ state }) => state === 'waiting') ??
    first(isMoving) ??
    first(({ state }) => state === 'paused') ??
    first(({ state }) => state === 'failed') ??
    first(needsAttention) ??
    first(({ state }) => state === 'done') ?? { state: 'cancelled', entriesFailed: 0 }
  return { state, entriesFailed }
}

/** By size, as far as that is known: one that is not planned counts as large as the mean of those that are. */
function fractionOfAll(transfers: readonly Transfer[]): number | null {
  const counted = transfers.filter(({ state }) => state !== 'cancelled')
  const sizes = counted.map(({ fetchBytes, writeBytes }) =>
    fetchBytes === null ? null : fetchBytes + (writeBytes ?? 0),
  )
  const known = sizes.filter(size => size !== null)
  if (known.length === 0) return counted.some(isMoving) ? null : 0
  const mean = sum(known) / known.length
  const whole = sum(sizes.map(size => size ?? mean))
  const done = sum(counted.map((transfer, at) => (sizes[at] ?? mean) * (fractionOf(transfer) ?? 0)))
  if (whole === 0) return counted.every(isEnded) ? 1 : 0
  return done / whole
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
