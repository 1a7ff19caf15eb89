import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { accountMigrations } from '../../../app/platform/database/account-migrations.ts'
import { openDatabase } from '../../../app/platform/database/database.ts'

/** An account's database file in a folder of its own, which can be opened again and again. */
export function accountFile() {
  const folder = mkdtempSync(join(tmpdir(), 'tasks-'))
  const open = new Set<DatabaseSync>()
  return {
    open(): DatabaseSync {
      const database = openDatabase(join(folder, 'account.sqlite'), accountMigrations)
      open.add(database)
      return database
    },
    remove(): void {
      for (const database of open) if (database.isOpen) database.close()
      rmSync(folder, { recursive: true })
    },
  }
}
