import type { Migration } from '../database.ts'

/** The order of the queue becomes the person's: it begins as the order in which transfers were started. */
export const addTransferPlaces: Migration = database => {
  database.exec(`
    ALTER TABLE transfers ADD COLUMN place INTEGER NOT NULL DEFAULT 0; -- the smaller one goes first
    UPDATE transfers SET place = sequence;
  `)
}
