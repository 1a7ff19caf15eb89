import { z } from 'zod'
import type { Calls } from './define.ts'
import { weekdaySchema } from './download-limits.ts'
import { failureSchema } from './failures.ts'
import { countSchema, nothingSchema, timeMsSchema } from './numbers.ts'
import { statusCodeSchema, taskIdSchema } from './tasks.ts'
import { transferIdSchema, transferKindSchema } from './transfers.ts'

const minuteOfDaySchema = z.int().min(0).max(1439)

/**
 * Hours in which nothing is raised. They begin on each of the days, and pass midnight when `toMinute` is not after
 * `fromMinute`: equal minutes are a whole day from then on. By the wall clock of the core's computer.
 */
export const quietHoursSchema = z
  .strictObject({
    fromMinute: minuteOfDaySchema,
    toMinute: minuteOfDaySchema, // exclusive
    days: z.array(weekdaySchema).min(1).max(7),
  })
  .readonly()
export type QuietHours = z.infer<typeof quietHoursSchema>

/** What is told, and when. An end that these leave out makes no notice at all. */
export const noticeRulesSchema = z
  .strictObject({
    ends: z.array(z.enum(['finished', 'failed'])), // of tasks; empty: none is told
    exceptCodes: z.array(statusCodeSchema), // ends with these codes are left out all the same
    projects: z.array(z.string().max(200)).max(500).nullable(), // null: all
    minimumMinutes: z.int().min(0).max(10_080), // tasks that ran shorter are left out; one that never ran is told
    transfers: z.enum(['all', 'failed', 'none']),
    quietHours: z.array(quietHoursSchema).max(50).readonly(), // kept as unread meanwhile, summed up afterwards
  })
  .readonly()
export type NoticeRules = z.infer<typeof noticeRulesSchema>

export const noticeIdSchema = z.int().positive().brand<'NoticeId'>()
export type NoticeId = z.infer<typeof noticeIdSchema>

const taskEndSchema = z
  .object({
    kind: z.literal('task'),
    taskId: taskIdSchema,
    status: statusCodeSchema,
    statusAlias: z.string(),
    simulator: z.string(),
    project: z.string(),
    endedAtMs: timeMsSchema.nullable(),
    durationSeconds: z.number().nullable(), // null: it never ran, or the service does not say
    costUsd: z.number().nullable(), // computation; null until the service names it
  })
  .readonly()
export type TaskEnd = z.infer<typeof taskEndSchema>

const transferEndSchema = z
  .object({
    kind: z.literal('transfer'),
    transferId: transferIdSchema,
    taskId: taskIdSchema,
    title: z.string(), // "openfoam-foundation · cavity-sweep"
    transferKind: transferKindSchema,
    state: z.enum(['done', 'failed']),
    entriesDone: countSchema,
    entriesFailed: countSchema, // of one that is done: files that are missing
    writtenBytes: countSchema,
    destination: z.string(),
    failure: failureSchema.nullable(), // null for one that is done
  })
  .readonly()
export type TransferEnd = z.infer<typeof transferEndSchema>

/** One end that was told, or will be: exactly one per attempt of a task, and per end of a transfer. */
export const noticeSchema = z
  .object({
    id: noticeIdSchema,
    atMs: timeMsSchema, // when the app came to know
    isRead: z.boolean(),
    isFailure: z.boolean(),
    about: z.discriminatedUnion('kind', [taskEndSchema, transferEndSchema]),
  })
  .readonly()
export type Notice = z.infer<typeof noticeSchema>

/** How notices stand, for bells, badges and menus. Without an account there are none to count. */
export const noticeStateSchema = z
  .object({
    unread: countSchema,
    unreadFailures: countSchema,
    mutedUntilMs: timeMsSchema.nullable(), // null: not muted by hand
    isQuiet: z.boolean(), // nothing is raised now: muted, or quiet hours
    shownBy: z.enum(['system', 'window']), // window: there is no system to show them, or it does not
    problem: z.string().nullable(), // why the system does not show them, for people; null where it does, or there is none
    revision: countSchema, // grows with every change of the list
  })
  .readonly()
export type NoticeState = z.infer<typeof noticeStateSchema>

/** What comes up on the screen: one notice, or several in one. */
export const noticePopupSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    body: z.string(),
    isFailure: z.boolean(),
    noticeIds: z.array(noticeIdSchema), // what it tells; empty for a test
    taskId: taskIdSchema.nullable(), // where a click lands; null: on the list of notices
    actions: z.array(z.enum(['open', 'download', 'show-log'])), // what can be done with the task; empty without one
    replaces: z.array(z.string()), // popups that this one says anew: they go
    shownBy: z.enum(['system', 'window']), // who shows it
  })
  .readonly()
export type NoticePopup = z.infer<typeof noticePopupSchema>

export const noticeCalls = {
  /** All there are, at most 200, newest first. */
  listNotices: {
    input: nothingSchema,
    output: z.object({ notices: z.array(noticeSchema).readonly(), revision: countSchema }),
  },
  /** Null marks all. Popups of read ones go. Unknown ids are ignored. */
  markNoticesRead: {
    input: z.strictObject({ ids: z.array(noticeIdSchema).max(200).nullable() }),
    output: noticeStateSchema,
  },
  getNoticeState: { input: nothingSchema, output: noticeStateSchema },
  /** Notices come to the list alone for a while, and are summed up afterwards. Survives a restart. */
  muteNotices: {
    input: z.strictObject({ until: z.enum(['in-an-hour', 'tomorrow', 'now']) }), // now: not any more
    output: noticeStateSchema,
  },
  /** Raises a notice at once, whatever the hours: to see where notices come up. */
  showTestNotice: { input: nothingSchema, output: z.object({ shownBy: z.enum(['system', 'window']) }) },
} as const satisfies Calls

export const noticeEvents = {
  noticesChanged: noticeStateSchema,
  noticeRaised: noticePopupSchema,
  /** These popups have been read elsewhere and go. */
  noticePopupsEnded: z.object({ ids: z.array(z.string()) }),
}
