import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { conflictAnswerSchema, type ConflictAnswer } from '../contract/conflicts.ts'
import { countSchema, timeMsSchema } from '../contract/numbers.ts'
import type { TransferId } from '../contract/transfers.ts'
import { inTransaction } from '../domain/in-transaction.ts'
import type { Target } from './transfer-plan.ts'

/** An entry that something is in the way of. */
export type HeldConflict = {
  readonly path: string // in the archive
  readonly localPath: string
  readonly sizeBytes: number
  readonly modifiedAtMs: number | null
}

/** What transfers ask the person, and what the person said. Survives restarts. */
export interface ConflictStore {
  /** Undefined while the person was not asked, or has not answered. */
  answer(id: TransferId): ConflictAnswer | undefined
  decide(id: TransferId, answer: ConflictAnswer): void
  /** A new plan found these, and no others. */
  replace(id: TransferId, conflicts: readonly HeldConflict[]): void
  /** Something has got in the way since. */
  add(id: TransferId, conflict: HeldConflict): void
  page(
    id: TransferId,
    page: { offset: number; limit: number },
  ): { readonly total: number; readonly sizeBytes: number; readonly conflicts: readonly HeldConflict[] }
}

export function conflictOf({ name: path, localPath, sizeBytes, modifiedAtMs }: Target): HeldConflict {
  return { path, localPath, sizeBytes, modifiedAtMs }
}

const answerSchema = z.object({ answer: conflictAnswerSchema }).optional()
const totalSchema = z.object({ total: countSchema, sizeBytes: countSchema })
const rowSchema = z
  .object({
    path: z.string(),
    local_path: z.string(),
    size_bytes: countSchema,
    modified_at_ms: timeMsSchema.nullable(),
  })
  .transform(({ path, local_path: localPath, size_bytes: sizeBytes, modified_at_ms: modifiedAtMs }) => {
    return { path, localPath, sizeBytes, modifiedAtMs }
  })

export function createConflictStore(database: DatabaseSync): ConflictStore {
  const answer = database.prepare('SELECT answer FROM transfer_answers WHERE transfer_id = ?')
  const decide = database.prepare('INSERT OR REPLACE INTO transfer_answers VALUES (?, ?)')
  const drop = database.prepare('DELETE FROM transfer_conflicts WHERE transfer_id = ?')
  const insert = database.prepare('INSERT OR REPLACE INTO transfer_conflicts VALUES (?, ?, ?, ?, ?)')
  const count = database.prepare(`
    SELECT count(*) AS total, coalesce(sum(size_bytes), 0) AS sizeBytes FROM transfer_conflicts WHERE transfer_id = ?`)
  const page = database.prepare(`
    SELECT path, local_path, size_bytes, modified_at_ms FROM transfer_conflicts WHERE transfer_id = ?
    ORDER BY path LIMIT ? OFFSET ?`)
  const add = (id: TransferId, { path, localPath, sizeBytes, modifiedAtMs }: HeldConflict): void => {
    insert.run(id, path, localPath, sizeBytes, modifiedAtMs)
  }
  return {
    answer: id => answerSchema.parse(answer.get(id))?.answer,
    decide(id, decided) {
      decide.run(id, decided)
    },
    replace: (id, conflicts) =>
      inTransaction(database, () => {
        drop.run(id)
        for (const conflict of conflicts) add(id, conflict)
      }),
    add,
    page: (id, { offset, limit }) => ({
      ...totalSchema.parse(count.get(id)),
      conflicts: page.all(id, limit, offset).map(row => rowSchema.parse(row)),
    }),
  }
}
