import type { Migration } from '../database.ts'

/** Archives on this disk that were opened: transfers name them by an id, and need their path after a restart. */
export const createLocalArchiveTable: Migration = database => {
  database.exec(`
    CREATE TABLE local_archives (
      id TEXT PRIMARY KEY, -- stands where the id of a task would
      path TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
  `)
}
