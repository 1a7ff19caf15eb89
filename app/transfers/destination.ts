import { isAbsolute, join } from 'node:path'
import type { TransferId } from '../contract/transfers.ts'
import type { TransferDisk } from './ports.ts'
import { DestinationNotAFolder, DestinationNotWritable } from './transfer-errors.ts'
import { diskFailure, toDiskFailure } from './disk-failure.ts'
import type { Extractor } from './extractor.ts'

/** Holds everything unfinished of one transfer, on the same disk as its files, so that it can be removed in one go. */
export function stagingFolderOf(destination: string, id: TransferId): string {
  return join(destination, `.inductiva-${id.slice(0, 8)}.part`)
}

/**
 * Says why nothing can be written there, touching nothing.
 *
 * @throws DestinationNotAFolder, DestinationNotWritable
 */
export async function checkDestination(disk: TransferDisk, destination: string): Promise<void> {
  if (!isAbsolute(destination)) throw new DestinationNotAFolder(destination, 'relative')
  if ((await disk.lookUp(destination)) === 'file') throw new DestinationNotAFolder(destination, 'file')
  if (!(await disk.isWritable(destination))) throw new DestinationNotWritable(destination)
}

/** Creates a folder for files of a transfer. */
export async function makeDestination(disk: TransferDisk, destination: string, folder: string): Promise<void> {
  await checkDestination(disk, destination)
  try {
    await disk.makeFolder(folder)
  } catch (error) {
    if (isFileInPath(error)) throw new DestinationNotAFolder(destination, 'file')
    throw toDiskFailure(error, destination, 0)
  }
}

/** Creates folders that are to be there even if empty. One whose name is taken by a file is left out. */
export async function makeFolders(
  extractor: Extractor,
  destination: string,
  folders: readonly string[],
): Promise<void> {
  const trouble = folders.length > 0 ? await extractor.makeFolders(folders) : undefined
  if (trouble) throw diskFailure(trouble.code, trouble.message, { destination, neededBytes: 0 })
}

function isFileInPath(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTDIR' || error.code === 'EEXIST')
}
