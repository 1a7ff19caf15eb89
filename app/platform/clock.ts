import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../domain/clock.ts'

/** The machine's own clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs).unref()
    return () => clearTimeout(timer)
  },
  sleep: (delayMs, signal) => sleep(delayMs, undefined, { signal, ref: false }),
}
