import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TransferId } from '../../../../app/contract/transfers.ts'
import { planMove, type Placed } from '../../../../app/domain/transfer/queue-order.ts'

const ids = (text: string) => Array.from(text) as TransferId[]
/** A line of one letter each, with gaps between the places. */
const lineOf = (text: string): Placed[] => ids(text).map((id, index) => ({ id, place: index * 3 - 2 }))
const idOf = (letter: string) => letter as TransferId
type Side = 'before' | 'behind'

/** The line as it stands after a move. */
function moved(line: readonly Placed[], letters: string, side: Side, beside: string): readonly Placed[] {
  const changed = new Map(planMove(line, ids(letters), { beside: idOf(beside), side }).map(one => [one.id, one]))
  return line.map(one => changed.get(one.id) ?? one).toSorted((a, b) => a.place - b.place)
}
const textOf = (line: readonly Placed[]) => line.map(({ id }) => id).join('')

describe('planMove', () => {
  it.each([
    ['c', 'before', 'a', 'cabd'],
    ['c', 'before', 'b', 'acbd'],
    ['b', 'behind', 'c', 'acbd'],
    ['b', 'behind', 'd', 'acdb'],
    ['bd', 'before', 'a', 'bdac'],
    ['ac', 'behind', 'd', 'bdac'],
    ['ad', 'before', 'c', 'badc'],
    ['ca', 'behind', 'b', 'bacd'],
    ['a', 'before', 'b', 'abcd'],
    ['a', 'behind', 'a', 'abcd'],
    ['ab', 'before', 'b', 'abcd'],
    ['x', 'before', 'a', 'abcd'],
    ['b', 'before', 'x', 'abcd'],
    ['bx', 'before', 'a', 'bacd'],
  ] as const)('puts %s %s %s: %s', (letters, side, beside, expected) => {
    expect(textOf(moved(lineOf('abcd'), letters, side, beside))).toBe(expected)
  })

  it('changes nothing in a line of one or none', () => {
    for (const line of [lineOf('a'), []])
      expect(planMove(line, ids('a'), { beside: idOf('a'), side: 'behind' })).toEqual([])
  })

  it.each([
    ['before', 'a', [{ id: 'c', place: -3 }]],
    ['behind', 'd', [{ id: 'c', place: 8 }]],
  ] as const)('touches what is moved alone where that goes to an end: %s %s', (side, beside, expected) => {
    expect(planMove(lineOf('abcd'), ids('c'), { beside: idOf(beside), side })).toEqual(expected)
  })

  it('keeps all, never gives two the same place, and leaves the others in their order', () => {
    const letters = fc.subarray(ids('abcdef'), { minLength: 1 })
    const steps = fc.array(
      fc.tuple(letters, fc.constantFrom<Side>('before', 'behind'), fc.constantFrom(...ids('abcdef'))),
    )
    const without = (line: readonly Placed[], left: readonly string[]) =>
      line.map(({ id }) => id).filter(id => !left.includes(id))
    fc.assert(
      fc.property(steps, moves => {
        const end = moves.reduce<readonly Placed[]>((line, [some, side, beside]) => {
          const after = moved(line, some.join(''), side, beside)
          expect(without(after, some)).toEqual(without(line, some))
          return after
        }, lineOf('abcdef'))
        expect(new Set(end.map(({ place }) => place)).size).toBe(6)
        expect(Array.from(textOf(end)).sort().join('')).toBe('abcdef')
      }),
    )
  })
})
