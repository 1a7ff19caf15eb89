import { formatRoughDuration } from './format-duration.ts'
import { locale } from './locale.ts'

const parts = { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
const thisYear = new Intl.DateTimeFormat(locale, parts)
const otherYear = new Intl.DateTimeFormat(locale, { ...parts, year: 'numeric' })
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })

/** A point in time in the computer's own zone: "21 Apr, 19:24:34", with the year where it is not this one. */
export function formatDateTime(timeMs: number, nowMs = Date.now()): string {
  const isThisYear = new Date(timeMs).getFullYear() === new Date(nowMs).getFullYear()
  return (isThisYear ? thisYear : otherYear).format(timeMs)
}

/** The same point in UTC, for titles: "2026-04-21 18:24:34 UTC". */
export function formatUtc(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** Hours and minutes in the computer's own zone: "14:02". */
export function formatClock(timeMs: number): string {
  return clock.format(timeMs)
}

/** How long ago, in words: "just now", "5 s ago", "3 d 1 h ago". A time ahead of this computer's clock is "just now". */
export function formatAge(timeMs: number, nowMs: number): string {
  const ageSeconds = (nowMs - timeMs) / 1000
  return ageSeconds < 2 ? 'just now' : `${formatRoughDuration(ageSeconds)} ago`
}
