import { failureOf } from '../domain/app-error.ts'
import type { TransferEvent } from '../domain/transfer/transfer-phase.ts'
import { makeFolders, stagingFolderOf } from './destination.ts'
import type { Extractor } from './extractor.ts'
import { setFolderTimes } from './folder-times.ts'
import type { ArchiveOpener, TransferDisk } from './ports.ts'
import { EntriesFailed } from './transfer-errors.ts'
import type { TransferOrder } from './transfer-record.ts'
import type { TransferWork } from './transfer-work.ts'

type SettlePorts = {
  readonly openArchive: ArchiveOpener
  readonly disk: TransferDisk
  readonly extractor: Extractor
  readonly signal: AbortSignal
}

/**
 * Does what is last, once all entries are on record: folders, their times, and temporary files away. Whoever is stopped
 * on the way fails with the signal's reason, and has it done by the next run.
 */
export async function settleTransfer(
  order: TransferOrder,
  { plan, session }: TransferWork,
  { openArchive, disk, extractor, signal }: SettlePorts,
): Promise<TransferEvent> {
  signal.throwIfAborted()
  // Last: folders that are not there yet are filled before they get their names, which costs less.
  const paths = plan.folders.map(({ path }) => path)
  await makeFolders(extractor, order.destination, paths)
  await setFolderTimes(disk, plan.folders)
  signal.throwIfAborted()
  const failed = session.failedEntries()
  const isAsking = plan.asking !== undefined && failed.inTheWay > 0
  // Its folder marks that it can be continued: what is there then need not be compared before the answer is carried out.
  if (!isAsking) await disk.remove(stagingFolderOf(order.destination, order.id))
  signal.throwIfAborted()
  const hasFailed = failed.damaged + failed.inTheWay + failed.refused > 0
  if (!hasFailed) openArchive.noteTaken?.(order.taskId, order.archive, plan.identity)
  return { type: 'settled', failure: hasFailed ? failureOf(new EntriesFailed(failed, isAsking)) : undefined }
}
