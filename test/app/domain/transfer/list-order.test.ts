import { describe, expect, it } from 'vitest'
import type { TransferGroupId, TransferId } from '../../../../app/contract/transfers.ts'
import { inListItems, inListOrder } from '../../../../app/domain/transfer/list-order.ts'

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

describe('the rows of a list', () => {
  const grouped = (id: string, group: string | null) => {
    return { ...listed(id, 1, null), group: group === null ? null : { id: group as TransferGroupId } }
  }
  const rowsOf = (...transfers: readonly (readonly [string, string | null])[]) =>
    inListItems(transfers.map(([id, group]) => grouped(id, group))).map(({ groupId, ids }) => [groupId, ids.join('')])

  it('are one for each group, where its first transfer stands', () => {
    expect(rowsOf(['a', null], ['b', 'g'], ['c', null], ['d', 'g'], ['e', 'h'], ['f', 'h'])).toEqual([
      [null, 'a'],
      ['g', 'bd'],
      [null, 'c'],
      ['h', 'ef'],
    ])
  })

  it('show by itself what is left alone of a group', () => {
    expect(rowsOf(['a', 'g'], ['b', null])).toEqual([
      [null, 'a'],
      [null, 'b'],
    ])
  })
})
