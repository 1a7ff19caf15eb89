import { z } from 'zod'
import type { Calls } from './define.ts'
import { speedLimitSchema } from './download-limits.ts'
import { nothingSchema } from './numbers.ts'
import { transferIdSchema, transferSchema } from './transfers.ts'

/** Where to, among the unfinished transfers. */
export const queueSpotSchema = z
  .strictObject({ beside: transferIdSchema, side: z.enum(['before', 'behind']) })
  .readonly()
export type QueueSpot = z.infer<typeof queueSpotSchema>

/** What can be told to several transfers at once. */
export const sharedCommandSchema = z.enum(['pause', 'resume', 'cancel', 'retry'])
export type SharedCommand = z.infer<typeof sharedCommandSchema>

const idsSchema = z.array(transferIdSchema).min(1).max(10_000)
const changedSchema = z.object({ transfers: z.array(transferSchema) })

/** The order of the queue is its priority: the first few that are neither paused nor ended run, the others wait. */
export const transferQueueCalls = {
  /**
   * Puts unfinished transfers beside another one, in the order that they have among themselves. One that so comes to stand
   * behind those that may run goes back to `queued` with its checkpoint on disk, and goes on when its turn comes. Those of
   * them that have ended stay as they are. Fails with `transfer-not-possible` where all of them, or the other one, have
   * ended. Answers them, all.
   */
  moveTransfers: {
    input: z.strictObject({ ids: idsSchema, ...queueSpotSchema.unwrap().shape }),
    output: changedSchema,
  },
  /**
   * Tells several transfers the same, as `pauseTransfer` and the others do, before any of them makes room for another;
   * `retry` concerns those that failed and those with files missing. Answers whom it concerned, once what stops has
   * stopped. Those that are not in the list any more are left out. Idempotent.
   */
  tellTransfers: { input: z.strictObject({ ids: idsSchema, command: sharedCommandSchema }), output: changedSchema },
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
