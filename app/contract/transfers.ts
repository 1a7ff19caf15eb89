import { z } from 'zod'
import type { Calls } from './define.ts'
import { failureSchema } from './failures.ts'
import { speedLimitSchema } from './download-limits.ts'
import { countSchema, nothingSchema, pageSchema, timeMsSchema } from './numbers.ts'
import { archiveKindSchema, selectionSchema } from './outputs.ts'
import { taskIdSchema } from './tasks.ts'

export const transferIdSchema = z.uuid().brand<'TransferId'>()
export type TransferId = z.infer<typeof transferIdSchema>

/** files: entries, extracted and verified. archive: the raw zip as it lies in storage. */
export const transferKindSchema = z.enum(['files', 'archive'])
export type TransferKind = z.infer<typeof transferKindSchema>

/**
 * What becomes of a file that is there already. One with the same size and CRC-32 is never fetched again. One that
 * differs: `skip-identical` leaves it and reports the entry, `replace` puts the new one in its place, `keep-both` gives
 * the new one another name, `ask` leaves it until everything else is there, and then asks once for all of them: the
 * transfer fails with `files-in-the-way` until `decideConflicts` is called.
 */
export const conflictPolicySchema = z.enum(['skip-identical', 'replace', 'keep-both', 'ask'])
export type ConflictPolicy = z.infer<typeof conflictPolicySchema>

export const transferStateSchema = z.enum([
  'queued',
  'reading-index',
  'running',
  'waiting', // for the network or the service; goes on by itself
  'paused',
  'verifying',
  'done',
  'failed', // needs the person: see `failure`
  'cancelled',
])
export type TransferState = z.infer<typeof transferStateSchema>

export const transferGroupIdSchema = z.uuid().brand<'TransferGroupId'>()
export type TransferGroupId = z.infer<typeof transferGroupIdSchema>

/** Transfers that were asked for together: the same files of many tasks. */
export const transferGroupSchema = z
  .object({
    id: transferGroupIdSchema,
    folder: z.string(), // absolute: the destinations of all of them lie below it
    globs: z.array(z.string()), // what is taken of each task; empty for everything
  })
  .readonly()

/** What a raw archive was held against before it got its name: the checksum that storage sent of it, if it did. */
export const verifiedBySchema = z.enum(['crc32c', 'md5', 'none'])

export const transferSchema = z
  .object({
    id: transferIdSchema,
    taskId: taskIdSchema,
    title: z.string(), // "openfoam-foundation · cavity-sweep", for people
    group: transferGroupSchema.nullable(), // null: asked for by itself
    archive: archiveKindSchema,
    kind: transferKindSchema,
    state: transferStateSchema,
    place: z.int().nullable(), // orders the queue: whoever has the smaller one goes first; null once it has ended
    destination: z.string(), // absolute folder; for kind "archive", the folder that holds the zip
    fetchedBytes: countSchema, // from the network and needed no more
    fetchBytes: countSchema.nullable(), // null until planned
    writtenBytes: countSchema,
    writeBytes: countSchema.nullable(),
    entriesDone: countSchema, // verified, under their final names
    entriesTotal: countSchema.nullable(),
    entriesSkipped: countSchema, // identical on disk already
    entriesFailed: countSchema,
    verified: verifiedBySchema.nullable(), // null for kind "files", and until the archive is there
    bytesPerSecond: z.number().nonnegative().nullable(), // mean of the last 5 s; null unless running
    limitBytesPerSecond: speedLimitSchema.nullable(), // its own, below the one for all; null: none of its own
    secondsLeft: z.number().nonnegative().nullable(), // null until there are 5 s to judge by
    failure: failureSchema.nullable(),
    createdAtMs: timeMsSchema,
    finishedAtMs: timeMsSchema.nullable(),
    revision: countSchema, // grows with every change of this transfer
  })
  .readonly()
export type Transfer = z.infer<typeof transferSchema>

/** What asking for a transfer led to. */
export const startedTransferSchema = transferSchema
  .unwrap()
  .extend({ wasThere: z.boolean() }) // the very same was asked for before and has not ended: this is it, and nothing was added
  .readonly()
