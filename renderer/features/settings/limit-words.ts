import type { TFunction } from 'i18next'
import type { LimitHours } from '../../../app/contract/download-limits.ts'
import { daysInRows } from '../../../app/domain/transfer/limit-schedule.ts'
import { formatRoundSpeed } from '../../ui/format-bytes.ts'
import { formatWeekHours } from '../../ui/format-week.ts'

type Words = TFunction<'settings'>

/** "Mon–Fri, 08:00–18:00", "Every day, all day". */
export function hoursWords(t: Words, hours: LimitHours): string {
  return formatWeekHours(daysInRows(hours.days), hours, { everyDay: t('hours.everyDay'), allDay: t('hours.allDay') })
}

/** "2 MB/s", "No limit". */
export function limitWords(t: Words, { bytesPerSecond }: LimitHours): string {
  return bytesPerSecond === null ? t('speed.none') : formatRoundSpeed(bytesPerSecond)
}
