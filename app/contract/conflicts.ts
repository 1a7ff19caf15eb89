import { z } from 'zod'
import type { Calls } from './define.ts'
import { countSchema, pageSchema, timeMsSchema } from './numbers.ts'
import { conflictPolicySchema, transferIdSchema, transferSchema } from './transfers.ts'

/**
 * What becomes of the files in the way of a transfer that asks. `skip-identical` keeps all that is there: the transfer is
 * done without them.
 */
export const conflictAnswerSchema = conflictPolicySchema.exclude(['ask'])
export type ConflictAnswer = z.infer<typeof conflictAnswerSchema>

/** A file that is in the way of an entry, and what the entry would put there. */
export const conflictSchema = z
  .object({
    path: z.string(), // in the archive
    localPath: z.string(), // relative to the destination
    archived: z.object({ sizeBytes: countSchema, modifiedAtMs: timeMsSchema.nullable() }),
    // As it is now; null: it is gone. Of a folder the size says nothing.
    local: z.object({ isFolder: z.boolean(), sizeBytes: countSchema, modifiedAtMs: timeMsSchema }).nullable(),
  })
  .readonly()
export type Conflict = z.infer<typeof conflictSchema>

export const conflictCalls = {
  /** The files about which a transfer with the failure `files-in-the-way` waits for an answer. */
  listConflicts: {
    input: z.strictObject({ id: transferIdSchema, ...pageSchema }),
    output: z.object({
      total: countSchema,
      sizeBytes: countSchema, // of the entries of all of them, unpacked: fetching them takes about so much at most
      conflicts: z.array(conflictSchema),
    }),
  },
  /**
   * Answers for all of them at once; the transfer goes on with those alone. Fails with `transfer-not-possible` where
   * nothing is asked.
   */
  decideConflicts: {
    input: z.strictObject({ id: transferIdSchema, conflicts: conflictAnswerSchema }),
    output: transferSchema,
  },
} as const satisfies Calls
