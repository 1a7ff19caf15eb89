import type { Migration } from '../database.ts'

/** Ends of tasks and transfers that are told, or will be. Written together with what they tell of. */
export const createNoticeTables: Migration = database => {
  database.exec(`
    CREATE TABLE notices (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      end_key TEXT NOT NULL UNIQUE, -- names the end: an end is told once
      at_ms INTEGER NOT NULL,
      is_failure INTEGER NOT NULL,
      is_read INTEGER NOT NULL DEFAULT 0,
      standing TEXT NOT NULL DEFAULT 'new', -- new: not raised yet. held: waits until it may be. told: done with
      about TEXT NOT NULL -- JSON
    ) STRICT;
    CREATE INDEX notices_to_tell ON notices (standing) WHERE standing <> 'told';
  `)
}
