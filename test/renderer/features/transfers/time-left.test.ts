import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextTimeLeft, type TimeLeft } from '../../../../renderer/features/transfers/time-left.ts'

describe('the time left', () => {
  it.each([
    [0, { unit: 'few', value: 0 }],
    [4, { unit: 'few', value: 0 }],
    [12, { unit: 'seconds', value: 10 }],
    [52, { unit: 'seconds', value: 50 }],
    [58, { unit: 'minutes', value: 1 }],
    [246, { unit: 'minutes', value: 4 }],
    [59.4 * 60, { unit: 'minutes', value: 59 }],
    [7200, { unit: 'hours', value: 2 }],
    [86_400 * 2, { unit: 'days', value: 2 }],
    [86_400 * 4000, { unit: 'days', value: 30 }],
  ])('rounds %s s', (secondsLeft, expected) => {
    expect(nextTimeLeft(undefined, secondsLeft)).toEqual(expected)
  })

  it('is not shown while there is nothing to judge by', () => {
    expect(nextTimeLeft({ unit: 'minutes', value: 4 }, null)).toBeUndefined()
  })

  it.each([
    [{ unit: 'minutes', value: 4 }, 540, { unit: 'minutes', value: 5 }],
    [{ unit: 'minutes', value: 4 }, 20, { unit: 'minutes', value: 3 }],
    [{ unit: 'minutes', value: 1 }, 20, { unit: 'seconds', value: 50 }],
    [{ unit: 'minutes', value: 59 }, 7200, { unit: 'hours', value: 1 }],
    [{ unit: 'minutes', value: 4 }, 250, { unit: 'minutes', value: 4 }],
  ] satisfies [TimeLeft, number, TimeLeft][])('goes from %j one step towards %s s', (shown, secondsLeft, expected) => {
    expect(nextTimeLeft(shown, secondsLeft)).toEqual(expected)
  })

  it('arrives at a steady estimate from anywhere', () => {
    const seconds = fc.double({ min: 0, max: 86_400 * 30, noNaN: true })
    fc.assert(
      fc.property(seconds, seconds, (from, to) => {
        let shown = nextTimeLeft(undefined, from)
        for (let step = 0; step < 120; step += 1) shown = nextTimeLeft(shown, to)
        expect(shown).toEqual(nextTimeLeft(undefined, to))
      }),
    )
  })
})
