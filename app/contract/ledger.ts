import { z } from 'zod'
import type { Calls } from './define.ts'
import { countSchema, nothingSchema, pageSchema } from './numbers.ts'
import { taskIdSchema } from './tasks.ts'

/** A calendar month of this computer: "2026-11". */
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/**
 * What was fetched of archives, and what was not, in bytes and in money.
 *
 * **Fetched** is every byte of an answer of the cloud storage that reached this computer for an archive: of downloads,
 * lists of files, previews and searches, also what was fetched twice or thrown away. Left out are headers, encryption,
 * and what was still on its way when a connection was given up. It is counted in the month, and at
 * the price, of its arrival. What was counted never changes.
 *
 * **Avoided** compares with fetching whole archives, as one has to without this app. An archive counts from the first
 * download of it that is done, and counts once, however often it is downloaded from: its size, less every byte ever
 * fetched of it for whatever purpose, never below zero. Who later fetches more of it has avoided less, in the month of
 * that first download. Another version of an archive under the same name counts as another archive, whose bytes make up
 * one account with those of the former ones. Looking into an archive avoids nothing by itself: nobody knows whether it
 * would have been fetched.
 *
 * Money is bytes times the price per GB (10^9 bytes) that was set when the bytes came, or when the archive began to
 * count. The price is the person's own estimate, so every sum is one too.
 */
export const ledgerSumsSchema = z
  .object({
    fetchedBytes: countSchema,
    avoidedBytes: countSchema,
    fetchedUsd: z.number().nonnegative(),
    avoidedUsd: z.number().nonnegative(),
  })
  .readonly()
export type LedgerSums = z.infer<typeof ledgerSumsSchema>

export const ledgerMonthSchema = ledgerSumsSchema.unwrap().extend({ month: monthSchema }).readonly()
export type LedgerMonth = z.infer<typeof ledgerMonthSchema>

export const ledgerTaskSchema = ledgerSumsSchema
  .unwrap()
  .extend({
    taskId: taskIdSchema,
    simulator: z.string().nullable(), // null where the task is not known any more
    project: z.string().nullable(),
  })
  .readonly()
export type LedgerTask = z.infer<typeof ledgerTaskSchema>

export const ledgerSchema = z
  .object({
    thisMonth: ledgerMonthSchema,
    ever: ledgerSumsSchema,
    months: z.array(ledgerMonthSchema), // newest first; months without any bytes are left out
  })
  .readonly()
export type Ledger = z.infer<typeof ledgerSchema>

export const ledgerCalls = {
  /** The sums, and the newest so many months; null: all of them. */
  getLedger: { input: z.strictObject({ months: z.int().min(1).max(1200).nullable() }), output: ledgerSchema },
  /** One window over the tasks of a month, or of all times; those of which most was fetched come first. */
  listLedgerTasks: {
    input: z.strictObject({ month: monthSchema.nullable(), ...pageSchema }),
    output: z.object({ total: countSchema, rows: z.array(ledgerTaskSchema) }),
  },
  /**
   * Writes the whole ledger as CSV into the download folder, under a name that was free, and answers where. One line per
   * month, archive and price. Fails with `destination-…`.
   */
  exportLedger: { input: nothingSchema, output: z.object({ path: z.string() }) },
} as const satisfies Calls

export const ledgerEvents = {
  /** There is more in the ledger: ask again for what is on screen. At most once a second. */
  ledgerChanged: z.object({ revision: countSchema }),
}
