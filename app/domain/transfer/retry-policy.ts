/**
 * When a request that failed is sent again: after 1 s, 2 s, 4 s, 8 s, 16 s, 32 s and then every 60 s, each shortened by
 * up to a quarter so that many connections do not come back at once. What the server asks for (`Retry-After`) counts
 * where it is longer, up to 5 minutes.
 */
export const retryPolicy = {
  delaysMs: [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000],
  jitterFraction: 0.25,
  longestRetryAfterMs: 300_000,
  /** A request that keeps failing while others succeed is given up after so many attempts. */
  attempts: 8,
  /** Nothing has arrived on any connection for so long: the network or the service is gone, not one request. */
  silenceMs: 3_000,
  /** An object that changes under us is indexed anew so many times. */
  rereads: 3,
  /** An entry whose checksum is wrong is fetched anew so many times. */
  refetches: 1,
} as const

/**
 * @param attempt       Failures so far, at least 1.
 * @param jitter        0 (the full delay) up to 1 (the shortest).
 * @param retryAfterMs  What the server asked for; null when it did not say.
 */
export function retryDelayMs(attempt: number, jitter: number, retryAfterMs: number | null): number {
  const { delaysMs, jitterFraction, longestRetryAfterMs } = retryPolicy
  const base = delaysMs[Math.min(attempt, delaysMs.length) - 1] ?? delaysMs[0]
  const asked = Math.min(retryAfterMs ?? 0, longestRetryAfterMs)
  return Math.max(Math.round(base * (1 - jitter * jitterFraction)), asked)
}
