import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { failureSchema } from '../contract/failures.ts'
import { speedLimitSchema } from '../contract/download-limits.ts'
import { countSchema, timeMsSchema } from '../contract/numbers.ts'
import { archiveKindSchema, selectionSchema } from '../contract/outputs.ts'
import { taskIdSchema } from '../contract/tasks.ts'
import {
  conflictPolicySchema,
  transferGroupIdSchema,
  transferIdSchema,
  transferKindSchema,
  transferNoteSchema,
  transferStateSchema,
  verifiedBySchema,
  type Transfer,
  type TransferId,
  type TransferNote,
} from '../contract/transfers.ts'
import type { TransferPhase } from '../domain/transfer/transfer-phase.ts'
import { inTransaction } from '../domain/in-transaction.ts'
import type { TransferRecord } from './transfer-record.ts'
import { viewOf } from './transfer-view.ts'

/** Transfers and their notes, on disk. Survives restarts. */
export interface TransferStore {
  /** In the order of their places. */
  all(): readonly TransferRecord[]
  /** All of them or, after a crash, none. */
  insert(...records: readonly TransferRecord[]): void
  /** All of them or, after a crash, none. */
  update(...records: readonly TransferRecord[]): void
  /** With its checkpoint and notes. */
  remove(id: TransferId): void
  notes(id: TransferId, page: { offset: number; limit: number }): { total: number; notes: TransferNote[] }
}

/** Takes the end of a transfer down, in the transaction that makes it one. */
export type RecordEnd = (transfer: Transfer & { readonly state: 'done' | 'failed' }) => void

const progressSchema = z.object({
  fetchedBytes: countSchema,
  fetchBytes: countSchema.nullable(),
  writtenBytes: countSchema,
  writeBytes: countSchema.nullable(),
  entriesDone: countSchema,
  entriesTotal: countSchema.nullable(),
  entriesSkipped: countSchema,
  entriesFailed: countSchema,
  verified: verifiedBySchema.nullable().default(null), // of transfers before there was one
})

const json = z.string().transform(text => JSON.parse(text) as unknown)
const rowSchema = z.object({
  id: transferIdSchema,
  task_id: taskIdSchema,
  title: z.string(),
  archive: archiveKindSchema,
  kind: transferKindSchema,
  selection: json.pipe(selectionSchema),
  conflicts: conflictPolicySchema,
  destination: z.string(),
  group_id: transferGroupIdSchema.nullable(),
  group_folder: z.string().nullable(),
  place: z.int(),
  limit_bytes_per_second: speedLimitSchema.nullable(),
  state: transferStateSchema,
  failure: json.pipe(failureSchema).nullable(),
  progress: json.pipe(progressSchema),
  created_at_ms: timeMsSchema,
  finished_at_ms: timeMsSchema.nullable(),
  revision: countSchema,
})
const noteRowSchema = transferNoteSchema
  .unwrap()
  .omit({ localPath: true })
  .extend({ local_path: z.string().nullable() })

