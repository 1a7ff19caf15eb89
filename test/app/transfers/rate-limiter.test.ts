import { describe, expect, it } from 'vitest'
import { createRateLimiter } from '../../../app/transfers/rate-limiter.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'

const kibibyte = 1024
const nobody = new AbortController().signal

/** Receivers that take pieces as fast as they may; answers how many bytes came. */
function receive(clock: ManualClock, limit: () => number | null, receivers = 4) {
  const limiter = createRateLimiter(clock, limit)
  let bytes = 0
  const loop = async (): Promise<void> => {
    for (;;) {
      bytes += 16 * kibibyte
      if (limiter.received(16 * kibibyte)) await limiter.ready(nobody)
      else await clock.sleep(1) // a line that brings 16 MB/s to each
    }
  }
  for (let receiver = 0; receiver < receivers; receiver++) void loop()
  return () => bytes
}

async function pass(clock: ManualClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed++) {
    clock.advance(1)
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
}

describe('a rate limiter', () => {
  it('keeps all receivers together at the limit', async () => {
    const clock = new ManualClock()
    const received = receive(clock, () => 1024 * kibibyte)
    await pass(clock, 5_000)
    expect(received() / kibibyte).toBeGreaterThan(5 * 1024 * 0.95)
    expect(received() / kibibyte).toBeLessThan(5 * 1024 * 1.05 + 4 * 16)
  })

  it('lets everything through without a limit', async () => {
    const clock = new ManualClock()
    const received = receive(clock, () => null)
    await pass(clock, 1_000)
    expect(received() / kibibyte).toBeGreaterThan(4 * 16 * 990)
  })

  it('follows a new limit within a second, up and down', async () => {
    const clock = new ManualClock()
    let limit: number | null = 1 * kibibyte
    const received = receive(clock, () => limit)
    await pass(clock, 1_000)
    limit = 1024 * kibibyte
    await pass(clock, 1_000)
    const before = received()
    await pass(clock, 1_000)
    expect((received() - before) / kibibyte).toBeGreaterThan(900)
    limit = 10 * kibibyte
    await pass(clock, 1_000)
    const slow = received()
    await pass(clock, 10_000)
    expect((received() - slow) / kibibyte).toBeLessThan(10 * 10 + 4 * 16)
    limit = null
    await pass(clock, 1_000)
    expect((received() - slow) / kibibyte).toBeGreaterThan(1024)
  })

  it('lets a crowd go one by one, from the first bytes on', async () => {
    const clock = new ManualClock()
    const limiter = createRateLimiter(clock, () => 128 * kibibyte)
    const arrivals: number[] = []
    const loop = async (): Promise<void> => {
      for (;;) {
        await limiter.ready(nobody)
        arrivals.push(clock.monotonicMs())
        limiter.received(64 * kibibyte)
      }
    }
    for (let receiver = 0; receiver < 16; receiver++) void loop()
    await pass(clock, 10_000)
    expect(arrivals.length).toBeGreaterThanOrEqual(19)
    for (const [index, atMs] of arrivals.slice(2).entries()) expect(atMs - (arrivals[index] ?? 0)).toBeGreaterThan(700)
  })

  it('gives each of those who wait the same, however late the bytes of one or the other come', async () => {
    const clock = new ManualClock()
    const limiter = createRateLimiter(clock, () => 50_000)
    const turns = [0, 0, 0]
    const loop = async (receiver: number): Promise<void> => {
      for (;;) {
        await limiter.ready(nobody)
        turns[receiver] = (turns[receiver] ?? 0) + 1
        await clock.sleep(1 + receiver * 100)
        limiter.received(65_220)
      }
    }
    for (const receiver of turns.keys()) void loop(receiver)
    await pass(clock, 60_000)
    expect(Math.min(...turns)).toBeGreaterThan(13)
    expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1)
  })

  it('goes on with the next one when the first one or one behind gives up', async () => {
    const clock = new ManualClock()
    const aborter = new AbortController()
    const limiter = createRateLimiter(clock, () => kibibyte)
    limiter.received(kibibyte)
    const leaving = [limiter.ready(aborter.signal), limiter.ready(aborter.signal)]
    let isReady = false
    void limiter.ready(nobody).then(() => (isReady = true))
    aborter.abort(new Error('enough'))
    for (const left of leaving) await expect(left).rejects.toThrow('enough')
    await expect(limiter.ready(aborter.signal)).rejects.toThrow('enough')
    await pass(clock, 1_300)
    expect(isReady).toBe(true)
  })

  it('counts what came, whatever was expected', async () => {
    const clock = new ManualClock()
    const limiter = createRateLimiter(clock, () => 64 * kibibyte)
    let received = 0
    const loop = async (): Promise<void> => {
      for (;;) {
        await limiter.ready(nobody)
        limiter.received(kibibyte)
        received += kibibyte
      }
    }
    for (let receiver = 0; receiver < 4; receiver++) void loop()
    await pass(clock, 30_000)
    expect(received / kibibyte / 30).toBeGreaterThan(60)
    expect(received / kibibyte / 30).toBeLessThan(68)
  })

  it('lets go of who waits when it is told to', async () => {
    const clock = new ManualClock()
    const aborter = new AbortController()
    const limiter = createRateLimiter(clock, () => 1)
    expect(limiter.received(1_000)).toBe(true)
    const waiting = limiter.ready(aborter.signal)
    aborter.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
  })
})
