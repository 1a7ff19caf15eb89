import { describe, expect, it } from 'vitest'
import {
  addSample,
  meanBytesPerSecond,
  secondsLeft,
  type ProgressSample,
} from '../../../../app/domain/transfer/progress.ts'

/** 100 bytes every 250 ms. */
function samplesOver(seconds: number): readonly ProgressSample[] {
  const samples = Array.from({ length: seconds * 4 + 1 }, (_, i) => ({ atMs: i * 250, bytes: i * 100 }))
  return samples.reduce<readonly ProgressSample[]>(addSample, [])
}

describe('progress', () => {
  it('knows no speed before there are two moments', () => {
    expect(meanBytesPerSecond([])).toBeNull()
    expect(meanBytesPerSecond(samplesOver(0))).toBeNull()
    expect(meanBytesPerSecond(samplesOver(1))).toBe(400)
  })

  it('tells no time left before there are five seconds to judge by', () => {
    expect(secondsLeft(samplesOver(4), 4_000)).toBeNull()
    expect(secondsLeft(samplesOver(6), 4_000)).toBe(10)
  })

  it('forgets what is older than five seconds', () => {
    const fast = addSample(samplesOver(60), { atMs: 65_000, bytes: 24_000 + 5_000 })
    expect(meanBytesPerSecond(fast)).toBeCloseTo(1_000, 0)
    expect(samplesOver(60).length).toBeLessThan(30)
  })

  it('tells no time left while nothing arrives', () => {
    const still = [{ atMs: 0, bytes: 5 }, { atMs: 6_000, bytes: 5 }] // prettier-ignore
    expect(secondsLeft(still, 100)).toBeNull()
  })

  it('holds few samples, however often they come', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ({ atMs: i, bytes: i }))
    expect(many.reduce<readonly ProgressSample[]>(addSample, []).length).toBeLessThan(60)
  })
})
