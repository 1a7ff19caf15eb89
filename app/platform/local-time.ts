import type { LocalTimeAt } from '../domain/local-time.ts'

/** By the time zone of this computer. */
export const systemLocalTime: LocalTimeAt = nowMs => {
  const date = new Date(nowMs)
  return { weekday: date.getDay() === 0 ? 7 : date.getDay(), minute: date.getHours() * 60 + date.getMinutes() }
}