export function createTransferStore(database: DatabaseSync, recordEnd: RecordEnd = () => undefined): TransferStore {
  const all = database.prepare('SELECT * FROM transfers ORDER BY place, sequence')
  const insert = database.prepare(`
    INSERT INTO transfers (id, sequence, task_id, title, archive, kind, selection, conflicts, destination, group_id,
      group_folder, place, limit_bytes_per_second, state, failure, progress, created_at_ms, finished_at_ms, revision)
    VALUES (:id, (SELECT coalesce(max(sequence), 0) + 1 FROM transfers), :task_id, :title, :archive, :kind, :selection,
      :conflicts, :destination, :group_id, :group_folder, :place, :limit_bytes_per_second, :state, :failure, :progress, :created_at_ms,
      :finished_at_ms, :revision)`)
  const update = database.prepare(`
    UPDATE transfers SET place = :place, limit_bytes_per_second = :limit_bytes_per_second, state = :state,
      failure = :failure, progress = :progress, finished_at_ms = :finished_at_ms, revision = :revision WHERE id = :id`)
  const stateOf = database.prepare('SELECT state FROM transfers WHERE id = ?')
  /** Called before the row is written: what has ended already is written again now and then. */
  const recordNewEnd = (record: TransferRecord): void => {
    const transfer = viewOf(record, [])
    const { state, id } = transfer
    if (state !== 'done' && state !== 'failed') return
    if (stateOf.get(id)?.['state'] !== state) recordEnd({ ...transfer, state })
  }
  const remove = database.prepare('DELETE FROM transfers WHERE id = ?')
  const countNotes = database.prepare('SELECT count(*) AS total FROM transfer_notes WHERE transfer_id = ?')
  const pageOfNotes = database.prepare(`
    SELECT path, kind, message, local_path FROM transfer_notes WHERE transfer_id = ? ORDER BY kind, path LIMIT ? OFFSET ?`)
  return {
    all: () => all.all().map(row => recordOf(rowSchema.parse(row))),
    insert(...records) {
      inTransaction(database, () => {
        for (const { order, ...record } of records) insert.run({ ...fixedColumns(order), ...changingColumns(record) })
      })
    },
    update(...records) {
      inTransaction(database, () => {
        for (const { order, ...record } of records) {
          recordNewEnd({ order, ...record })
          update.run({ id: order.id, ...changingColumns(record) })
        }
      })
    },
    remove: id => {
      remove.run(id)
    },
    notes: (id, { offset, limit }) => ({
      total: z.object({ total: countSchema }).parse(countNotes.get(id)).total,
      notes: pageOfNotes
        .all(id, limit, offset)
        .map(row => noteRowSchema.parse(row))
        .map(({ local_path: localPath, ...note }) => ({ ...note, localPath })),
    }),
  }
}

function fixedColumns(order: TransferRecord['order']) {
  const { id, title, archive, kind, conflicts, destination, taskId: task_id, createdAtMs: created_at_ms } = order
  const selection = JSON.stringify(order.selection)
  const group = { group_id: order.group?.id ?? null, group_folder: order.group?.folder ?? null }
  return { id, title, archive, kind, conflicts, destination, task_id, created_at_ms, selection, ...group }
}

function changingColumns({ phase, progress, ...record }: Omit<TransferRecord, 'order'>) {
  return {
    place: record.place,
    limit_bytes_per_second: record.limitBytesPerSecond,
    state: phase.kind,
    failure: 'failure' in phase ? JSON.stringify(phase.failure) : null,
    progress: JSON.stringify(progress),
    finished_at_ms: record.finishedAtMs,
    revision: record.revision,
  }
}

function recordOf(row: z.output<typeof rowSchema>): TransferRecord {
  const { id, title, archive, kind, conflicts, destination, selection, progress, revision } = row
  const times = { taskId: row.task_id, createdAtMs: row.created_at_ms }
  const group = row.group_id === null ? null : { id: row.group_id, folder: row.group_folder ?? destination }
  return {
    order: { id, title, archive, kind, conflicts, destination, selection, group, ...times },
    phase: phaseOf(row),
    place: row.place,
    limitBytesPerSecond: row.limit_bytes_per_second,
    progress,
    finishedAtMs: row.finished_at_ms,
    revision,
  }
}

/** Whatever was at work when the app ended reads as reading its index, until `restart` puts it back into the queue. */
function phaseOf({ state, failure }: z.output<typeof rowSchema>): TransferPhase {
  switch (state) {
    case 'failed':
      return failure ? { kind: 'failed', failure } : { kind: 'cancelled' }
    case 'reading-index':
    case 'running':
    case 'waiting':
    case 'verifying':
      return { kind: 'reading-index', quietRounds: 0, rereads: 0 }
    case 'queued':
    case 'paused':
    case 'done':
    case 'cancelled':
      return { kind: state }
  }
}
