import type { Clock } from '../domain/clock.ts'
import { replenish, spend, waitMs, type Allowance } from '../domain/transfer/rate-limit.ts'
import { createLine } from './line.ts'

/** A change of the limit is noticed after so long, however long the wait it replaces would have been. */
const longestWaitMs = 250
/** So much comes at once, as far as nobody knows better. */
const firstChunkBytes = 64 * 1024
/** How soon chunks that have become smaller are taken as the usual ones. */
const forgetting = 0.75

/** Slows down whoever receives, so that all together stay below a limit. */
export interface RateLimiter {
  /** Counts bytes that came. Answers whether it was too early for more. */
  received(bytes: number): boolean
  /** Resolves once more may come, also the first of a request. Rejects when the signal aborts. */
  ready(signal: AbortSignal): Promise<void>
}

/** @param limit Bytes per second, asked for each time; null: no limit. */
export function createRateLimiter(clock: Clock, limit: () => number | null): RateLimiter {
  let allowance: Allowance = { bytes: 0, atMs: clock.monotonicMs() }
  // What is about to come is counted as soon as it may come: a crowd that waits goes one by one.
  let usualBytes = firstChunkBytes
  const line = createLine() // were it left to chance, one could wait for ever
  const expected: number[] = []
  const msToWait = (): number => {
    const bytesPerSecond = limit()
    if (bytesPerSecond === null) {
      allowance = { bytes: 0, atMs: clock.monotonicMs() } // what came before a limit was set does not count
      expected.length = 0
      return 0
    }
    allowance = replenish(allowance, clock.monotonicMs(), bytesPerSecond)
    return waitMs(allowance, bytesPerSecond)
  }
  return {
    received(bytes) {
      msToWait()
      const counted = expected.shift() ?? 0
      usualBytes = Math.max(bytes, usualBytes * forgetting)
      allowance = spend(allowance, bytes - counted)
      return msToWait() > 0
    },
    async ready(signal) {
      await line.join(signal)
      try {
        for (let ms = msToWait(); ms > 0; ms = msToWait()) await clock.sleep(Math.min(ms, longestWaitMs), signal)
        if (limit() === null) return
        allowance = spend(allowance, usualBytes)
        expected.push(usualBytes)
      } finally {
        line.leave()
      }
    },
  }
}
