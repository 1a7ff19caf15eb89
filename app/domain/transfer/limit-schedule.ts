import type { LimitHours, LimitSchedule } from '../../contract/download-limits.ts'
import type { LocalTime } from '../local-time.ts'
import { hoursAt, spansOf } from '../week-hours.ts'

/** The hours that hold at a time of the wall clock; undefined outside of all of them. */
export function limitAt(schedule: LimitSchedule, time: LocalTime): LimitHours | undefined {
  return hoursAt(schedule, time)
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
