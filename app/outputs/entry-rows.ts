import type { EntryRow } from '../contract/outputs.ts'
import { describeProblem } from '../domain/archive/entry-problem.ts'
import type { EntryReader } from './entry-columns.ts'
import type { Folder } from './entry-tree.ts'

export function fileRow(reader: EntryReader, index: number): EntryRow {
  const { name: path, kind, sizeBytes, compressedBytes, modifiedAtMs, problem } = reader.entry(index)
  const name = path.slice(path.lastIndexOf('/') + 1)
  const fetchBytes = reader.fetchBytes(index)
  return {
    ...{ path, name, kind, entryIndex: index, fileCount: 1, modifiedAtMs, problem },
    ...{ sizeBytes, compressedBytes, fetchBytes },
  }
}

export function folderRow(reader: EntryReader, folder: Folder): EntryRow {
  const { path, entryIndex, sizeBytes, compressedBytes, fetchBytes, fileCount } = folder
  const hasEntry = entryIndex >= 0
  const problem = hasEntry ? reader.problem(entryIndex) : null
  return {
    path,
    name: folderName(path),
    kind: 'folder',
    entryIndex: hasEntry ? entryIndex : null,
    sizeBytes,
    compressedBytes,
    fetchBytes,
    fileCount,
    modifiedAtMs: hasEntry ? reader.modifiedAtMs(entryIndex) : null,
    problem: problem === null ? null : describeProblem(problem),
  }
}

/** The last part of a folder's path. An absolute path begins with an empty part, shown as the slash it was. */
export function folderName(path: string): string {
  return path.slice(path.lastIndexOf('/', path.length - 2) + 1, -1) || '/'
}
