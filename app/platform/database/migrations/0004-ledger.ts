import type { Migration } from '../database.ts'

/** What was fetched of archives, and the archives that would have been fetched whole otherwise. */
export const createLedgerTables: Migration = database => {
  database.exec(`
    CREATE TABLE ledger_fetched (
      task_id TEXT NOT NULL,
      archive TEXT NOT NULL,
      month TEXT NOT NULL, -- "2026-11"
      price_usd REAL NOT NULL, -- per GB, as it was set when the bytes arrived
      fetched_bytes INTEGER NOT NULL,
      PRIMARY KEY (task_id, archive, month, price_usd)
    ) STRICT, WITHOUT ROWID;

    -- Each version of an archive that a download took what it wanted of: once, when the first one was done.
    CREATE TABLE ledger_archives (
      sequence INTEGER PRIMARY KEY,
      task_id TEXT NOT NULL,
      archive TEXT NOT NULL,
      object_bytes INTEGER NOT NULL,
      object_validator TEXT NOT NULL, -- empty where storage names none
      month TEXT NOT NULL,
      price_usd REAL NOT NULL,
      avoided_bytes INTEGER NOT NULL, -- follows from the sizes here and from what was fetched
      UNIQUE (task_id, archive, object_bytes, object_validator)
    ) STRICT;

    CREATE VIEW ledger_lines AS
      SELECT month, task_id, archive, price_usd, fetched_bytes, 0 AS avoided_bytes FROM ledger_fetched
      UNION ALL
      SELECT month, task_id, archive, price_usd, 0, avoided_bytes FROM ledger_archives;
  `)
}
