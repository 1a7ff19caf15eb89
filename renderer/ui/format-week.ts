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

type Words = { readonly everyDay: string; readonly allDay: string }

/**
 * "Mon–Fri, 08:00–18:00", "Every day, all day".
 *
 * @param dayRows  Days in a row, first and last: Monday to Friday and Sunday are [[1, 5], [7, 7]].
 */
export function formatWeekHours(
  dayRows: readonly (readonly [number, number])[],
  { fromMinute, toMinute }: { readonly fromMinute: number; readonly toMinute: number },
  words: Words,
): string {
  const isAllDay = fromMinute === 0 && toMinute === 0
  const time = isAllDay ? words.allDay : `${formatMinuteOfDay(fromMinute)}–${formatMinuteOfDay(toMinute)}`
  const isEveryDay = dayRows[0]?.[0] === 1 && dayRows[0][1] === 7
  const days = dayRows.map(([first, last]) =>
    first === last ? formatWeekday(first) : `${formatWeekday(first)}–${formatWeekday(last)}`,
  )
  return `${isEveryDay ? words.everyDay : days.join(', ')}, ${time}`
}
