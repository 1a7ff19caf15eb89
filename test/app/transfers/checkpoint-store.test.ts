import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transferIdSchema, type TransferNote } from '../../../app/contract/transfers.ts'
import { accountMigrations } from '../../../app/platform/database/account-migrations.ts'
import { openDatabase } from '../../../app/platform/database/database.ts'
import { createCheckpointStore, type CheckpointStore } from '../../../app/transfers/checkpoint-store.ts'
import { recordDone } from '../../../app/transfers/done-record.ts'
import { noProgress, type TransferRecord } from '../../../app/transfers/transfer-record.ts'
import { createTransferStore, type TransferStore } from '../../../app/transfers/transfer-store.ts'
import { makeTemporaryFolder, requestFor, taskId } from '../../fakes/transfer-site.ts'

let folder: ReturnType<typeof makeTemporaryFolder>
let database: DatabaseSync
let store: TransferStore
let checkpoints: CheckpointStore

beforeEach(() => {
  folder = makeTemporaryFolder()
  open()
})
afterEach(() => {
  database.close()
  folder.remove()
})

function open(): void {
  database = openDatabase(join(folder.path, 'account.sqlite'), accountMigrations)
  store = createTransferStore(database)
  checkpoints = createCheckpointStore(database)
}

function reopen(): void {
  database.close()
  open()
}

function insert(change: Partial<TransferRecord> = {}): TransferRecord {
  const { selection, conflicts } = requestFor('/to')
  const fixed = { taskId, selection, conflicts, archive: 'output', kind: 'files', destination: '/to' } as const
  const order = { id: transferIdSchema.parse(randomUUID()), title: 'openfoam', group: null, createdAtMs: 5, ...fixed }
  const record: TransferRecord = {
    order,
    phase: { kind: 'queued' },
    place: 1,
    limitBytesPerSecond: null,
    progress: noProgress,
    finishedAtMs: null,
    revision: 1,
    ...change,
  }
  store.insert(record)
  return record
}

const note: TransferNote = { path: 'artifacts/a', kind: 'failed', message: 'It is damaged.', localPath: 'a' }
const plan = {
  identity: { sizeBytes: 100, validator: '"v1"' },
  bootId: 'boot',
  doneEntries: new Map([[3, 'a/b']]),
  spools: new Map([[7, { dataOffset: 40, ranges: [{ start: 0, end: 9 }], flushed: [{ start: 0, end: 4 }] }]]),
  renames: new Map([['artifacts/x', 'x (2)']]),
}

describe('transfers on disk', () => {
  it('come back as they were, in the order they were started', () => {
    const failure = { code: 'destination-full', message: 'Full.', remedy: 'choose-folder', details: null } as const
    const records = [insert(), insert({ phase: { kind: 'failed', failure }, finishedAtMs: 9 }), insert()]
    reopen()
    expect(store.all()).toEqual(records)
  })

  it('that were at work read as such, and never as running', () => {
    insert({ phase: { kind: 'running', quietRounds: 4, rereads: 2 } })
    reopen()
    expect(store.all()[0]?.phase).toEqual({ kind: 'reading-index', quietRounds: 0, rereads: 0 })
  })

  it('keep what changes', () => {
    const record = insert()
    store.update({ ...record, phase: { kind: 'paused' }, progress: { ...noProgress, entriesDone: 7 }, revision: 2 })
    expect(store.all()[0]).toMatchObject({ phase: { kind: 'paused' }, progress: { entriesDone: 7 }, revision: 2 })
  })

  it('take checkpoint and notes with them', () => {
    const { order } = insert()
    checkpoints.begin(order.id, { ...plan, notes: [note], continues: false })
    store.remove(order.id)
    expect([checkpoints.read(order.id), store.notes(order.id, { offset: 0, limit: 9 }).total]).toEqual([undefined, 0])
    const counts = ['done', 'spools', 'renames'].map(name => database.prepare(`SELECT * FROM transfer_${name}`).all())
    expect(counts).toEqual([[], [], []])
  })
})

