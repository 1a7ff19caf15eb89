import { z } from 'zod'
import type { Calls } from './define.ts'
import { speedLimitSchema } from './download-limits.ts'
import { nothingSchema } from './numbers.ts'
import { transferIdSchema, transferSchema } from './transfers.ts'

/** Where to, among the unfinished transfers. */
export const queueMoveSchema = z.enum(['first', 'up', 'down', 'last'])
export type QueueMove = z.infer<typeof queueMoveSchema>

const changedSchema = z.object({ transfers: z.array(transferSchema) })

/** The order of the queue is its priority: the first few that are neither paused nor ended run, the others wait. */
export const transferQueueCalls = {
  /**
   * Gives an unfinished transfer another place. One that so comes to stand behind those that may run goes back to
   * `queued` with its checkpoint on disk, and goes on when its turn comes. Moving beyond an end changes nothing.
   * Fails with `transfer-not-possible` for one that has ended.
   */
  moveTransfer: { input: z.strictObject({ id: transferIdSchema, to: queueMoveSchema }), output: transferSchema },
  /** Keeps one transfer below a speed, within a second and also after a restart; null: none of its own. */
  setTransferLimit: {
    input: z.strictObject({ id: transferIdSchema, bytesPerSecond: speedLimitSchema.nullable() }),
    output: transferSchema,
  },
  /** Pauses what is not paused and has not ended. Answers what it paused, once every checkpoint is on disk. Idempotent. */
  pauseAllTransfers: { input: nothingSchema, output: changedSchema },
  /** Lets everything that is paused go on, in the order of the queue. Answers what it resumed. Idempotent. */
  resumeAllTransfers: { input: nothingSchema, output: changedSchema },
} as const satisfies Calls
