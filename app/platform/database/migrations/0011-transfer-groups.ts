import type { Migration } from '../database.ts'

/** Transfers that were asked for together stay together in the list. Those of before stand by themselves. */
export const addTransferGroups: Migration = database => {
  database.exec(`
    ALTER TABLE transfers ADD COLUMN group_id TEXT; -- null: asked for by itself
    ALTER TABLE transfers ADD COLUMN group_folder TEXT; -- absolute: the folders of all of the group lie below it
  `)
}
