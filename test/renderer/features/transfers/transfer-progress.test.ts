import { describe, expect, it } from 'vitest'
import type { Transfer } from '../../../../app/contract/transfers.ts'
import { nextRound, noRound } from '../../../../app/domain/transfer/total-progress.ts'
import {
  fractionOf,
  losesData,
  needsAttention,
  sumTransfers,
} from '../../../../renderer/features/transfers/transfer-progress.ts'
import { transfer, transferId } from './transfer-example.ts'

describe('how far a transfer is', () => {
  it('counts fetching and writing together, so that the bar is full only at the end', () => {
    const fetched = transfer({ fetchedBytes: 100, fetchBytes: 100, writtenBytes: 100, writeBytes: 300 })
    expect(fractionOf(fetched)).toBe(0.5)
  })

  it.each([
    [transfer({ fetchBytes: null }), null],
    [transfer({ state: 'failed', fetchBytes: null }), 0],
    [transfer({ state: 'done', fetchedBytes: 0, fetchBytes: 0 }), 1],
    [transfer({ fetchBytes: 0, fetchedBytes: 0, writeBytes: 0, writtenBytes: 0 }), 0],
    [transfer({ fetchedBytes: 200, fetchBytes: 100, writeBytes: null }), 1],
  ])('is known for every state', (example, expected) => {
    expect(fractionOf(example)).toBe(expected)
  })
})

describe('cancelling', () => {
  it.each([
    ['nothing was fetched', transfer({ fetchedBytes: 0 }), false],
    ['it is not planned yet', transfer({ entriesTotal: null }), true],
    ['files are missing', transfer({ entriesDone: 38, entriesTotal: 120 }), true],
    ['every file is there', transfer({ entriesDone: 100, entriesSkipped: 20, entriesTotal: 120 }), false],
  ])('when %s', (_, example, expected) => {
    expect(losesData(example)).toBe(expected)
  })
})

describe('all transfers together', () => {
  const sum = (...transfers: readonly Transfer[]) => sumTransfers(transfers, nextRound(noRound, transfers))

  it('adds up what moves and counts what waits for the person', () => {
    const written = { writtenBytes: 0, writeBytes: 0 }
    const totals = sum(
      transfer({ ...written, fetchedBytes: 50, fetchBytes: 100, bytesPerSecond: 10 }),
      transfer({
        ...written,
        id: transferId(2),
        state: 'queued',
        fetchedBytes: 0,
        fetchBytes: 100,
        bytesPerSecond: null,
      }),
      transfer({ id: transferId(3), state: 'paused' }),
      transfer({ id: transferId(4), state: 'failed', place: null }),
      transfer({ id: transferId(5), state: 'done', place: null, entriesFailed: 2 }),
    )
    const counts = { unfinished: 3, moving: 2, paused: 1, attention: 2 }
    expect(totals).toEqual({ ...counts, bytesPerSecond: 10, secondsLeft: 15, fraction: 0.25 })
  })

  it('tells no time while one of them is not planned', () => {
    const totals = sum(transfer(), transfer({ id: transferId(2), state: 'reading-index', fetchBytes: null }))
    expect(totals.secondsLeft).toBeNull()
  })

  it('tells how far they are only while something moves', () => {
    expect(sum(transfer({ state: 'paused' })).fraction).toBeNull()
    expect(sum(transfer({ fetchBytes: null })).fraction).toBeNull()
  })

  it('does not call a clean end a reason for attention', () => {
    expect(needsAttention(transfer({ state: 'done' }))).toBe(false)
  })
})
