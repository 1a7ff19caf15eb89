import type { Migration } from './database.ts'
import { createTaskTables } from './migrations/0001-tasks.ts'
import { createTransferTables } from './migrations/0002-transfers.ts'
import { addPlacesAndLimits } from './migrations/0003-transfer-queue.ts'
import { createLedgerTables } from './migrations/0004-ledger.ts'
import { createGivenNames } from './migrations/0005-given-names.ts'
import { thinCheckpoints } from './migrations/0006-checkpoints.ts'
import { createConflictTables } from './migrations/0007-conflicts.ts'
import { addObjectChecksum } from './migrations/0008-object-checksum.ts'
import { createNoticeTables } from './migrations/0009-notices.ts'
import { createLocalArchiveTable } from './migrations/0010-local-archives.ts'
import { addTransferGroups } from './migrations/0011-transfer-groups.ts'

/** Everything kept per account, in the order it came to be. Append only: a released migration never changes. */
export const accountMigrations: readonly Migration[] = [
  createTaskTables,
  createTransferTables,
  addPlacesAndLimits,
  createLedgerTables,
  createGivenNames,
  thinCheckpoints,
  createConflictTables,
  addObjectChecksum,
  createNoticeTables,
  createLocalArchiveTable,
  addTransferGroups,
]
