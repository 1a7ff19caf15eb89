import type { Clock } from '../domain/clock.ts'

/** Ends an operation when nothing has happened for too long while something was awaited. */
export type Watchdog = {
  /** Something is awaited from now on. */
  expect(): void
  /** It came: the time until the next `expect` does not count, as it is ours, not the server's. */
  relax(): void
  /** Never barks again. Idempotent. */
  stop(): void
}

/** One timer at a time, however many chunks come: it looks at when the wait began and sleeps for what is left. */
export function createWatchdog(clock: Clock, limitMs: number, bark: () => void): Watchdog {
  let waitingSinceMs: number | null = null
  let cancel = clock.after(limitMs, look)

  function look(): void {
    const waitedMs = waitingSinceMs === null ? 0 : clock.monotonicMs() - waitingSinceMs
    if (waitedMs >= limitMs) bark()
    else cancel = clock.after(limitMs - waitedMs, look)
  }

  return {
    expect: () => {
      waitingSinceMs = clock.monotonicMs()
    },
    relax: () => {
      waitingSinceMs = null
    },
    stop: () => {
      cancel()
    },
  }
}
