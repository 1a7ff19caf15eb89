import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareAvoided } from '../../../../app/domain/ledger/share-avoided.ts'

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

describe('shareAvoided', () => {
  it.each([
    { is: 'the archive less what was fetched of it', whole: [100], fetched: 30, avoided: [70] },
    { is: 'all of it where every file was there already', whole: [100], fetched: 0, avoided: [100] },
    { is: 'nothing once all of it was fetched', whole: [100], fetched: 100, avoided: [0] },
    { is: 'nothing, not less, for what was fetched twice', whole: [100], fetched: 250, avoided: [0] },
    { is: 'of a second version what was not fetched of both', whole: [100, 120], fetched: 105, avoided: [0, 115] },
    { is: 'less of the oldest version first', whole: [100, 120], fetched: 10, avoided: [90, 120] },
    { is: 'nothing where nothing was downloaded', whole: [], fetched: 50, avoided: [] },
    { is: 'nothing of an empty archive', whole: [0], fetched: 1, avoided: [0] },
  ])('is $is', ({ whole, fetched, avoided }) => expect(shareAvoided(whole, fetched)).toEqual(avoided))

  it('spares in all what the versions hold less what was fetched, and of none more than it holds', () => {
    const bytes = fc.integer({ min: 0, max: 2 ** 40 })
    fc.assert(
      fc.property(fc.array(bytes), bytes, (whole, fetched) => {
        const avoided = shareAvoided(whole, fetched)
        expect(sum(avoided)).toBe(Math.max(0, sum(whole) - fetched))
        for (const [at, one] of avoided.entries()) expect(one >= 0 && one <= whole[at]!).toBe(true)
      }),
    )
  })
})
