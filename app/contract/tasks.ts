import { z } from 'zod'
import type { Calls } from './define.ts'
import { failureSchema } from './failures.ts'
import { countSchema, nothingSchema, pageSchema, timeMsSchema } from './numbers.ts'

/** The service's 17 task status codes, and `other` for one this version does not know. */
export const statusCodes = [
  'pending-input',
  'submitted',
  'started',
  'computation-started',
  'computation-ended',
  'success',
  'failed',
  'pending-kill',
  'killed',
  'zombie',
  'spot-instance-preempted',
  'executer-terminated',
  'executer-terminated-by-user',
  'executer-terminated-ttl-exceeded',
  'executer-terminated-credits-exhausted',
  'executer-failed',
  'ttl-exceeded',
  'other',
] as const
export const statusCodeSchema = z.enum(statusCodes)
export type StatusCode = z.infer<typeof statusCodeSchema>

/** Active: not terminated. Finished: ended with success. Failed: ended in any other way. */
export const statusGroups = ['active', 'finished', 'failed'] as const
export const statusGroupSchema = z.enum(statusGroups)
export type StatusGroup = z.infer<typeof statusGroupSchema>

export const taskIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .brand<'TaskId'>()
export type TaskId = z.infer<typeof taskIdSchema>

export const machineSchema = z
  .object({
    type: z.string().nullable(), // "c2d-highcpu-16"
    provider: z.string().nullable(), // "GCP"
    hosts: countSchema, // 0 or 1: a single machine
    name: z.string().nullable(),
    cpuCount: countSchema.nullable(), // logical
    memoryBytes: countSchema.nullable(),
  })
  .readonly()
export type Machine = z.infer<typeof machineSchema>

/** A task as the list shows it: mirrored from the service, absent fields are null. */
export const taskSchema = z
  .object({
    id: taskIdSchema,
    status: statusCodeSchema,
    statusAlias: z.string(), // the service's own word for the status, shown as it is
    group: statusGroupSchema,
    isTerminated: z.boolean(),
    simulator: z.string(),
    project: z.string(),
    createdAtMs: timeMsSchema.nullable(),
    inputSubmittedAtMs: timeMsSchema.nullable(),
    startedAtMs: timeMsSchema.nullable(),
    computationStartedAtMs: timeMsSchema.nullable(),
    computationEndedAtMs: timeMsSchema.nullable(),
    endedAtMs: timeMsSchema.nullable(),
    durationSeconds: z.number().nullable(), // as the service states it; a running task's clock is the window's own
    tasksAhead: countSchema.nullable(), // position in the queue; null when not queued or not known
    machine: machineSchema.nullable(),
    machineGroup: z.string().nullable(),
    computationCostUsd: z.number().nullable(),
    outputZippedBytes: countSchema.nullable(),
    outputBytes: countSchema.nullable(),
    outputFiles: countSchema.nullable(),
    metadata: z.record(z.string(), z.string()),
    retries: countSchema,
    kill: z.enum(['none', 'requested', 'unconfirmed']), // what became of this app's own kill request
  })
  .readonly()
export type Task = z.infer<typeof taskSchema>

export const operationSchema = z
  .object({
    name: z.string(), // "exec_command", "upload_output", …
    alias: z.string(),
    state: z.enum(['running', 'ok', 'failed', 'other']),
    startedAtMs: timeMsSchema.nullable(),
    endedAtMs: timeMsSchema.nullable(),
    command: z.string().nullable(),
    exitCode: z.int().nullable(),
    attributes: z.record(z.string(), z.string()), // the rest, as text
  })
  .readonly()
export type Operation = z.infer<typeof operationSchema>

export const historyStepSchema = z
  .object({
    status: statusCodeSchema,
    alias: z.string(),
    description: z.string(),
    startedAtMs: timeMsSchema.nullable(),
    endedAtMs: timeMsSchema.nullable(), // null: still so
    machineId: z.string().nullable(),
    operations: z.array(operationSchema),
  })
  .readonly()
export type HistoryStep = z.infer<typeof historyStepSchema>

