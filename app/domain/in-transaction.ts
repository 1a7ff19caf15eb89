/** What of an SQLite database a transaction takes. */
type Database = { exec(sql: string): void; readonly isTransaction: boolean }

/** Everything the work writes or, when it throws or the process dies on the way, nothing. */
export function inTransaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK') // where the disk is full, SQLite has done so already
    throw error
  }
}
