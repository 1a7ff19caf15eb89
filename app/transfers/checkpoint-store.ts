import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { countSchema } from '../contract/numbers.ts'
import type { TransferId, TransferNote } from '../contract/transfers.ts'
import type { ObjectIdentity, StorageChecksum } from '../domain/object-source.ts'
import type { RangeSet } from '../domain/transfer/range-set.ts'
import { inTransaction } from '../domain/in-transaction.ts'
import { listOfDone, readDone, recordDone, type DoneRecord } from './done-record.ts'

/** The entry index that stands for the whole object, of a raw archive. */
export const wholeObject = -1

/** What of a large entry is in its spool. Ranges count from the data's first byte, `dataOffset` from the object's. */
export type SpoolCheckpoint = {
  readonly dataOffset: number
  readonly ranges: RangeSet // to be relied on as long as the system runs
  readonly flushed: RangeSet // of them, to be relied on always
}

/** What a transfer may rely on after a crash. */
export type Checkpoint = {
  readonly identity: ObjectIdentity
  readonly bootId: string
  readonly doneEntries: ReadonlyMap<number, string> // local paths, by entry index
  readonly spools: ReadonlyMap<number, SpoolCheckpoint>
  readonly renames: ReadonlyMap<string, string> // local paths, by path in the archive
}

/** What happened since the last checkpoint. Everything in it was written before. */
export type CheckpointChange = {
  readonly done: readonly DoneRecord[]
  readonly spools: readonly ({ readonly index: number } & SpoolCheckpoint)[]
  readonly droppedSpools: readonly number[]
  readonly notes: readonly TransferNote[]
}

export type CheckpointPlan = Checkpoint & { readonly notes: readonly TransferNote[]; readonly continues: boolean }

export interface CheckpointStore {
  /** Undefined for a transfer that was never planned. */
  read(id: TransferId): Checkpoint | undefined
  /**
   * A new plan: spools, names and notes are what it says, whatever was known before. So are the done entries, unless
   * the plan `continues` the checkpoint there is: then they are in addition to those known.
   */
  begin(id: TransferId, plan: CheckpointPlan): void
  /** All of it or, after a crash, nothing. */
  commit(id: TransferId, change: CheckpointChange): void
  /** Forgets everything but the notes. */
  discard(id: TransferId): void
}

const checksumSchema = z.object({ kind: z.enum(['crc32c', 'md5']), base64: z.string() })
const objectSchema = z.object({
  object_bytes: countSchema.nullable(),
  object_validator: z.string().nullable(),
  object_checksum: z
    .string()
    .transform(text => checksumSchema.parse(JSON.parse(text)))
    .nullable(),
  boot_id: z.string().nullable(),
})
const rangesSchema = z.array(z.tuple([countSchema, countSchema]))
const rangesText = z
  .string()
  .transform(text => rangesSchema.parse(JSON.parse(text)).map(([start, end]) => ({ start, end })))
const spoolSchema = z.object({
  entry_index: z.int(),
  data_offset: countSchema,
  written: rangesText,
  flushed: rangesText,
})
const renameSchema = z.object({ path: z.string(), local_path: z.string() })

/** A commit makes a row, ten a second at most: hours of small files make many. */
const mostRowsOfDone = 100

export function createCheckpointStore(database: DatabaseSync): CheckpointStore {
  const sql = prepare(database)
  const addDone = (id: TransferId, records: readonly DoneRecord[]): void => {
    if (records.length > 0) sql.addDone.run(id, listOfDone(records))
  }
  /** With the plan, which has just read them all. */
  const compactDone = (id: TransferId): void => {
    if (Number(sql.countDone.get(id)?.['rows']) <= mostRowsOfDone) return
    sql.mergeDone.run(id, id)
    sql.dropMerged.run(id, id)
  }
  const addSpool = (id: TransferId, index: number, { dataOffset, ranges, flushed }: SpoolCheckpoint): void => {
    sql.addSpool.run(id, index, dataOffset, textOf(ranges), textOf(flushed))
  }
  const addNotes = (id: TransferId, notes: readonly TransferNote[]): void => {
    for (const { path, kind, message, localPath } of notes) sql.addNote.run(id, path, kind, message, localPath)
  }
  return {
    read: id => readCheckpoint(sql, id),
    begin(id, { identity, bootId, doneEntries, spools, renames, notes, continues }) {
      inTransaction(database, () => {
        for (const statement of [sql.dropSpools, sql.dropRenames, sql.dropNotes]) statement.run(id)
        if (continues) compactDone(id)
        else sql.dropDone.run(id)
        sql.setObject.run(...columnsOf(identity), bootId, id)
        if (doneEntries.size > 0) addDone(id, [recordOf(doneEntries)])
        for (const [index, spool] of spools) addSpool(id, index, spool)
        for (const [path, localPath] of renames) sql.addRename.run(id, path, localPath)
        addNotes(id, notes)
      })
    },
    commit(id, { done, spools, droppedSpools, notes }) {
      inTransaction(database, () => {
        addDone(id, done)
        for (const index of droppedSpools) sql.dropSpool.run(id, index)
        for (const { index, ...spool } of spools) addSpool(id, index, spool)
        addNotes(id, notes)
      })
    },
    discard: id =>
      inTransaction(database, () => {
        for (const statement of [sql.dropDone, sql.dropSpools, sql.dropRenames]) statement.run(id)
        sql.setObject.run(null, null, null, null, id)
      }),
  }
}

