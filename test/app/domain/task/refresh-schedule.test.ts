import { describe, expect, it } from 'vitest'
import { nextRefreshDelayMs, planCycle } from '../../../../app/domain/task/refresh-schedule.ts'

const calm = { activeTasks: 0, failuresInARow: 0, retryAfterMs: null }

describe('nextRefreshDelayMs', () => {
  it('asks every 12 s while something runs and every 60 s otherwise', () => {
    expect(nextRefreshDelayMs({ ...calm, activeTasks: 3 }, 0)).toBe(12_000)
    expect(nextRefreshDelayMs(calm, 0)).toBe(60_000)
  })

  it('stays between 10 and 15 s with any jitter while something runs', () => {
    expect(nextRefreshDelayMs({ ...calm, activeTasks: 1 }, 1)).toBeLessThanOrEqual(15_000)
  })

  it('backs off from failure to failure, up to a minute', () => {
    const delays = [1, 2, 3, 4, 5, 50].map(failuresInARow => nextRefreshDelayMs({ ...calm, failuresInARow }, 0))
    expect(delays).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000])
  })

  it.each([
    { asked: 90_000, delayMs: 90_000 },
    { asked: 2_000, delayMs: 5_000 },
    { asked: 86_400_000, delayMs: 300_000 },
  ])('waits $delayMs ms when the service asks for $asked ms', ({ asked, delayMs }) => {
    expect(nextRefreshDelayMs({ ...calm, failuresInARow: 1, retryAfterMs: asked }, 0)).toBe(delayMs)
  })
})

describe('planCycle', () => {
  const state = { activeTasks: 2, activeListsInARow: 0, filtersActive: true }

  it('asks for the newest page after four lists of active tasks', () => {
    const plans = [0, 1, 2, 3, 4].map(activeListsInARow => planCycle({ ...state, activeListsInARow }))
    expect(plans).toEqual(['active', 'active', 'active', 'active', 'newest'])
  })

  it('asks for the newest page while nothing runs, or when the service does not filter', () => {
    expect(planCycle({ ...state, activeTasks: 0 })).toBe('newest')
    expect(planCycle({ ...state, filtersActive: false })).toBe('newest')
  })
})
