import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { accountMigrations } from '../../../app/platform/database/account-migrations.ts'
import { openDatabase } from '../../../app/platform/database/database.ts'
import { addTransferGroups } from '../../../app/platform/database/migrations/0011-transfer-groups.ts'
import { createTransferStore } from '../../../app/transfers/transfer-store.ts'
import { noProgress } from '../../../app/transfers/transfer-record.ts'
import { makeTemporaryFolder } from '../../fakes/transfer-site.ts'

let folder: ReturnType<typeof makeTemporaryFolder>
beforeEach(() => {
  folder = makeTemporaryFolder()
})
afterEach(() => folder.remove())

it('lets transfers of earlier versions stand by themselves', () => {
  const path = join(folder.path, 'account.sqlite')
  const id = randomUUID()
  const old = openDatabase(path, accountMigrations.slice(0, accountMigrations.indexOf(addTransferGroups)))
  old
    .prepare(
      `INSERT INTO transfers (id, sequence, task_id, title, archive, kind, selection, conflicts, destination, state, progress,
        created_at_ms, revision)
      VALUES (?, 1, 't', 't', 'output', 'files', '{"include":[""],"exclude":[]}', 'replace', '/to', 'paused', ?, 1, 1)`,
    )
    .run(id, JSON.stringify(noProgress))
  old.close()
  const database = openDatabase(path, accountMigrations)
  expect(createTransferStore(database).all()).toMatchObject([{ order: { id, group: null }, phase: { kind: 'paused' } }])
  database.close()
})
