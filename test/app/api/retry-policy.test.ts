import { describe, expect, it } from 'vitest'
import { parseRetryAfter, retryDelayMs } from '../../../app/api/retry-policy.ts'

describe('retryDelayMs', () => {
  it('waits longer before each of two further attempts, then gives up', () => {
    expect([1, 2, 3].map(attempt => retryDelayMs(attempt, null, 15_000, 0))).toEqual([500, 2_000, null])
  })

  it('stretches a delay by at most half', () => {
    expect(retryDelayMs(2, null, 15_000, 1)).toBe(3_000)
  })

  it('waits as long as the service asks for, unless the person would wait too long', () => {
    expect(retryDelayMs(1, 4_000, 15_000, 0)).toBe(4_000)
    expect(retryDelayMs(1, 60_000, 15_000, 0)).toBeNull()
  })
})

describe('parseRetryAfter', () => {
  const nowMs = Date.parse('2026-01-01T00:00:00Z')

  it.each([
    ['3', 3_000],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', null],
    [undefined, null],
  ])('reads %s', (value, delayMs) => {
    expect(parseRetryAfter(value, nowMs)).toBe(delayMs)
  })
})
