import { describe, expect, it } from 'vitest'
import { judgeFinish } from '../../../../app/domain/task/judge-finish.ts'

const ended = { isTerminated: true, endedAtMs: 1000, retries: 0 }
const watchedSinceMs = 500

describe('judgeFinish', () => {
  it('announces the end of a task that was seen active', () => {
    const before = { isActive: true, announcedAttempt: null }
    expect(judgeFinish(ended, before, watchedSinceMs)).toEqual({ kind: 'announce', wasSeenRunning: true })
  })

  it('announces it once', () => {
    expect(judgeFinish(ended, { isActive: false, announcedAttempt: 0 }, watchedSinceMs)).toEqual({ kind: 'none' })
    expect(judgeFinish(ended, { isActive: true, announcedAttempt: 0 }, watchedSinceMs)).toEqual({ kind: 'none' })
  })

  it('announces the end of the next attempt again', () => {
    const before = { isActive: true, announcedAttempt: 0 }
    expect(judgeFinish({ ...ended, retries: 1 }, before, watchedSinceMs)).toMatchObject({ kind: 'announce' })
  })

  it('announces a task that began and ended while the app was closed', () => {
    expect(judgeFinish(ended, undefined, watchedSinceMs)).toEqual({ kind: 'announce', wasSeenRunning: false })
  })

  it.each([
    { reason: 'ended before the account was watched here', endedAtMs: 400, since: watchedSinceMs },
    { reason: 'has no time of its end', endedAtMs: null, since: watchedSinceMs },
    { reason: 'is of the very first page', endedAtMs: 1000, since: null },
  ])('keeps silent about a task that $reason', ({ endedAtMs, since }) => {
    expect(judgeFinish({ ...ended, endedAtMs }, undefined, since)).toEqual({ kind: 'settle' })
  })

  it('says nothing about active tasks', () => {
    expect(judgeFinish({ ...ended, isTerminated: false }, undefined, watchedSinceMs)).toEqual({ kind: 'none' })
  })
})
