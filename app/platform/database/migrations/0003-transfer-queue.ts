import type { Migration } from '../database.ts'

/** Order and limits of transfers become the person's: the order begins as the one in which they were started. */
export const addPlacesAndLimits: Migration = database => {
  database.exec(`
    ALTER TABLE transfers ADD COLUMN place INTEGER NOT NULL DEFAULT 0; -- the smaller one goes first
    ALTER TABLE transfers ADD COLUMN limit_bytes_per_second INTEGER; -- null: none of its own
    UPDATE transfers SET place = sequence;
  `)
}
