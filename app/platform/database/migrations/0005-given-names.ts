import type { Migration } from '../database.ts'

/** Local names that a transfer was told when it was started, where those that its entries would get are not to be used. */
export const createGivenNames: Migration = database => {
  database.exec(`
    CREATE TABLE transfer_given_names (
      transfer_id TEXT NOT NULL REFERENCES transfers (id) ON DELETE CASCADE,
      path TEXT NOT NULL, -- in the archive
      local_path TEXT NOT NULL, -- relative to the destination
      PRIMARY KEY (transfer_id, path)
    ) STRICT, WITHOUT ROWID;
  `)
}
