/**
 * Reading requests are tried three times: 0.5 s and 2 s apart, each stretched by up to half at random, or as long as
 * the service asks for, if that still fits. All attempts together end after 15 s: a person is waiting.
 */
export const retryPolicy = {
  delaysMs: [500, 2_000],
  deadlineMs: 15_000,
  headersTimeoutMs: 8_000,
  bodyTimeoutMs: 8_000,
} as const

/**
 * Milliseconds to wait before the next attempt; null when there should be none.
 *
 * @param attempt       How many attempts have failed so far, from 1.
 * @param retryAfterMs  What the service asked for; null when it did not.
 * @param leftMs        What is left of the deadline.
 * @param jitter        0 … 1.
 */
export function retryDelayMs(
  attempt: number,
  retryAfterMs: number | null,
  leftMs: number,
  jitter: number,
): number | null {
  const plainMs = retryPolicy.delaysMs[attempt - 1]
  if (plainMs === undefined) return null
  const delayMs = Math.max(Math.round(plainMs * (1 + jitter / 2)), retryAfterMs ?? 0)
  return delayMs < leftMs ? delayMs : null
}

/** The value of a `Retry-After` header in milliseconds from now: seconds or a date. Null when absent or odd. */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000
  const atMs = Date.parse(value)
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs)
}
