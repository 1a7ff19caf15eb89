import { describe, expect, it } from 'vitest'
import type { TransferId } from '../../../../app/contract/transfers.ts'
import { inListOrder } from '../../../../app/domain/transfer/list-order.ts'

const listed = (id: string, place: number | null, finishedAtMs: number | null, createdAtMs = 0) => {
  return { id: id as TransferId, place, finishedAtMs, createdAtMs }
}

describe('a list of transfers', () => {
  it('has the queue in its order first, then what has ended, newest first', () => {
    const mixed = [
      listed('old', null, 5),
      listed('third', 9, null),
      listed('first', -4, null),
      listed('new', null, 7),
      listed('second', 2, null),
    ]
    expect(inListOrder(mixed).map(({ id }) => id)).toEqual(['first', 'second', 'third', 'new', 'old'])
  })

  it('is the same every time, also for those that ended at the same moment', () => {
    const same = [listed('b', null, 5, 1), listed('c', null, 5, 2), listed('a', null, 5, 1)]
    for (const order of [same, same.toReversed()])
      expect(inListOrder(order).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
  })
})
