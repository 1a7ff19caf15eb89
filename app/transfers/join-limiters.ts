import { createLine } from './line.ts'
import type { RateLimiter } from './rate-limiter.ts'

/**
 * Keeps whoever receives below each of the limits. Of them only one waits for a limit that is shared with others: a
 * download with many connections gets no more of it than one with few.
 */
export function joinLimiters(...limiters: readonly RateLimiter[]): RateLimiter {
  const line = createLine()
  return {
    received: bytes => limiters.map(limiter => limiter.received(bytes)).includes(true), // every one has to count
    async ready(signal) {
      await line.join(signal)
      try {
        for (const limiter of limiters) await limiter.ready(signal)
      } finally {
        line.leave()
      }
    },
  }
}
