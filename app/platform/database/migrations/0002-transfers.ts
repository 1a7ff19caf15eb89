import type { Migration } from '../database.ts'

/** Transfers, what may be relied on after a crash, and what there is to tell about single entries. */
export const createTransferTables: Migration = database => {
  database.exec(`
    CREATE TABLE transfers (
      id TEXT PRIMARY KEY,
      sequence INTEGER NOT NULL UNIQUE, -- order in which they were started
      task_id TEXT NOT NULL,
      title TEXT NOT NULL,
      archive TEXT NOT NULL,
      kind TEXT NOT NULL,
      selection TEXT NOT NULL, -- JSON
      conflicts TEXT NOT NULL,
      destination TEXT NOT NULL,
      state TEXT NOT NULL,
      failure TEXT, -- JSON
      progress TEXT NOT NULL, -- JSON: counts and bytes, as last told
      created_at_ms INTEGER NOT NULL,
      finished_at_ms INTEGER,
      revision INTEGER NOT NULL,
      -- The object and the run of the operating system that the checkpoint below belongs to.
      object_bytes INTEGER,
      object_validator TEXT,
      boot_id TEXT
    ) STRICT;

    -- Entries that are verified and under their final names.
    CREATE TABLE transfer_entries (
      transfer_id TEXT NOT NULL REFERENCES transfers (id) ON DELETE CASCADE,
      entry_index INTEGER NOT NULL,
      local_path TEXT NOT NULL, -- relative to the destination
      PRIMARY KEY (transfer_id, entry_index)
    ) STRICT, WITHOUT ROWID;

    -- Bytes of large entries that are flushed, by position in the entry's data. Index -1 is the whole object.
    CREATE TABLE transfer_spools (
      transfer_id TEXT NOT NULL REFERENCES transfers (id) ON DELETE CASCADE,
      entry_index INTEGER NOT NULL,
      data_offset INTEGER NOT NULL, -- of the data's first byte in the object
      ranges TEXT NOT NULL, -- JSON: [[start, end], …]
      PRIMARY KEY (transfer_id, entry_index)
    ) STRICT, WITHOUT ROWID;

    -- Names chosen because the usual one was taken when the transfer was planned.
    CREATE TABLE transfer_renames (
      transfer_id TEXT NOT NULL REFERENCES transfers (id) ON DELETE CASCADE,
      path TEXT NOT NULL, -- in the archive
      local_path TEXT NOT NULL,
      PRIMARY KEY (transfer_id, path)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE transfer_notes (
      transfer_id TEXT NOT NULL REFERENCES transfers (id) ON DELETE CASCADE,
      path TEXT NOT NULL,
      kind TEXT NOT NULL,
      message TEXT NOT NULL,
      local_path TEXT,
      PRIMARY KEY (transfer_id, path, kind)
    ) STRICT, WITHOUT ROWID;
  `)
}
