import { locale } from './locale.ts'

const weekdays = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
const longWeekdays = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
const aMonday = Date.UTC(2024, 0, 1)
const dayMs = 86_400_000

/** @param day  1 is Monday, 7 is Sunday: "Mon". */
export function formatWeekday(day: number): string {
  return weekdays.format(aMonday + (day - 1) * dayMs)
}

/** "Monday". */
export function formatLongWeekday(day: number): string {
  return longWeekdays.format(aMonday + (day - 1) * dayMs)
}

/** Minutes since midnight as a clock shows them: "08:05". */
export function formatMinuteOfDay(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map(part => String(part).padStart(2, '0')).join(':')
}

/** The same backwards, for fields of the kind `time`; undefined for what is no time. */
export function parseMinuteOfDay(text: string): number | undefined {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(text) ?? []
  return hour === undefined || minute === undefined ? undefined : Number(hour) * 60 + Number(minute)
}