function prepare(database: DatabaseSync) {
  return {
    object: database.prepare(
      'SELECT object_bytes, object_validator, object_checksum, boot_id FROM transfers WHERE id = ?',
    ),
    setObject: database.prepare(
      'UPDATE transfers SET object_bytes = ?, object_validator = ?, object_checksum = ?, boot_id = ? WHERE id = ?',
    ),
    done: database.prepare('SELECT entries FROM transfer_done WHERE transfer_id = ? ORDER BY part'),
    addDone: database.prepare('INSERT INTO transfer_done (transfer_id, entries) VALUES (?, ?)'),
    countDone: database.prepare('SELECT count(*) AS rows FROM transfer_done WHERE transfer_id = ?'),
    mergeDone: database.prepare(`
      INSERT INTO transfer_done (transfer_id, entries)
      SELECT ?, '[' || group_concat(substr(entries, 2, length(entries) - 2), ',' ORDER BY part) || ']'
      FROM transfer_done WHERE transfer_id = ?`),
    dropMerged: database.prepare(`
      DELETE FROM transfer_done
      WHERE transfer_id = ? AND part < (SELECT max(part) FROM transfer_done WHERE transfer_id = ?)`),
    dropDone: database.prepare('DELETE FROM transfer_done WHERE transfer_id = ?'),
    spools: database.prepare(
      'SELECT entry_index, data_offset, written, flushed FROM transfer_spools WHERE transfer_id = ?',
    ),
    addSpool: database.prepare(
      'INSERT OR REPLACE INTO transfer_spools (transfer_id, entry_index, data_offset, written, flushed) VALUES (?, ?, ?, ?, ?)',
    ),
    dropSpool: database.prepare('DELETE FROM transfer_spools WHERE transfer_id = ? AND entry_index = ?'),
    dropSpools: database.prepare('DELETE FROM transfer_spools WHERE transfer_id = ?'),
    renames: database.prepare('SELECT path, local_path FROM transfer_renames WHERE transfer_id = ?'),
    addRename: database.prepare('INSERT OR REPLACE INTO transfer_renames VALUES (?, ?, ?)'),
    dropRenames: database.prepare('DELETE FROM transfer_renames WHERE transfer_id = ?'),
    addNote: database.prepare('INSERT OR REPLACE INTO transfer_notes VALUES (?, ?, ?, ?, ?)'),
    dropNotes: database.prepare('DELETE FROM transfer_notes WHERE transfer_id = ?'),
  }
}

function readCheckpoint(sql: ReturnType<typeof prepare>, id: TransferId): Checkpoint | undefined {
  const object = objectSchema.optional().parse(sql.object.get(id))
  if (!object || object.object_bytes === null || object.boot_id === null) return undefined
  const spools = sql.spools.all(id).map(row => spoolSchema.parse(row))
  const renames = sql.renames.all(id).map(row => renameSchema.parse(row))
  return {
    identity: identityOf(object.object_bytes, object.object_validator, object.object_checksum),
    bootId: object.boot_id,
    doneEntries: doneEntriesOf(sql.done.iterate(id)),
    spools: new Map(spools.map(row => [row.entry_index, spoolOf(row)])),
    renames: new Map(renames.map(row => [row.path, row.local_path])),
  }
}

function columnsOf({ sizeBytes, validator, storageChecksum }: ObjectIdentity) {
  return [sizeBytes, validator, storageChecksum ? JSON.stringify(storageChecksum) : null] as const
}

function identityOf(sizeBytes: number, validator: string | null, checksum: StorageChecksum | null): ObjectIdentity {
  return { sizeBytes, validator, ...(checksum && { storageChecksum: checksum }) }
}

function doneEntriesOf(rows: Iterable<Record<string, unknown>>): ReadonlyMap<number, string> {
  const done = new Map<number, string>()
  for (const { entries } of rows) readDone(String(entries), done)
  return done
}

function recordOf(done: ReadonlyMap<number, string>): DoneRecord {
  return recordDone(Array.from(done, ([index, localPath]) => ({ index, localPath })))
}

function spoolOf({ data_offset: dataOffset, written, flushed }: z.output<typeof spoolSchema>): SpoolCheckpoint {
  return { dataOffset, ranges: written, flushed }
}

function textOf(ranges: RangeSet): string {
  return JSON.stringify(ranges.map(({ start, end }) => [start, end]))
}
