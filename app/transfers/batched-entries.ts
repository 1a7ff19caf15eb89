import { join, sep } from 'node:path'
import type { ArchiveEntries } from '../domain/archive/archive-entries.ts'
import type { SharedIndex } from '../domain/archive/shared-index.ts'
import type { ByteRange } from '../domain/byte-range.ts'
import { createUsualPaths } from '../domain/transfer/local-names.ts'
import type { BatchedEntry } from './extract-protocol.ts'

/**
 * A batch as threads are told of it: its entries by their positions in an index that all threads share, and where they
 * go. To describe each of thousands in a message would take the main thread longer than to fetch them.
 */
export type PlacedBatch = ThreadTargets & {
  readonly positions: Uint32Array<ArrayBuffer>
  readonly range: ByteRange // of the batch, counted from the object's first byte
  readonly destination: string
}

/** Where targets are read, and what of them is not as usual. */
export type ThreadTargets = {
  readonly index: SharedIndex
  readonly rootFolder: string // taken off the front of entry names
  readonly unusualPaths: ReadonlyMap<number, string> // local ones, by position
  readonly replacing: ReadonlySet<number> // positions whose file may be overwritten
}

/** Reads single entries of an index that threads share. */
export type ReadIndex = (index: SharedIndex) => Pick<ArchiveEntries, 'entry'>

export function readBatchedEntries(batch: PlacedBatch, readIndex: ReadIndex): readonly BatchedEntry[] {
  const { positions, range, destination, index, rootFolder, unusualPaths, replacing } = batch
  const entries = readIndex(index)
  const usualPath = createUsualPaths(rootFolder)
  const folderOf = createFolders(destination)
  return Array.from(positions, (position): BatchedEntry => {
    const entry = entries.entry(position)
    const localPath = unusualPaths.get(position) ?? usualPath(entry.name)
    const slash = localPath.lastIndexOf('/')
    const folder = folderOf(localPath.slice(0, Math.max(slash, 0)))
    const name = localPath.slice(slash + 1)
    return {
      index: position,
      method: entry.method,
      compressedBytes: entry.compressedBytes,
      sizeBytes: entry.sizeBytes,
      crc32: entry.crc32,
      modifiedAtMs: entry.modifiedAtMs,
      localPath,
      folder,
      name,
      path: `${folder}${sep}${name}`,
      mayReplace: replacing.has(position),
      offset: entry.headerOffset - range.start,
      limit: Math.min(entry.endOffset, range.end) - range.start,
    }
  })
}

/** Remembers one, as neighbours in an archive mostly share it: joining paths takes longer than anything else here. */
function createFolders(destination: string): (localFolder: string) => string {
  let [lastLocal, last] = ['', destination]
  return localFolder => {
    if (localFolder !== lastLocal) [lastLocal, last] = [localFolder, join(destination, localFolder)]
    return last
  }
}
