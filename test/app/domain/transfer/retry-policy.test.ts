import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { retryDelayMs } from '../../../../app/domain/transfer/retry-policy.ts'

describe('retryDelayMs', () => {
  it('waits longer with every attempt, up to a minute', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 100].map(attempt => retryDelayMs(attempt, 0, null))
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })

  it('is shortened by a quarter at most', () => {
    expect(retryDelayMs(1, 1, null)).toBe(750)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, jitter) => {
        const full = retryDelayMs(attempt, 0, null)
        const delay = retryDelayMs(attempt, jitter, null)
        expect(delay).toBeGreaterThanOrEqual(full * 0.75 - 1)
        expect(delay).toBeLessThanOrEqual(full)
      }),
    )
  })

  it.each([
    [500, 1_000],
    [20_000, 20_000],
    [86_400_000, 300_000],
  ])('asked to wait %s ms, waits %s ms', (asked, expected) => {
    expect(retryDelayMs(1, 0, asked)).toBe(expected)
  })
})
