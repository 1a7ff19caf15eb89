import type { LocalTime } from './local-time.ts'

/**
 * Hours that return every week. They begin on each of the days (1 is Monday), and pass midnight when `toMinute` is not
 * after `fromMinute`: equal minutes are a whole day from then on.
 */
export type WeekHours = {
  readonly fromMinute: number // since midnight
  readonly toMinute: number // exclusive
  readonly days: readonly number[]
}

const minutesOfDay = 24 * 60
const minutesOfWeek = 7 * minutesOfDay

/** The first hours that hold at a time of the wall clock; undefined outside of all of them. */
export function hoursAt<Hours extends WeekHours>(
  schedule: readonly Hours[],
  { weekday, minute }: LocalTime,
): Hours | undefined {
  const now = (weekday - 1) * minutesOfDay + minute
  return schedule.find(hours => spansOf(hours).some(({ start, end }) => start <= now && now < end))
}

/** Minutes since Monday 0:00, end exclusive. */
export type WeekSpan = { readonly start: number; readonly end: number }

/** What passes the end of the week goes on at its beginning. */
export function spansOf({ fromMinute, toMinute, days }: WeekHours): readonly WeekSpan[] {
  const length = (toMinute - fromMinute + minutesOfDay) % minutesOfDay || minutesOfDay
  return Array.from(new Set(days)).flatMap(day => {
    const start = (day - 1) * minutesOfDay + fromMinute
    const end = start + length
    if (end <= minutesOfWeek) return [{ start, end }]
    return [
      { start, end: minutesOfWeek },
      { start: 0, end: end - minutesOfWeek },
    ]
  })
}
