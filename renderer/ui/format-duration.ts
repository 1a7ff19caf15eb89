import { locale } from './locale.ts'

const seconds = new Intl.NumberFormat(locale, { maximumFractionDigits: 3, useGrouping: false })
const twoDigits = (value: number) => String(value).padStart(2, '0')

/** A duration for tables, rounded to seconds: "0:01:00", "1 day, 2:03:04". */
export function formatDuration(durationSeconds: number): string {
  const total = Math.max(0, Math.round(durationSeconds))
  const days = Math.floor(total / 86_400)
  const clock = `${Math.floor((total % 86_400) / 3600)}:${twoDigits(Math.floor((total % 3600) / 60))}:${twoDigits(total % 60)}`
  if (days === 0) return clock
  return `${days} ${days === 1 ? 'day' : 'days'}, ${clock}`
}

/** A step of a timeline, to the millisecond: "368.298 s". */
export function formatSeconds(durationSeconds: number): string {
  return `${seconds.format(durationSeconds)} s`
}

/** A duration in its two largest units, for sentences: "4 min", "2 h 5 min", "3 d 1 h". */
export function formatRoughDuration(durationSeconds: number): string {
  const total = Math.max(0, Math.round(durationSeconds))
  if (total < 60) return `${total} s`
  const minutes = Math.round(total / 60)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 1440) return join(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  const hours = Math.round(minutes / 60)
  return join(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

function join(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}
