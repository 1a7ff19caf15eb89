import type { LocalTimeAt } from '../local-time.ts'

const hourMs = 3_600_000
const minutesOfDay = 24 * 60
const morningMinute = 8 * 60
/** Before this, somebody who is still awake means the morning after the night; later on, the one after this day. */
const nightEndsMinute = 5 * 60

/**
 * When a mute by hand ends: an hour from now, or tomorrow at 8:00 by the wall clock. Null: now.
 *
 * @param nowMs  Milliseconds since 1970-01-01 UTC.
 */
export function muteUntilMs(
  until: 'in-an-hour' | 'tomorrow' | 'now',
  nowMs: number,
  localTimeAt: LocalTimeAt,
): number | null {
  if (until === 'now') return null
  return until === 'in-an-hour' ? nowMs + hourMs : nextMorningMs(nowMs, localTimeAt)
}

function nextMorningMs(nowMs: number, localTimeAt: LocalTimeAt): number {
  const { minute } = localTimeAt(nowMs)
  const days = minute < nightEndsMinute ? 0 : 1
  const wholeMinuteMs = Math.floor(nowMs / 60_000) * 60_000
  const atMs = wholeMinuteMs + (days * minutesOfDay + morningMinute - minute) * 60_000
  return atMs + (morningMinute - localTimeAt(atMs).minute) * 60_000 // the clock may be changed in the night between
}
