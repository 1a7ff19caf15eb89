import type { Migration } from '../database.ts'

/** A checkpoint knows what storage said that the object sums up to: another one is another object, ETag or not. */
export const addObjectChecksum: Migration = database => {
  database.exec(`
    ALTER TABLE transfers ADD COLUMN object_checksum TEXT; -- JSON; null where storage told none
  `)
}
