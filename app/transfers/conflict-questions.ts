import { join } from 'node:path'
import type { Conflict, ConflictAnswer } from '../contract/conflicts.ts'
import type { Transfer, TransferId } from '../contract/transfers.ts'
import type { ConflictStore } from './conflict-store.ts'
import type { TransferDisk } from './ports.ts'
import { TransferNotPossible } from './transfer-errors.ts'
import type { TransferQueue } from './transfer-queue.ts'

/** What transfers ask about files in their way. */
export interface ConflictQuestions {
  list(
    id: TransferId,
    page: { offset: number; limit: number },
  ): Promise<{ total: number; sizeBytes: number; conflicts: Conflict[] }>
  /** @throws TransferNotPossible where nothing is asked */
  decide(id: TransferId, answer: ConflictAnswer): Transfer
}

export function createConflictQuestions(ports: {
  readonly queue: TransferQueue
  readonly conflicts: ConflictStore
  readonly disk: Pick<TransferDisk, 'factsOf'>
}): ConflictQuestions {
  const { queue, conflicts, disk } = ports
  return {
    async list(id, page) {
      const { destination } = queue.record(id).order
      const { conflicts: held, ...sums } = conflicts.page(id, page)
      const listed = held.map(async ({ path, localPath, ...archived }): Promise<Conflict> => {
        const local = (await disk.factsOf(join(destination, localPath))) ?? null
        return { path, localPath, archived, local }
      })
      return { ...sums, conflicts: await Promise.all(listed) }
    },
    decide(id, answer) {
      const { phase } = queue.record(id)
      if (phase.kind !== 'failed' || phase.failure.code !== 'files-in-the-way') {
        throw new TransferNotPossible('This transfer asks nothing at the moment.')
      }
      conflicts.decide(id, answer)
      queue.dispatch(id, { type: 'retry' })
      return queue.view(id)
    },
  }
}
