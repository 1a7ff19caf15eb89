import { describe, expect, it } from 'vitest'
import { joinLimiters } from '../../../app/transfers/join-limiters.ts'
import { createRateLimiter } from '../../../app/transfers/rate-limiter.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'

const nobody = new AbortController().signal

/** How many kilobytes come in ten seconds, to two receivers: one with a limit of its own, both below one for all. */
async function receive(own: number | null, all: number | null): Promise<readonly number[]> {
  const clock = new ManualClock()
  const shared = createRateLimiter(clock, () => all)
  const sums = [0, 0]
  const loop = async (receiver: number): Promise<void> => {
    const limiter = joinLimiters(
      createRateLimiter(clock, () => (receiver === 0 ? own : null)),
      shared,
    )
    for (;;) {
      sums[receiver] = (sums[receiver] ?? 0) + 4
      if (limiter.received(4_000)) await limiter.ready(nobody)
      else await clock.sleep(1)
    }
  }
  void loop(0)
  void loop(1)
  for (let passed = 0; passed < 10_000; passed++) {
    clock.advance(1)
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
  return sums
}
const near = (kilobytes: number) => (received: number | undefined) =>
  (received ?? 0) > kilobytes * 0.9 && (received ?? 0) < kilobytes * 1.1 + 8

describe('a limit of its own below the one for all', () => {
  it('holds alone where there is no other', async () => {
    const [limited, free] = await receive(50_000, null)
    expect(limited).toSatisfy(near(500))
    expect(free).toBeGreaterThan(20_000)
  })

  it('leaves to the others what it does not take', async () => {
    const [limited = 0, free = 0] = await receive(50_000, 400_000)
    expect(limited).toSatisfy(near(500))
    expect(limited + free).toSatisfy(near(4_000))
  })

  it('lifts no one above the one for all', async () => {
    const [limited = 0, free = 0] = await receive(4_000_000, 100_000)
    expect(limited + free).toSatisfy(near(1_000))
  })

  it('gives a download with many connections no more of the one for all than one with a single connection', async () => {
    const clock = new ManualClock()
    const shared = createRateLimiter(clock, () => 50_000)
    const sums = [0, 0]
    for (const [download, connections] of [1, 8].entries()) {
      const own = createRateLimiter(clock, () => null)
      const limiter = joinLimiters(own, shared)
      const loop = async (): Promise<void> => {
        for (;;) {
          await limiter.ready(nobody)
          await clock.sleep(1)
          limiter.received(50_000)
          sums[download] = (sums[download] ?? 0) + 1
        }
      }
      for (let connection = 0; connection < connections; connection++) void loop()
    }
    for (let passed = 0; passed < 60_000; passed++) {
      clock.advance(1)
      for (let turn = 0; turn < 10; turn++) await Promise.resolve()
    }
    const [few = 0, many = 0] = sums
    expect(few + many).toSatisfy(near(60))
    expect(Math.abs(few - many)).toBeLessThanOrEqual(2)
  })
})
