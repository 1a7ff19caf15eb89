import type { Clock } from '../domain/clock.ts'
import { replenish, spend, waitMs, type Allowance } from '../domain/transfer/rate-limit.ts'

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
  const line = createLine()
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

/** Those who wait, first come, first served: were it left to chance, a download could wait while another one runs. */
function createLine() {
  const behind: (() => void)[] = []
  let isSomebodyFirst = false
  return {
    /** Resolves once nobody is before. Rejects when the signal aborts. */
    join(signal: AbortSignal): Promise<void> {
      signal.throwIfAborted()
      if (isSomebodyFirst) return waitBehind(behind, signal)
      isSomebodyFirst = true
      return Promise.resolve()
    },
    /** For the first one, who goes. */
    leave(): void {
      const next = behind.shift()
      if (next) next()
      else isSomebodyFirst = false
    },
  }
}

function waitBehind(line: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const goFirst = (): void => {
      signal.removeEventListener('abort', giveUp)
      resolve()
    }
    const giveUp = (): void => {
      line.splice(line.indexOf(goFirst), 1)
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whoever aborts says why
      reject(signal.reason)
    }
    line.push(goFirst)
    signal.addEventListener('abort', giveUp, { once: true })
  })
}
