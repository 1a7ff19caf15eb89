import type { DatabaseSync } from 'node:sqlite'

/** Everything the work writes or, when it throws or the process dies on the way, nothing. */
export function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    work()
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK') // where the disk is full, SQLite has done so already
    throw error
  }
}
