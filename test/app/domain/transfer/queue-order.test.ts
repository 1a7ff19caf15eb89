import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { queueMoveSchema, type QueueMove } from '../../../../app/contract/transfer-queue.ts'
import type { TransferId } from '../../../../app/contract/transfers.ts'
import { planMove, type Placed } from '../../../../app/domain/transfer/queue-order.ts'

const ids = (text: string) => Array.from(text) as TransferId[]
/** A line of one letter each, with gaps between the places. */
const lineOf = (text: string): Placed[] => ids(text).map((id, index) => ({ id, place: index * 3 - 2 }))
const idOf = (letter: string) => letter as TransferId

/** The line as it stands after a move. */
function moved(line: readonly Placed[], id: TransferId, to: QueueMove): readonly Placed[] {
  const changed = new Map(planMove(line, id, to).map(one => [one.id, one]))
  return line.map(one => changed.get(one.id) ?? one).toSorted((a, b) => a.place - b.place)
}
const textOf = (line: readonly Placed[]) => line.map(({ id }) => id).join('')

describe('planMove', () => {
  it.each([
    ['c', 'first', 'cabd'],
    ['c', 'up', 'acbd'],
    ['b', 'down', 'acbd'],
    ['b', 'last', 'acdb'],
    ['a', 'first', 'abcd'],
    ['a', 'up', 'abcd'],
    ['d', 'down', 'abcd'],
    ['d', 'last', 'abcd'],
    ['x', 'first', 'abcd'],
    ['x', 'up', 'abcd'],
  ] as const)('moves %s %s: %s', (letter, to, expected) => {
    expect(textOf(moved(lineOf('abcd'), idOf(letter), to))).toBe(expected)
  })

  it.each(queueMoveSchema.options)('leaves the only one where it is, asked to move it %s', to => {
    expect(planMove(lineOf('a'), idOf('a'), to)).toEqual([])
    expect(planMove([], idOf('a'), to)).toEqual([])
  })

  it('touches two of any number at most, keeps all, and never gives two the same place', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom(...ids('abcdef')), fc.constantFrom(...queueMoveSchema.options)))
    fc.assert(
      fc.property(steps, moves => {
        const end = moves.reduce<readonly Placed[]>((line, [id, to]) => {
          expect(planMove(line, id, to).length).toBeLessThanOrEqual(2)
          return moved(line, id, to)
        }, lineOf('abcdef'))
        expect(new Set(end.map(({ place }) => place)).size).toBe(6)
        expect(Array.from(textOf(end)).sort().join('')).toBe('abcdef')
      }),
    )
  })
})