export type StartedTransfer = z.infer<typeof startedTransferSchema>

/** Something to tell about one entry of a transfer. */
export const transferNoteSchema = z
  .object({
    path: z.string(), // in the archive
    kind: z.enum(['failed', 'undecided', 'refused', 'renamed', 'skipped']),
    message: z.string(),
    localPath: z.string().nullable(), // relative to the destination
  })
  .readonly()
export type TransferNote = z.infer<typeof transferNoteSchema>

/** What a transfer would do: shown before anything is fetched. */
export const transferForecastSchema = z
  .object({
    destination: z.string(),
    fileCount: countSchema,
    fetchBytes: countSchema,
    writeBytes: countSchema,
    spoolBytes: countSchema, // room beside that while it runs: compressed bytes of the large files unpacked at one time
    freeBytes: countSchema.nullable(), // null when the system cannot tell
    existingFiles: countSchema, // files of these names already there
    leftOut: z.array(z.object({ reason: z.string(), fileCount: countSchema })), // what was chosen and cannot be saved
    problem: failureSchema.nullable(), // why it cannot start as it is; null when it can
  })
  .readonly()
export type TransferForecast = z.infer<typeof transferForecastSchema>

const requestShape = {
  taskId: taskIdSchema,
  archive: archiveKindSchema,
  kind: transferKindSchema,
  selection: selectionSchema, // ignored for kind "archive"
  destination: z.string().max(4096).nullable(), // null: by the settings' folder and template
  conflicts: conflictPolicySchema,
}
export const transferRequestSchema = z.strictObject(requestShape).readonly()
export type TransferRequest = z.infer<typeof transferRequestSchema>

const byId = z.strictObject({ id: transferIdSchema })

export const transferCalls = {
  /** All transfers of this account, without entries: unfinished ones in the order of the queue, then history, newest first. */
  listTransfers: { input: nothingSchema, output: z.object({ transfers: z.array(transferSchema) }) },
  forecastTransfer: { input: transferRequestSchema, output: transferForecastSchema },
  /** What a transfer was asked for, its destination included: to ask for the same again, into another folder. */
  getTransferRequest: { input: byId, output: transferRequestSchema },
  /**
   * Queues a transfer, unless an equal one waits or runs: then it answers that one. Fails with `destination-…` before
   * anything is fetched.
   */
  startTransfer: { input: transferRequestSchema, output: startedTransferSchema },
  /** Stops a transfer and keeps its bytes. Resolves once the checkpoint is on disk. Idempotent. */
  pauseTransfer: { input: byId, output: transferSchema },
  resumeTransfer: { input: byId, output: transferSchema },
  /** Ends a transfer for good: unfinished temporary files go, finished entries stay. Idempotent. */
  cancelTransfer: { input: byId, output: transferSchema },
  /** Tries a failed or cancelled transfer again, and failed entries of a done one; finished entries are not fetched again. */
  retryTransfer: { input: byId, output: transferSchema },
  /** Takes an ended transfer from the list. Files stay. */
  removeTransfer: { input: byId, output: z.object({}) },
  listTransferNotes: {
    input: z.strictObject({ id: transferIdSchema, ...pageSchema }),
    output: z.object({ total: countSchema, notes: z.array(transferNoteSchema) }),
  },
  /** Shows the destination in the file manager. `unsupported-here` in the web shell. */
  revealTransfer: { input: byId, output: z.object({}) },
  /** Opens the destination (or the zip) with the system's program for it. `unsupported-here` in the web shell. */
  openTransfer: { input: byId, output: z.object({}) },
  /**
   * A drag has begun in the page: from here on the system drags what the transfer has brought. `unsupported-here` in the
   * web shell, `transfer-not-possible` unless all of it is there and checked.
   */
  dragTransfer: { input: byId, output: z.object({}) },
} as const satisfies Calls

export const transferEvents = {
  transferChanged: transferSchema,
  transferRemoved: z.object({ id: transferIdSchema }),
}
