/** Time as a service sees it; tests hand in one that they move by hand. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC; may jump when the person sets the clock. */
  nowMs(): number
  /** Milliseconds that only ever grow, for measuring. */
  monotonicMs(): number
  /** Calls back once after the delay. Answers a function that prevents it; idempotent. */
  after(delayMs: number, callback: () => void): () => void
  /** Resolves after the delay; rejects with the signal's reason on abort. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>
}
