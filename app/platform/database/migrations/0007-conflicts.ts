import type { Migration } from '../database.ts'

/** What transfers that ask found in their way, and what the person decided about it. */
export const createConflictTables: Migration = database => {
  database.exec(`
    CREATE TABLE transfer_conflicts (
      transfer_id TEXT NOT NULL REFERENCES transfers (id) ON DELETE CASCADE,
      path TEXT NOT NULL, -- in the archive
      local_path TEXT NOT NULL, -- relative to the destination
      size_bytes INTEGER NOT NULL, -- of the entry, as its time
      modified_at_ms INTEGER,
      PRIMARY KEY (transfer_id, path)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE transfer_answers (
      transfer_id TEXT PRIMARY KEY REFERENCES transfers (id) ON DELETE CASCADE,
      answer TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `)
}
