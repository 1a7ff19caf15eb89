import type { TFunction } from 'i18next'
import type { LimitHours } from '../../../app/contract/download-limits.ts'
import { daysInRows } from '../../../app/domain/transfer/limit-schedule.ts'
import { formatRoundSpeed } from '../../ui/format-bytes.ts'
import { formatMinuteOfDay, formatWeekday } from '../../ui/format-week.ts'

type Words = TFunction<'settings'>

/** "Mon–Fri, 08:00–18:00", "Every day, all day". */
export function hoursWords(t: Words, { days, fromMinute, toMinute }: LimitHours): string {
  const isAllDay = fromMinute === 0 && toMinute === 0
  const time = isAllDay ? t('hours.allDay') : `${formatMinuteOfDay(fromMinute)}–${formatMinuteOfDay(toMinute)}`
  return `${daysWords(t, days)}, ${time}`
}

function daysWords(t: Words, days: readonly number[]): string {
  if (days.length === 7) return t('hours.everyDay')
  return daysInRows(days)
    .map(([first, last]) => (first === last ? formatWeekday(first) : `${formatWeekday(first)}–${formatWeekday(last)}`))
    .join(', ')
}

/** "2 MB/s", "No limit". */
export function limitWords(t: Words, { bytesPerSecond }: LimitHours): string {
  return bytesPerSecond === null ? t('speed.none') : formatRoundSpeed(bytesPerSecond)
}
