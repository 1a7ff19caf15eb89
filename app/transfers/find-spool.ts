import { coveredBytes } from '../domain/transfer/range-set.ts'
import type { SpoolCheckpoint } from './checkpoint-store.ts'
import type { TransferDisk } from './ports.ts'

/** A spool that is on record and on the disk, with the room it takes there already. */
export type FoundSpool = { readonly spool: SpoolCheckpoint; readonly takenBytes: number }

/**
 * Undefined where nothing is on record, or where the file does not reach as far as the record says. The file's size
 * proves nothing beyond that: it may have had its final one before its first byte. What is in it, the record tells.
 */
export async function findSpool(
  disk: TransferDisk,
  path: string,
  spool: SpoolCheckpoint | undefined,
): Promise<FoundSpool | undefined> {
  const size = spool && (await disk.sizeOf(path))
  if (!spool || size === undefined || size < (spool.ranges.at(-1)?.end ?? 0)) return undefined
  // Where the whole size was set aside, more room is taken than was written; where files are compressed, less.
  return { spool, takenBytes: Math.max(coveredBytes(spool.ranges), await disk.takenBytes(path)) }
}
