import type { Migration } from '../database.ts'

/**
 * Done entries take a row for all that one commit brings instead of one each: a transfer has up to a million of them.
 * Of large entries it is told apart what is written and what of it is flushed; until now all on record was both.
 */
export const thinCheckpoints: Migration = database => {
  database.exec(`
    -- Entries that are verified and under their final names. Where one is in several parts, the last one counts.
    CREATE TABLE transfer_done (
      part INTEGER PRIMARY KEY,
      transfer_id TEXT NOT NULL REFERENCES transfers (id) ON DELETE CASCADE,
      entries TEXT NOT NULL -- JSON: [entry index, path relative to the destination, next entry index, …]
    ) STRICT;
    CREATE INDEX transfer_done_of ON transfer_done (transfer_id);
    INSERT INTO transfer_done (transfer_id, entries)
      SELECT transfer_id, '[' || group_concat(entry_index || ',' || json_quote(local_path)) || ']'
      FROM transfer_entries GROUP BY transfer_id, entry_index / 10000;
    DROP TABLE transfer_entries;

    ALTER TABLE transfer_spools RENAME COLUMN ranges TO written; -- holds as long as the system runs
    ALTER TABLE transfer_spools ADD COLUMN flushed TEXT NOT NULL DEFAULT '[]'; -- holds always
    UPDATE transfer_spools SET flushed = written;
  `)
}
