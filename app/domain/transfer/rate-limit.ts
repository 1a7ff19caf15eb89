/** Bytes that may still be received, as of a moment of a monotonic clock. Below zero: received too early. */
export type Allowance = { readonly bytes: number; readonly atMs: number }

/** What is not used up is kept for so long: a pause between two requests is not lost, and no burst is felt. */
const burstMs = 250

/**
 * The allowance at a later moment.
 *
 * @param bytesPerSecond  Above 0.
 */
export function replenish({ bytes, atMs }: Allowance, nowMs: number, bytesPerSecond: number): Allowance {
  const grown = bytes + (Math.max(0, nowMs - atMs) * bytesPerSecond) / 1000
  return { bytes: Math.min(grown, (burstMs * bytesPerSecond) / 1000), atMs: nowMs }
}

export function spend({ bytes, atMs }: Allowance, spentBytes: number): Allowance {
  return { bytes: bytes - spentBytes, atMs }
}

/** How long until something may be received again; 0 when it may be now. */
export function waitMs({ bytes }: Allowance, bytesPerSecond: number): number {
  return bytes >= 0 ? 0 : (-bytes * 1000) / bytesPerSecond
}
