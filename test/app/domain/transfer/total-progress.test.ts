import { describe, expect, it } from 'vitest'
import type { Transfer } from '../../../../app/contract/transfers.ts'
import { nextRound, noRound, totalProgress } from '../../../../app/domain/transfer/total-progress.ts'
import { transfer, transferId } from '../../../renderer/features/transfers/transfer-example.ts'

type Change = Partial<Transfer>
const planned = { fetchBytes: 60, writeBytes: 40 }
const unplanned: Change = { fetchBytes: null, writeBytes: null, fetchedBytes: 0, writtenBytes: 0 }
const one = (change: Change) => transfer({ id: transferId(1), ...planned, fetchedBytes: 0, writtenBytes: 0, ...change })
const other = (change: Change) => ({ ...one(change), id: transferId(2) })

/** The totals as lists of transfers follow each other. */
function totalsOf(...lists: readonly (readonly Transfer[])[]) {
  let round = noRound
  return lists.map(transfers => {
    round = nextRound(round, transfers)
    return totalProgress(round)
  })
}
const fractionsOf = (...lists: readonly (readonly Transfer[])[]) => totalsOf(...lists).map(({ fraction }) => fraction)

describe('how far all transfers are together', () => {
  it('counts what is fetched and what is written', () => {
    expect(totalsOf([one({ fetchedBytes: 30, writtenBytes: 20 })])).toEqual([{ state: 'moving', fraction: 0.5 }])
  })

  it.each([
    ['nothing is there', [], { state: 'none', fraction: null }],
    ['nothing moves', [one({ state: 'done' }), other({ state: 'paused' })], { state: 'none', fraction: null }],
    ['nothing is planned', [one({ ...unplanned, state: 'queued' })], { state: 'moving', fraction: null }],
    ['nothing is to be fetched', [one({ fetchBytes: 0, writeBytes: 0 })], { state: 'moving', fraction: null }],
    [
      'only bytes to fetch are known',
      [one({ writeBytes: null, fetchedBytes: 30 })],
      { state: 'moving', fraction: 0.5 },
    ],
  ])('is said when %s', (_, transfers, expected) => {
    expect(totalsOf(transfers)).toEqual([expected])
  })

  it('does not fall when one of them ends', () => {
    const running = other({ fetchedBytes: 20 })
    const fractions = fractionsOf(
      [one({ fetchedBytes: 60, writtenBytes: 40 }), running],
      [one({ fetchedBytes: 60, writtenBytes: 40, state: 'done' }), running],
      [running], // taken from the list
    )
    expect(fractions).toEqual([0.6, 0.6, 0.6])
  })

  it.each(['failed', 'cancelled', 'paused'] as const)(
    'rises when one is %s, by what is not to come any more',
    state => {
      const running = other({ fetchedBytes: 50 })
      const fractions = fractionsOf([one({ fetchedBytes: 50 }), running], [one({ fetchedBytes: 50, state }), running])
      expect(fractions).toEqual([0.5, 100 / 150])
    },
  )

  it('falls only by what is truly more to do when one joins', () => {
    expect(fractionsOf([one({ fetchedBytes: 50 })], [one({ fetchedBytes: 50 }), other({})])).toEqual([0.5, 0.25])
  })

  it('stays where it is when the next in the queue is planned, as large as those before', () => {
    const queued = other({ ...unplanned, state: 'queued' })
    const fractions = fractionsOf(
      [one({ fetchedBytes: 60, writtenBytes: 40 }), queued],
      [one({ fetchedBytes: 60, writtenBytes: 40, state: 'done' }), other({ ...unplanned, state: 'reading-index' })],
      [one({ fetchedBytes: 60, writtenBytes: 40, state: 'done' }), other({})],
    )
    expect(fractions).toEqual([0.5, 0.5, 0.5])
  })

  it('begins anew after everything has come to rest', () => {
    const done = one({ fetchedBytes: 60, writtenBytes: 40, state: 'done' })
    const fractions = fractionsOf([one({ fetchedBytes: 60, writtenBytes: 40 })], [done], [done, other({})])
    expect(fractions).toEqual([1, null, 0])
  })

  it('is paused while the rest of the round waits for the person, and goes on from there', () => {
    const totals = totalsOf(
      [one({ fetchedBytes: 50 })],
      [one({ fetchedBytes: 50, state: 'paused' })],
      [one({ fetchedBytes: 50, state: 'queued' })],
    )
    expect(totals).toEqual([
      { state: 'moving', fraction: 0.5 },
      { state: 'paused', fraction: 0.5 },
      { state: 'moving', fraction: 0.5 },
    ])
  })

  it('is never more than everything', () => {
    expect(fractionsOf([one({ fetchedBytes: 500 })])).toEqual([1])
  })
})
