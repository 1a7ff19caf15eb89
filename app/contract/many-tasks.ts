import { z } from 'zod'
import type { Calls } from './define.ts'
import { failureSchema } from './failures.ts'
import { countSchema } from './numbers.ts'
import { archiveKindSchema, selectionSchema } from './outputs.ts'
import { taskIdSchema } from './tasks.ts'
import { conflictPolicySchema, startedTransferSchema } from './transfers.ts'

/** Tasks whose files can be asked for at once. */
export const mostTasksAtOnce = 500

/** A folder that many tasks are put below, as it is before anything is fetched. */
export const baseFolderSchema = z
  .object({
    path: z.string(), // absolute
    freeBytes: countSchema.nullable(), // null when the system cannot tell
    problem: failureSchema.nullable(), // why nothing can be written there; null when it can
  })
  .readonly()
export type BaseFolder = z.infer<typeof baseFolderSchema>

/** Null: `<download folder>/inductiva_output`. */
const baseFolderInput = z.string().max(4096).nullable()

export const manyTasksRequestSchema = z
  .strictObject({
    taskIds: z.array(taskIdSchema).min(1).max(mostTasksAtOnce),
    archive: archiveKindSchema,
    selection: selectionSchema, // the same of every task
    baseFolder: baseFolderInput,
    template: z.string().max(1000), // of each task's folder below it: "{project}/{simulator}-{id8}"
    conflicts: conflictPolicySchema,
  })
  .readonly()
export type ManyTasksRequest = z.infer<typeof manyTasksRequestSchema>

export const manyTasksCalls = {
  inspectBaseFolder: { input: z.strictObject({ baseFolder: baseFolderInput }), output: baseFolderSchema },
  /**
   * Queues the files of several tasks, a transfer for each, as `startTransfer` does: all of them or, should the app end on
   * the way, none. Fails with `destination-…` where nothing can be written below the base folder, and with `transfer-not-possible` for a
   * template that names no folder, or for a task that is not known any more.
   */
  startTransfers: { input: manyTasksRequestSchema, output: z.object({ transfers: z.array(startedTransferSchema) }) },
} as const satisfies Calls
