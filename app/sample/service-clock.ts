/** The service's own time: it starts at a given instant, may run faster than real time, and can be moved forward. */
export type ServiceClock = {
  readonly startMs: number
  nowMs(): number
  /** Seconds since the service started. */
  elapsedSeconds(): number
  /** Moves the service's time forward. */
  advance(deltaMs: number): void
}

/** `speed` is how many service seconds pass in a real one. */
export function createServiceClock(nowMs: () => number, speed: number): ServiceClock {
  const startMs = nowMs()
  let advancedMs = 0
  const current = (): number => startMs + (nowMs() - startMs) * speed + advancedMs
  return {
    startMs,
    nowMs: current,
    elapsedSeconds: () => (current() - startMs) / 1000,
    advance: deltaMs => {
      if (!(deltaMs >= 0)) throw new RangeError(`Time only moves forward, got ${deltaMs} ms`)
      advancedMs += deltaMs
    },
  }
}
