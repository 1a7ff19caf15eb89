import type { RateLimiter } from './rate-limiter.ts'

/** Keeps whoever receives below each of the limits. */
export function joinLimiters(...limiters: readonly RateLimiter[]): RateLimiter {
  return {
    received: bytes => limiters.map(limiter => limiter.received(bytes)).includes(true), // every one has to count
    async ready(signal) {
      for (const limiter of limiters) await limiter.ready(signal)
    },
  }
}
