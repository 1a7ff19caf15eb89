import type { Transfer, TransferId, TransferState } from '../../contract/transfers.ts'

/** States that go on by themselves. */
const moving: readonly TransferState[] = ['queued', 'reading-index', 'running', 'waiting', 'verifying']

export function isMoving({ state }: Pick<Transfer, 'state'>): boolean {
  return moving.includes(state)
}

/** What a transfer adds to the sum, in bytes fetched and written. */
type Share = {
  readonly state: 'moving' | 'paused' | 'left' // left: ended, or taken from the list
  readonly doneBytes: number
  readonly wholeBytes: number | null // null until planned
}

/**
 * Everything that has moved since all of it came to rest last. Who ends stays in the sum, so that an end never throws
 * the total back.
 */
export type ProgressRound = ReadonlyMap<TransferId, Share>
export const noRound: ProgressRound = new Map()

/** @param transfers  All there are; those that do not move are only counted where they were in the round before. */
export function nextRound(before: ProgressRound, transfers: readonly Transfer[]): ProgressRound {
  const known = new Set(transfers.map(({ id }) => id))
  const removed = [...before].filter(([id]) => !known.has(id))
  const counted = transfers.filter(transfer => isMoving(transfer) || before.has(transfer.id))
  const round = new Map([
    ...removed.map(([id, share]) => [id, { ...share, state: 'left' }] as const),
    ...counted.map(transfer => [transfer.id, shareOf(transfer)] as const),
  ])
  return [...round.values()].some(({ state }) => state !== 'left') ? round : noRound
}

function shareOf(transfer: Transfer): Share {
  const { fetchedBytes, fetchBytes, writtenBytes, writeBytes } = transfer
  return {
    state: isMoving(transfer) ? 'moving' : transfer.state === 'paused' ? 'paused' : 'left',
    doneBytes: fetchedBytes + (writeBytes === null ? 0 : writtenBytes),
    wholeBytes: fetchBytes === null ? null : fetchBytes + (writeBytes ?? 0),
  }
}

export type TotalProgress = {
  /** paused: nothing moves, but something of the round waits for the person to let it go on. */
  readonly state: 'none' | 'moving' | 'paused'
  readonly fraction: number | null // 0 to 1; null while nothing is planned
}

/**
 * How far everything is together. A transfer that is not planned yet counts as large as the mean of those that are, so
 * that the total does not fall each time that the next one in the queue is planned; it falls where the next one is
 * larger than that. Who has ended or was paused takes along only what it has not done.
 */
export function totalProgress(round: ProgressRound): TotalProgress {
  const shares = [...round.values()]
  const state = (['moving', 'paused'] as const).find(wanted => shares.some(share => share.state === wanted)) ?? 'none'
  const planned = shares.flatMap(({ wholeBytes }) => (wholeBytes === null ? [] : [wholeBytes]))
  if (state === 'none' || planned.length === 0) return { state, fraction: null }
  const meanBytes = sum(planned) / planned.length
  const wholes = shares.map(share => (share.state === state ? (share.wholeBytes ?? meanBytes) : share.doneBytes))
  const done = shares.map(({ doneBytes }, at) => Math.min(doneBytes, wholes[at] ?? 0))
  return { state, fraction: sum(wholes) === 0 ? null : sum(done) / sum(wholes) }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
