import { z } from 'zod'
import type { Calls } from './define.ts'
import { nothingSchema } from './numbers.ts'

/** Bytes per second: 10 KB/s up to 100 GB/s. */
export const speedLimitSchema = z.int().min(10_000).max(100_000_000_000)

/** Minutes since midnight, by the wall clock of the machine that keeps the downloads. */
const minuteOfDaySchema = z.int().min(0).max(1439)
/** 1 is Monday, 7 is Sunday. */
export const weekdaySchema = z.int().min(1).max(7)

/**
 * Hours with a limit of their own, in place of the one that holds otherwise. They begin on each of the days, and pass
 * midnight when `toMinute` is not after `fromMinute`: equal minutes are a whole day from then on.
 */
export const limitHoursSchema = z
  .strictObject({
    fromMinute: minuteOfDaySchema,
    toMinute: minuteOfDaySchema, // exclusive
    days: z.array(weekdaySchema).min(1).max(7),
    bytesPerSecond: speedLimitSchema.nullable(), // null: as fast as it goes
  })
  .readonly()
export type LimitHours = z.infer<typeof limitHoursSchema>

/** Hours that never overlap, so that their order means nothing. */
export const limitScheduleSchema = z.array(limitHoursSchema).max(50).readonly()
export type LimitSchedule = z.infer<typeof limitScheduleSchema>

/** What holds for all downloads together at the moment. */
export const downloadLimitSchema = z
  .object({
    bytesPerSecond: speedLimitSchema.nullable(), // null: as fast as it goes
    hours: limitHoursSchema.nullable(), // the hours of the schedule that say so; null outside of all of them
  })
  .readonly()
export type DownloadLimit = z.infer<typeof downloadLimitSchema>

export const downloadLimitCalls = {
  getDownloadLimit: { input: nothingSchema, output: downloadLimitSchema },
} as const satisfies Calls

/** Told when a setting or the time of day changes what holds. */
export const downloadLimitEvents = { downloadLimitChanged: downloadLimitSchema }
