import type { Clock } from '../../app/domain/clock.ts'
import { systemClock } from '../../app/platform/clock.ts'

/** The machine's clock, so many times faster: waits of minutes pass in a test without being skipped. */
export function createQuickClock(factor: number): Clock {
  return {
    nowMs: () => systemClock.nowMs(),
    monotonicMs: () => systemClock.monotonicMs() * factor,
    after: (delayMs, callback) => systemClock.after(delayMs / factor, callback),
    sleep: (delayMs, signal) => systemClock.sleep(delayMs / factor, signal),
  }
}
