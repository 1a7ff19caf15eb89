import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { ledgerMonthSchema, ledgerSumsSchema, type LedgerMonth } from '../contract/ledger.ts'
import { countSchema } from '../contract/numbers.ts'
import { archiveKindSchema } from '../contract/outputs.ts'
import { taskIdSchema } from '../contract/tasks.ts'
import { inTransaction } from '../domain/in-transaction.ts'
import { shareAvoided } from '../domain/ledger/share-avoided.ts'
import type { ArchiveName } from './ports.ts'

/** Where and when bytes are booked. */
export type Booking = ArchiveName & { readonly month: string; readonly priceUsd: number }
export type FetchedBytes = Booking & { readonly bytes: number }
export type TakenArchive = Booking & { readonly sizeBytes: number; readonly validator: string | null }

const taskRowSchema = ledgerSumsSchema.unwrap().extend({ taskId: taskIdSchema })
const lineSchema = z.object({
  month: z.string(),
  taskId: taskIdSchema,
  archive: archiveKindSchema,
  priceUsd: z.number(),
  fetchedBytes: countSchema,
  avoidedBytes: countSchema,
})
export type LedgerLine = z.infer<typeof lineSchema>

/** The ledger of an account, on disk. */
export interface LedgerStore {
  /** Puts all of it on record, or nothing. An archive that counts already counts no second time. */
  book(fetched: readonly FetchedBytes[], taken: readonly TakenArchive[]): void
  /** Newest first. */
  months(): LedgerMonth[]
  /** Those of which most was fetched first. */
  tasks(month: string | null, page: { offset: number; limit: number }): { total: number; rows: TaskRow[] }
  /** Every line, oldest month first. */
  lines(): LedgerLine[]
}
type TaskRow = z.infer<typeof taskRowSchema>

const sums = `
  sum(fetched_bytes) AS fetchedBytes, sum(avoided_bytes) AS avoidedBytes,
  total(fetched_bytes * price_usd) / 1e9 AS fetchedUsd,
  total(avoided_bytes * price_usd) / 1e9 AS avoidedUsd`

export function createLedgerStore(database: DatabaseSync): LedgerStore {
  const bookings = createBookings(database)
  const byMonth = database.prepare(`SELECT month, ${sums} FROM ledger_lines GROUP BY month ORDER BY month DESC`)
  const countTasks = database.prepare(
    'SELECT count(DISTINCT task_id) AS total FROM ledger_lines WHERE :month IS NULL OR month = :month',
  )
  const byTask = database.prepare(`
    SELECT task_id AS taskId, ${sums} FROM ledger_lines WHERE :month IS NULL OR month = :month
    GROUP BY task_id ORDER BY fetchedBytes DESC, avoidedBytes DESC, task_id LIMIT :limit OFFSET :offset`)
  const lines = database.prepare(`
    SELECT month, task_id AS taskId, archive, price_usd AS priceUsd,
      sum(fetched_bytes) AS fetchedBytes, sum(avoided_bytes) AS avoidedBytes
    FROM ledger_lines GROUP BY month, task_id, archive, price_usd ORDER BY month, task_id, archive, price_usd`)
  return {
    book: (fetched, taken) => inTransaction(database, () => bookings.book(fetched, taken)),
    months: () => byMonth.all().map(row => ledgerMonthSchema.parse(row)),
    tasks: (month, page) => ({
      total: z.object({ total: countSchema }).parse(countTasks.get({ month })).total,
      rows: byTask.all({ month, ...page }).map(row => taskRowSchema.parse(row)),
    }),
    lines: () => lines.all().map(row => lineSchema.parse(row)),
  }
}

function createBookings(database: DatabaseSync) {
  const addFetched = database.prepare(`
    INSERT INTO ledger_fetched (task_id, archive, month, price_usd, fetched_bytes) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET fetched_bytes = fetched_bytes + excluded.fetched_bytes`)
  const addTaken = database.prepare(`
    INSERT INTO ledger_archives (task_id, archive, month, price_usd, object_bytes, object_validator, avoided_bytes)
    VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING`)
  const versions = database.prepare(`
    SELECT sequence, object_bytes AS sizeBytes FROM ledger_archives WHERE task_id = ? AND archive = ? ORDER BY sequence`)
  const fetchedOf = database.prepare(
    'SELECT coalesce(sum(fetched_bytes), 0) AS bytes FROM ledger_fetched WHERE task_id = ? AND archive = ?',
  )
  const setAvoided = database.prepare('UPDATE ledger_archives SET avoided_bytes = ? WHERE sequence = ?')
  const versionsSchema = z.array(z.object({ sequence: z.int(), sizeBytes: countSchema }))

  const settleAvoided = ({ taskId, archive }: ArchiveName): void => {
    const known = versionsSchema.parse(versions.all(taskId, archive))
    if (known.length === 0) return
    const { bytes } = z.object({ bytes: countSchema }).parse(fetchedOf.get(taskId, archive))
    const avoided = shareAvoided(
      known.map(({ sizeBytes }) => sizeBytes),
      bytes,
    )
    for (const [at, { sequence }] of known.entries()) setAvoided.run(avoided[at] ?? 0, sequence)
  }
  return {
    book(fetched: readonly FetchedBytes[], taken: readonly TakenArchive[]): void {
      for (const { taskId, archive, month, priceUsd, bytes } of fetched)
        addFetched.run(taskId, archive, month, priceUsd, bytes)
      for (const { taskId, archive, month, priceUsd, sizeBytes, validator } of taken)
        addTaken.run(taskId, archive, month, priceUsd, sizeBytes, validator ?? '')
      const touched = new Map([...fetched, ...taken].map(name => [`${name.taskId}/${name.archive}`, name]))
      for (const name of touched.values()) settleAvoided(name)
    },
  }
}
