import { describe, expect, it } from 'vitest'
import { runningSeconds } from '../../../../app/domain/task/running-seconds.ts'

const task = { startedAtMs: 10_000, endedAtMs: null, isTerminated: false, durationSeconds: null }

describe('runningSeconds', () => {
  it('grows with the clock while the task is active', () => {
    expect(runningSeconds(task, 12_000)).toBe(2)
    expect(runningSeconds(task, 13_500)).toBe(3.5)
  })

  it('stands still once the task has ended', () => {
    expect(runningSeconds({ ...task, isTerminated: true, endedAtMs: 15_000 }, 99_000)).toBe(5)
  })

  it('is unknown before a machine has picked the task up', () => {
    expect(runningSeconds({ ...task, startedAtMs: null }, 12_000)).toBeNull()
  })

  it('is never negative when this clock runs behind the service', () => {
    expect(runningSeconds(task, 9_000)).toBe(0)
  })

  it.each([
    { startedAtMs: null, endedAtMs: null },
    { startedAtMs: 10_000, endedAtMs: null },
  ])('falls back to the stated duration of an ended task with times $startedAtMs, $endedAtMs', times => {
    expect(runningSeconds({ ...times, isTerminated: true, durationSeconds: 7.5 }, 12_000)).toBe(7.5)
  })
})
