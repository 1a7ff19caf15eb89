import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { transferIdSchema } from '../../../app/contract/transfers.ts'
import { accountMigrations } from '../../../app/platform/database/account-migrations.ts'
import { openDatabase } from '../../../app/platform/database/database.ts'
import { thinCheckpoints } from '../../../app/platform/database/migrations/0006-checkpoints.ts'
import { createCheckpointStore } from '../../../app/transfers/checkpoint-store.ts'
import { makeTemporaryFolder } from '../../fakes/transfer-site.ts'

let folder: ReturnType<typeof makeTemporaryFolder>
beforeEach(() => {
  folder = makeTemporaryFolder()
})
afterEach(() => folder.remove())

const ids = [randomUUID(), randomUUID()].map(id => transferIdSchema.parse(id))

it('brings checkpoints of earlier versions over whole', () => {
  const path = join(folder.path, 'account.sqlite')
  const old = openDatabase(path, accountMigrations.slice(0, accountMigrations.indexOf(thinCheckpoints)))
  const done = Array.from({ length: 25_000 }, (_, index) => [index, `a/"${index}"\n`] as const)
  for (const [sequence, id] of ids.entries()) {
    old
      .prepare(
        `INSERT INTO transfers (id, sequence, task_id, title, archive, kind, selection, conflicts, destination, state,
          progress, created_at_ms, revision, object_bytes, object_validator, boot_id)
        VALUES (?, ?, 't', 't', 'output', 'files', '{}', 'replace', '/to', 'paused', '{}', 1, 1, 100, '"v1"', 'boot')`,
      )
      .run(id, sequence)
    const insert = old.prepare('INSERT INTO transfer_entries VALUES (?, ?, ?)')
    old.exec('BEGIN')
    for (const [index, localPath] of sequence === 0 ? done : done.slice(0, 1)) insert.run(id, index, localPath)
    old.exec('COMMIT')
    old.prepare(`INSERT INTO transfer_spools VALUES (?, 7, 40, '[[0,9],[12,20]]')`).run(id)
  }
  old.close()

  const database = openDatabase(path, accountMigrations)
  const [first, second] = ids.map(id => createCheckpointStore(database).read(id))
  database.close()
  const ranges = [{ start: 0, end: 9 }, { start: 12, end: 20 }] // prettier-ignore
  expect(first?.doneEntries).toEqual(new Map(done))
  expect(second?.doneEntries).toEqual(new Map(done.slice(0, 1)))
  expect(first?.spools).toEqual(new Map([[7, { dataOffset: 40, ranges, flushed: ranges }]]))
})
