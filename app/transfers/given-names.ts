import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { TransferId } from '../contract/transfers.ts'
import { inTransaction } from '../domain/in-transaction.ts'

/** Local paths that transfers were told for some of their entries, by path in the archive. Survives restarts. */
export interface GivenNames {
  /** Of a transfer that is on record already. */
  keep(id: TransferId, names: ReadonlyMap<string, string>): void
  read(id: TransferId): ReadonlyMap<string, string>
}

const rowSchema = z.object({ path: z.string(), local_path: z.string() })

export function createGivenNames(database: DatabaseSync): GivenNames {
  const add = database.prepare('INSERT OR REPLACE INTO transfer_given_names VALUES (?, ?, ?)')
  const all = database.prepare('SELECT path, local_path FROM transfer_given_names WHERE transfer_id = ?')
  return {
    keep: (id, names) =>
      inTransaction(database, () => {
        for (const [path, localPath] of names) add.run(id, path, localPath)
      }),
    read: id => {
      const rows = all.all(id).map(row => rowSchema.parse(row))
      return new Map(rows.map(row => [row.path, row.local_path]))
    },
  }
}
