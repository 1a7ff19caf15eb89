/** Bytes received up to a moment of a monotonic clock. */
export type ProgressSample = { readonly atMs: number; readonly bytes: number }

const windowMs = 5_000
/** Samples closer than this to the last one replace it, so that a window holds a few dozen. */
const spacingMs = 200

/** The samples of the last five seconds, with one more; one older sample stays, to measure from. */
export function addSample(samples: readonly ProgressSample[], sample: ProgressSample): readonly ProgressSample[] {
  const previous = samples.at(-2)
  const kept = previous && sample.atMs - previous.atMs < spacingMs ? samples.slice(0, -1) : samples
  const firstInside = kept.findIndex(({ atMs }) => atMs > sample.atMs - windowMs)
  return [...kept.slice(Math.max(0, firstInside === -1 ? kept.length - 1 : firstInside - 1)), sample]
}

/** Mean over the samples; null before there are two moments to compare. */
export function meanBytesPerSecond(samples: readonly ProgressSample[]): number | null {
  const first = samples[0]
  const last = samples.at(-1)
  if (!first || !last || last.atMs <= first.atMs) return null
  return Math.max(0, ((last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs))
}

/** Null until there are five seconds to judge by, or while nothing arrives. */
export function secondsLeft(samples: readonly ProgressSample[], remainingBytes: number): number | null {
  const first = samples[0]
  const last = samples.at(-1)
  const speed = meanBytesPerSecond(samples)
  if (!first || !last || !speed || last.atMs - first.atMs < windowMs) return null
  return remainingBytes / speed
}