describe('checkpoints', () => {
  it('do not exist before the first plan', () => {
    expect(checkpoints.read(insert().order.id)).toBeUndefined()
  })

  it('come back as they were', () => {
    const { id } = insert().order
    checkpoints.begin(id, { ...plan, notes: [note], continues: false })
    reopen()
    expect(checkpoints.read(id)).toEqual(plan)
    expect(store.notes(id, { offset: 0, limit: 9 })).toEqual({ total: 1, notes: [note] })
  })

  it('know what storage said that the object sums up to', () => {
    const { id } = insert().order
    const identity = { ...plan.identity, storageChecksum: { kind: 'crc32c', base64: 'n03x6A==' } } as const
    checkpoints.begin(id, { ...plan, identity, notes: [], continues: false })
    reopen()
    expect(checkpoints.read(id)?.identity).toEqual(identity)
  })

  it('add what is done, replace a spool by its newer state, and drop one', () => {
    const { id } = insert().order
    checkpoints.begin(id, { ...plan, notes: [], continues: false })
    const spool = { dataOffset: 2, ranges: [{ start: 5, end: 6 }, { start: 8, end: 9 }], flushed: [{ start: 5, end: 6 }] } // prettier-ignore
    checkpoints.commit(id, {
      done: [recordDone([{ index: 4, localPath: 'c' }])],
      spools: [{ index: 8, ...spool }],
      droppedSpools: [7],
      notes: [note],
    })
    expect(checkpoints.read(id)?.doneEntries).toEqual(new Map([[3, 'a/b'], [4, 'c']])) // prettier-ignore
    expect(checkpoints.read(id)?.spools).toEqual(new Map([[8, spool]]))
  })

  it('take the last word on an entry that was done twice', () => {
    const { id } = insert().order
    checkpoints.begin(id, { ...plan, notes: [], continues: false })
    const done = [recordDone([{ index: 3, localPath: 'a/b (2)' }])]
    checkpoints.commit(id, { done, spools: [], droppedSpools: [], notes: [] })
    expect(checkpoints.read(id)?.doneEntries).toEqual(new Map([[3, 'a/b (2)']]))
  })

  it('take one row for all that a commit brings, and none for what brings nothing', () => {
    const { id } = insert().order
    checkpoints.begin(id, { ...plan, doneEntries: new Map(), notes: [], continues: false })
    const done = Array.from({ length: 5_000 }, (_, index) => ({ index, localPath: `"${index}"\n` }))
    const halves = [recordDone(done.slice(0, 2_500)), recordDone(done.slice(2_500))]
    checkpoints.commit(id, { done: halves, spools: [], droppedSpools: [], notes: [] })
    checkpoints.commit(id, { done: [], spools: [], droppedSpools: [], notes: [] })
    expect(database.prepare('SELECT count(*) AS rows FROM transfer_done').get()).toEqual({ rows: 1 })
    expect(checkpoints.read(id)?.doneEntries).toEqual(new Map(done.map(({ index, localPath }) => [index, localPath])))
  })

  it('keep done entries when a plan continues them, and else forget', () => {
    const { id } = insert().order
    checkpoints.begin(id, { ...plan, notes: [note], continues: false })
    checkpoints.begin(id, { ...plan, doneEntries: new Map([[5, 'e']]), notes: [], continues: true })
    expect([...(checkpoints.read(id)?.doneEntries.keys() ?? [])]).toEqual([3, 5])
    checkpoints.begin(id, { ...plan, doneEntries: new Map(), notes: [], continues: false })
    expect(checkpoints.read(id)?.doneEntries.size).toBe(0)
  })

  it('take one row for all that was done before, once a plan continues many', () => {
    const [{ order }, other] = [insert(), insert()]
    checkpoints.begin(other.order.id, { ...plan, notes: [], continues: false })
    checkpoints.begin(order.id, { ...plan, doneEntries: new Map(), notes: [], continues: false })
    for (let index = 0; index < 150; index++) {
      const done = [
        { index, localPath: `${index}, "],["` },
        { index: 1_000, localPath: `last of ${index}` },
      ]
      checkpoints.commit(order.id, { done: [recordDone(done)], spools: [], droppedSpools: [], notes: [] })
    }
    const before = checkpoints.read(order.id)?.doneEntries
    checkpoints.begin(order.id, { ...plan, doneEntries: new Map(), notes: [], continues: true })
    expect(checkpoints.read(order.id)?.doneEntries).toEqual(before)
    expect(before?.get(1_000)).toBe('last of 149')
    const rows = database.prepare('SELECT count(*) AS rows FROM transfer_done WHERE transfer_id = ?')
    expect(rows.get(order.id)).toEqual({ rows: 1 })
    expect(checkpoints.read(other.order.id)?.doneEntries).toEqual(plan.doneEntries)
  })

  it('are all or nothing', () => {
    const { id } = insert().order
    checkpoints.begin(id, { ...plan, notes: [], continues: false })
    const broken = { ...note, message: null as unknown as string }
    const change = {
      done: [recordDone([{ index: 9, localPath: 'z' }])],
      spools: [],
      droppedSpools: [],
      notes: [broken],
    }
    expect(() => checkpoints.commit(id, change)).toThrow(/NOT NULL/)
    expect(checkpoints.read(id)).toEqual(plan)
  })

  it('are forgotten without the notes', () => {
    const { id } = insert().order
    checkpoints.begin(id, { ...plan, notes: [note], continues: false })
    checkpoints.discard(id)
    expect(checkpoints.read(id)).toBeUndefined()
    expect(store.notes(id, { offset: 0, limit: 9 }).total).toBe(1)
  })
})