export const taskDetailSchema = z
  .object({
    task: taskSchema,
    history: z.array(historyStepSchema), // oldest first; repeated phases after a pre-emption are kept
    metrics: z.record(z.string(), z.number()), // the service's names ("queue_time_seconds"); nulls left out
    orchestrationFee: z.object({ amountUsd: z.number(), isCharged: z.boolean() }).nullable(),
    errorDetail: z.string().nullable(),
    containerImage: z.string().nullable(),
    storagePath: z.string().nullable(),
    inputPath: z.string().nullable(), // in storage
    outputPath: z.string().nullable(),
    region: z.string().nullable(),
    commands: z.array(z.string()),
    asOfMs: timeMsSchema, // when the service said so
    staleReason: failureSchema.nullable(), // why this is the last known state rather than a fresh one
  })
  .readonly()
export type TaskDetail = z.infer<typeof taskDetailSchema>

export const taskQuerySchema = z
  .strictObject({
    groups: z.array(statusGroupSchema), // any of these; empty: all
    codes: z.array(statusCodeSchema), // any of these; empty: all. Groups and codes are united
    project: z.string().nullable(),
    text: z.string().max(200), // words, all of which occur in id, simulator, project, machine, status or metadata
  })
  .readonly()
export type TaskQuery = z.infer<typeof taskQuerySchema>

/** How fresh the mirror is. */
export const taskSyncSchema = z
  .object({
    state: z.enum(['starting', 'fresh', 'refreshing', 'failing']),
    lastSuccessAtMs: timeMsSchema.nullable(),
    nextAttemptAtMs: timeMsSchema.nullable(),
    failure: failureSchema.nullable(), // why the last attempt failed; null unless failing
    mirroredTasks: countSchema,
    totalTasks: countSchema.nullable(), // as the service counts them; more than mirrored while history is still coming
    revision: countSchema,
  })
  .readonly()
export type TaskSync = z.infer<typeof taskSyncSchema>

export const killResultSchema = z
  .object({
    taskId: taskIdSchema,
    outcome: z.enum(['requested', 'already-ended', 'failed']),
    statusAlias: z.string().nullable(),
    failure: failureSchema.nullable(),
  })
  .readonly()
export type KillResult = z.infer<typeof killResultSchema>

export const taskCalls = {
  /** One window over the mirror: active tasks first, then newest submission first. No network. */
  listTasks: {
    input: z.strictObject({ query: taskQuerySchema, ...pageSchema }),
    output: z.object({ total: countSchema, rows: z.array(taskSchema), revision: countSchema }),
  },
  /** The ids a query matches, newest first, at most 10,000: for "select all". */
  listTaskIds: {
    input: z.strictObject({ query: taskQuerySchema }),
    output: z.object({ ids: z.array(taskIdSchema) }),
  },
  /** Counts for the filter bar. Each count ignores the filter of its own kind, as filter bars do. */
  countTasks: {
    input: z.strictObject({ query: taskQuerySchema }),
    output: z.object({
      total: countSchema,
      groups: z.partialRecord(statusGroupSchema, countSchema),
      codes: z.partialRecord(statusCodeSchema, countSchema),
      projects: z.array(z.object({ name: z.string(), count: countSchema })),
      revision: countSchema,
    }),
  },
  /** Asks the service; answers with the last known state and `staleReason` where it cannot be reached. */
  getTask: { input: z.strictObject({ id: taskIdSchema }), output: taskDetailSchema },
  getTaskSync: { input: nothingSchema, output: taskSyncSchema },
  /** Refreshes now. Resolves when the answer is in the mirror, with the failure inside where there was one. */
  refreshTasks: { input: nothingSchema, output: taskSyncSchema },
  /** The window came to the front or the network came back: refreshes unless that was done a moment ago. Does not wait. */
  noticeFocus: { input: nothingSchema, output: z.object({}) },
  /** Asks for the end of each task once; never repeated blindly. The final state comes through the mirror. */
  killTasks: {
    input: z.strictObject({ ids: z.array(taskIdSchema).min(1).max(1000) }),
    output: z.object({ results: z.array(killResultSchema) }),
  },
} as const satisfies Calls

export const taskEvents = {
  /** Rows of the mirror changed: ask again for what is on screen. `ids` is empty when too many to name. */
  tasksChanged: z.object({ revision: countSchema, ids: z.array(taskIdSchema) }),
  taskSyncChanged: taskSyncSchema,
  /** Exactly once per task and attempt, also for those that ended while the app was closed. */
  taskFinished: z.object({ task: taskSchema, wasSeenRunning: z.boolean() }),
}
