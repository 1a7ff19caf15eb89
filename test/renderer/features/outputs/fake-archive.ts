import { archiveIdSchema, type ArchiveSummary, type EntryRow } from '../../../../app/contract/outputs.ts'
import { taskIdSchema } from '../../../../app/contract/tasks.ts'
import type { FakeAnswers } from '../../../fakes/fake-transport.ts'

export const taskId = taskIdSchema.parse('task-1')
export const archiveId = archiveIdSchema.parse('archive-1')

export const summary: ArchiveSummary = {
  id: archiveId,
  taskId,
  kind: 'output',
  rootFolder: '',
  archiveBytes: 30_100_000_000,
  fileCount: 151_512,
  folderCount: 900,
  unpackedBytes: 90_000_000_000,
  compressedBytes: 30_000_000_000,
  fetchBytes: 30_040_000_000,
  isZip64: true,
  refusedEntries: 0,
  indexBytesFetched: 1_200_000,
  indexRequests: 3,
  isIndexFromCache: false,
  isLocal: false,
}

export function file(path: string, change: Partial<EntryRow> = {}): EntryRow {
  return {
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    kind: 'file',
    entryIndex: 7,
    sizeBytes: 2000,
    compressedBytes: 1000,
    fetchBytes: 1100,
    fileCount: 1,
    modifiedAtMs: null,
    problem: null,
    ...change,
  }
}

export function folder(path: string, fileCount: number): EntryRow {
  const name = path.split('/').at(-2) ?? ''
  return { ...file(path), name, kind: 'folder', entryIndex: null, fileCount, sizeBytes: 2000 * fileCount }
}

/** Globs of the form "*x", as far as tests need them. */
const endsLike = ({ path }: EntryRow, glob: string) => path.endsWith(glob.slice(1))

/** Answers for an archive of the given folders. */
export function archiveAnswers(folders: Readonly<Record<string, readonly EntryRow[]>>): FakeAnswers {
  const window = (rows: readonly EntryRow[], { offset, limit }: { offset: number; limit: number }) => ({
    total: rows.length,
    rows: rows.slice(offset, offset + limit),
  })
  const sumOf = (rows: readonly EntryRow[]) => rows.reduce((sum, { fetchBytes }) => sum + fetchBytes, 0)
  return {
    openArchive: () => ({ state: 'open', archive: summary }),
    closeArchive: () => ({}),
    listEntries: input => window(folders[input.folder] ?? [], input),
    searchEntries(input) {
      const rows = Object.values(folders)
        .flat()
        .filter(row => row.path.includes(input.text))
      return { ...window(rows, input), totalBytes: 2000 * rows.length, totalFetchBytes: sumOf(rows) }
    },
    sumSelection: ({ selection }) => ({
      fileCount: selection.globs?.includes('*.zzz') ? 0 : 38,
      unpackedBytes: 428_000_000,
      compressedBytes: selection.include.length === 0 && !selection.globs ? 0 : 214_000_000,
      fetchBytes: selection.include.length === 0 && !selection.globs ? 0 : 215_000_000,
      refusedEntries: 0,
    }),
    countGlobHits: ({ globs, paths }) => ({
      counts: paths.map(
        path =>
          Object.values(folders)
            .flat()
            .filter(row => row.kind === 'file' && row.path.startsWith(path) && globs.some(glob => endsLike(row, glob)))
            .length,
      ),
    }),
    readEntryText: () => ({
      text: 'Time = 1\nsmoothSolver: residual = 0.01\nTime = 2\n',
      encoding: 'utf-8',
      isComplete: true,
      isVerified: true,
      bytesFetched: 1000,
    }),
  }
}
