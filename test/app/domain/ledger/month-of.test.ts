import { describe, expect, it } from 'vitest'
import { dayOf, monthOf } from '../../../../app/domain/ledger/month-of.ts'

describe('a month of the ledger', () => {
  it('begins and ends at midnight of this computer', () => {
    const lastSecond = new Date(2026, 0, 31, 23, 59, 59).getTime()
    expect([monthOf(lastSecond), monthOf(lastSecond + 1000)]).toEqual(['2026-01', '2026-02'])
    expect([dayOf(lastSecond), dayOf(lastSecond + 1000)]).toEqual(['2026-01-31', '2026-02-01'])
  })
})
