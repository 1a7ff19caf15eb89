import type { Clock } from '../domain/clock.ts'
import { RequestFailed } from '../domain/object-errors.ts'
import type { Retry } from './ports.ts'

/** Someone is looking at the screen: 0.3 s, 1 s, 3 s, then say that it failed. */
const delaysMs = [300, 1000, 3000]
/** The longest we wait because the server asked for it. */
const longestWaitMs = 20_000

/** The policy for reading while a person waits. Transfers, which may take the night, have their own. */
export function createRetry(clock: Clock): Retry {
  return async (attempt, signal) => {
    for (const delayMs of delaysMs) {
      try {
        return await attempt()
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error
        await clock.sleep(Math.min(longestWaitMs, Math.max(delayMs, error.retryAfterMs ?? 0)), signal)
      }
    }
    return attempt()
  }
}
