import { DatabaseSync } from 'node:sqlite'
import { inTransaction } from '../../domain/in-transaction.ts'
import { DatabaseDamaged, DatabaseNewer } from './database-errors.ts'

/** Brings a database from one version to the next. Runs inside a transaction. */
export type Migration = (database: DatabaseSync) => void

/** How long a file may be held by another program, such as a backup. The whole app stands still meanwhile. */
const busyLimitMs = 2_000

/**
 * Opens an SQLite file, in WAL mode, and brings it to the newest version. `PRAGMA user_version` counts the migrations
 * that ran. A file from a newer app is left untouched.
 *
 * @throws DatabaseNewer, DatabaseDamaged
 */
export function openDatabase(path: string, migrations: readonly Migration[]): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { timeout: busyLimitMs })
    const version = readVersion(database)
    if (version > migrations.length) throw new DatabaseNewer(path, version, migrations.length)
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON')
    for (let next = version; next < migrations.length; next++) migrate(database, next + 1, migrations[next])
    return database
  } catch (error) {
    database?.close()
    throw isDamaged(error) ? new DatabaseDamaged(path, { cause: error }) : error
  }
}

function migrate(database: DatabaseSync, version: number, migration: Migration | undefined): void {
  inTransaction(database, () => {
    migration?.(database)
    database.exec(`PRAGMA user_version = ${version}`)
  })
}

function readVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)
}

/** SQLITE_CORRUPT is 11, SQLITE_NOTADB is 26 (sqlite.org/rescode.html). */
function isDamaged(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && isDamageCode(error.errcode)
}

function isDamageCode(errcode: unknown): boolean {
  return typeof errcode === 'number' && [11, 26].includes(errcode & 0xff)
}
