import type { Migration } from '../database.ts'

/** The mirror of the account's tasks. */
export const createTaskTables: Migration = database => {
  database.exec('SELECT 1')
}
