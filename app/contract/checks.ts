import { z } from 'zod'
import type { Calls } from './define.ts'
import { failureSchema } from './failures.ts'
import { countSchema, pageSchema, timeMsSchema } from './numbers.ts'
import { archiveKindSchema, selectionSchema } from './outputs.ts'
import { taskIdSchema } from './tasks.ts'
import { startedTransferSchema, transferIdSchema } from './transfers.ts'

export const checkIdSchema = z.uuid().brand<'CheckId'>()
export type CheckId = z.infer<typeof checkIdSchema>

/** How something on this disk is not what the archive says. Rows of a check come in this order. */
export const findingKindSchema = z.enum([
  'missing',
  'size', // it has another size
  'content', // of the same size, with another CRC-32
  'occupied', // a folder or a link has its name
  'unreadable', // this disk does not hand it out
  'damaged', // an entry of a zip on this disk whose bytes are not those its CRC-32 was made of
  'extra', // a file in the folder that the archive does not have; this app's own temporary files are none
])
export type FindingKind = z.infer<typeof findingKindSchema>

/** Where a check stands. It is kept in memory alone: nothing of it survives a restart. */
export const checkStateSchema = z.enum(['queued', 'reading-index', 'running', 'done', 'failed', 'cancelled'])

/**
 * Holds what lies on this disk against an archive, reading all of it. `folder`: files against the entries of a task's
 * archive, by size and CRC-32; of the archive, its list of entries is fetched and nothing else. `zip`: the entries of a
 * raw archive on this disk against its own directory; nothing is fetched.
 */
export const checkSchema = z
  .object({
    id: checkIdSchema,
    kind: z.enum(['folder', 'zip']),
    taskId: taskIdSchema,
    title: z.string(), // "openfoam-foundation · cavity-sweep", for people
    archive: archiveKindSchema,
    path: z.string(), // absolute: the folder, or the zip
    state: checkStateSchema,
    checkedFiles: countSchema,
    totalFiles: countSchema.nullable(), // null until known
    checkedBytes: countSchema,
    totalBytes: countSchema.nullable(),
    same: countSchema, // files, or entries, with nothing wrong; of an unfinished check, so far
    refused: countSchema, // entries that can never be on a disk, so they are not looked for
    findings: z.record(findingKindSchema, countSchema),
    fetchBytes: z.record(findingKindSchema, countSchema), // what `fetchFindings` would take from the network, about
    failure: failureSchema.nullable(),
    revision: countSchema, // grows with every change of this check
  })
  .readonly()
export type Check = z.infer<typeof checkSchema>

const fileFactsSchema = z.object({ sizeBytes: countSchema, modifiedAtMs: timeMsSchema.nullable() }).nullable()

/** One file, or entry, with which something is wrong. */
export const findingSchema = z
  .object({
    kind: findingKindSchema,
    path: z.string(), // in the archive; of an extra file, relative to the folder
    localPath: z.string().nullable(), // relative to the folder; null for an entry of a zip
    archived: fileFactsSchema, // null where the archive has none
    local: fileFactsSchema, // as it is now; null where there is none
    message: z.string().nullable(), // what is wrong, where the kind does not say it all
  })
  .readonly()
export type Finding = z.infer<typeof findingSchema>

const byId = z.strictObject({ id: checkIdSchema })

export const checkCalls = {
  /** Begins to compare a folder with what a selection takes. Another check of the same folder is called off. */
  compareFolder: {
    input: z.strictObject({
      taskId: taskIdSchema,
      archive: archiveKindSchema,
      selection: selectionSchema,
      destination: z.string().max(4096).nullable(), // null: where its files go by default
    }),
    output: checkSchema,
  },
  /**
   * Begins to check what an ended transfer left: its files, under the names they got, or every entry of its zip. Fails
   * with `transfer-not-possible` for a transfer at work, and for a zip that never arrived.
   */
  checkTransfer: { input: z.strictObject({ id: transferIdSchema }), output: checkSchema },
  getCheck: { input: byId, output: checkSchema },
  /** Ends a check. Reading stops at once. Idempotent. */
  cancelCheck: { input: byId, output: checkSchema },
  /** Lets go of a check, and calls it off where it has not ended. Idempotent. */
  closeCheck: { input: byId, output: z.object({}) },
  /** What a check that is done found. `kinds` empty: all. Of damaged and extra files the first are listed, all are counted. */
  listFindings: {
    input: z.strictObject({ ...byId.shape, kinds: z.array(findingKindSchema).max(10), ...pageSchema }),
    output: z.object({ total: countSchema, findings: z.array(findingSchema) }),
  },
  /**
   * Starts a transfer of exactly what is wrong in one of these ways, which replaces what is there; of a zip, the whole
   * zip. Extra files are left alone. Fails with `transfer-not-possible` where nothing is wrong.
   */
  fetchFindings: {
    input: z.strictObject({ ...byId.shape, kinds: z.array(findingKindSchema).max(10) }), // empty: all
    output: startedTransferSchema,
  },
} as const satisfies Calls

export const checkEvents = { checkChanged: checkSchema }
