import type { Migration } from '../database.ts'

/** Transfers and their checkpoints. */
export const createTransferTables: Migration = database => {
  database.exec('SELECT 1')
}
