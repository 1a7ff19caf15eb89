import type { LimitHours, LimitSchedule } from '../../contract/download-limits.ts'
import type { LocalTime } from '../local-time.ts'

const minutesOfDay = 24 * 60
const minutesOfWeek = 7 * minutesOfDay

/** The hours that hold at a time of the wall clock; undefined outside of all of them. */
export function limitAt(schedule: LimitSchedule, { weekday, minute }: LocalTime): LimitHours | undefined {
  const now = (weekday - 1) * minutesOfDay + minute
  return schedule.find(hours => spansOf(hours).some(({ start, end }) => start <= now && now < end))
}

/** Two of the hours that hold at the same time, if there are any. */
export function findOverlap(schedule: LimitSchedule): readonly [LimitHours, LimitHours] | undefined {
  const spans = schedule
    .flatMap(hours => spansOf(hours).map(span => ({ ...span, hours })))
    .toSorted((a, b) => a.start - b.start)
  for (const [index, later] of spans.entries()) {
    const earlier = spans[index - 1]
    if (earlier && earlier.end > later.start) return [earlier.hours, later.hours]
  }
  return undefined
}

/** Days in a row, first and last: Monday to Friday and Sunday are [[1, 5], [7, 7]]. */
export function daysInRows(days: readonly number[]): readonly (readonly [number, number])[] {
  return days
    .toSorted((a, b) => a - b)
    .reduce<readonly (readonly [number, number])[]>((rows, day) => {
      const last = rows.at(-1)
      return last && day <= last[1] + 1 ? [...rows.slice(0, -1), [last[0], day]] : [...rows, [day, day]]
    }, [])
}

type Span = { readonly start: number; readonly end: number } // minutes since Monday 0:00, end exclusive

/** What passes the end of the week goes on at its beginning. */
function spansOf({ fromMinute, toMinute, days }: LimitHours): readonly Span[] {
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
