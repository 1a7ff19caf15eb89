import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Selection } from '../contract/outputs.ts'
import type { ArchiveEntries } from '../domain/archive/archive-entries.ts'
import { createLocalNames, createUsualPaths } from '../domain/transfer/local-names.ts'
import type { CompareAmounts } from './compare-protocol.ts'
import { startCompareThreads, type CompareThreads, type SpawnCompareWorker } from './compare-threads.ts'
import type { SurveyedFile } from './extract-protocol.ts'
import { createFolderFindings, type FolderFindings } from './findings.ts'
import { placeFolders } from './place-folders.ts'
import { selectFolders } from './prepare-files.ts'

/** Entries handed to a thread at once: so many, or so many bytes to read. */
const sliceEntries = 1_000
/** Entries looked at before other work of the main thread gets its turn. */
const breatheEntries = 200
const sliceBytes = 256 * 1024 * 1024
/** Slices that threads work on while the next ones are named. */
const slicesAhead = 4
/** Reading a disk is what takes time; more threads would only make it seek. */
const threadCount = 2

export type CompareFolderRequest = {
  readonly entries: ArchiveEntries
  readonly selection: Selection
  readonly rootFolder: string
  readonly destination: string
  /** Local paths of entries that have another than their usual one, by path in the archive. */
  readonly names: ReadonlyMap<string, string>
  readonly signal: AbortSignal
  readonly onProgress: (progress: CompareProgress) => void
}

export type CompareProgress = {
  readonly checkedFiles: number
  readonly totalFiles: number
  readonly checkedBytes: number
  readonly totalBytes: number
}

export type FolderComparison = {
  readonly files: number // that were looked for: what the selection takes, but for refused entries
  readonly same: number
  readonly refused: readonly number[] // entries that can never be on a disk
  readonly findings: FolderFindings
}

/**
 * Holds the files of a folder against the entries a selection takes, by size and CRC-32, and names files that no entry of
 * the whole archive accounts for. Writes nothing, fetches nothing. Every byte of files with the right size is read.
 *
 * @throws the signal's reason on abort, at once
 */
export async function compareFolder(
  request: CompareFolderRequest,
  spawn: SpawnCompareWorker,
): Promise<FolderComparison> {
  const { signal, entries, selection } = request
  signal.throwIfAborted()
  const meter = createMeter(request.onProgress)
  const threads = startCompareThreads(spawn, { threads: threadCount, onAmounts: amounts => meter.add(amounts) })
  const abort = () => void threads.end(signal.reason as Error)
  signal.addEventListener('abort', abort, { once: true })
  try {
    const present = new Set<string>()
    const walk = threads.walk(request.destination, paths => {
      for (const path of paths) present.add(path.normalize('NFC'))
    })
    walk.catch(() => undefined) // heard of below
    const { wanted, refused, sizeBytes } = await splitSelected(entries, await entries.select(selection), signal)
    meter.expect(wanted.length, sizeBytes)
    const compared = await compareEntries(request, wanted, threads)
    await walk
    await addExtras(request, present, compared)
    return { files: wanted.length, same: compared.same, refused, findings: compared.findings }
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
    await threads.end()
  }
}

async function splitSelected(entries: ArchiveEntries, indexes: readonly number[], signal: AbortSignal) {
  const [wanted, refused]: [number[], number[]] = [[], []]
  let sizeBytes = 0
  for (const [place, index] of indexes.entries()) {
    if (place % breatheEntries === 0) await breathe(undefined, { signal })
    const entry = entries.entry(index)
    if (entry.problem === null) {
      wanted.push(index)
      sizeBytes += entry.sizeBytes
    } else refused.push(index)
  }
  return { wanted, refused, sizeBytes }
}

type Compared = {
  same: number
  readonly findings: FolderFindings
  readonly unusualPaths: string[] // which no other entry may claim either
}
type Named = { readonly index: number; readonly localPath: string }
type Slice = { readonly named: readonly Named[]; readonly found: ReturnType<CompareThreads['compare']> }

async function compareEntries(
  request: CompareFolderRequest,
  indexes: readonly number[],
  threads: CompareThreads,
): Promise<Compared> {
  const { entries, rootFolder, destination, selection, signal } = request
  const names = createLocalNames(rootFolder)
  placeFolders({ entries, rootFolder, folderIndexes: await selectFolders(entries, selection, signal) }, names)
  const usualPath = createUsualPaths(rootFolder)
  const compared: Compared = { same: 0, findings: createFolderFindings(entries, rootFolder), unusualPaths: [] }
  const ahead: Slice[] = []
  let files: SurveyedFile[] = []
  let [named, bytes]: [Named[], number] = [[], 0]
  const takeNext = async (): Promise<void> => {
    const slice = ahead.shift()
    if (slice) record(compared, slice, await slice.found)
  }
  const handOver = (): void => {
    const found = threads.compare(files)
    found.catch(() => undefined) // should it fail before its turn, it is heard of then
    ahead.push({ named, found })
    ;[files, named, bytes] = [[], [], 0]
  }
  for (const [place, index] of indexes.entries()) {
    if (place % breatheEntries === 0) await breathe(undefined, { signal })
    const { name, sizeBytes, crc32 } = entries.entry(index)
    const usual = names.placeFile(name) // claimed even where the file got another one
    const localPath = request.names.get(name) ?? usual
    if (localPath !== usualPath(name)) compared.unusualPaths.push(localPath)
    named.push({ index, localPath })
    files.push({ index, path: join(destination, localPath), sizeBytes, crc32 })
    bytes += sizeBytes
    if (files.length < sliceEntries && bytes < sliceBytes) continue
    handOver()
    if (ahead.length >= slicesAhead) await takeNext()
  }
  handOver()
  while (ahead.length > 0) await takeNext()
  return compared
}

function record(compared: Compared, { named }: Slice, found: Awaited<Slice['found']>): void {
  compared.same += named.length - found.length
  if (found.length === 0) return
  const localPaths = new Map(named.map(({ index, localPath }) => [index, localPath]))
  for (const { index, difference } of found) compared.findings.add(difference, index, localPaths.get(index) ?? '')
}

/** Files of entries that were not selected are no strangers: another download may have brought them. */
async function addExtras(
  { entries, rootFolder, names, signal }: CompareFolderRequest,
  present: Set<string>,
  { findings, unusualPaths }: Compared,
): Promise<void> {
  const usualPath = createUsualPaths(rootFolder)
  for (const path of unusualPaths) present.delete(path.normalize('NFC'))
  const numbered = Map.groupBy([...present].filter(isNumbered), path => fold(withoutNumbers(path)))
  for (let index = 0; index < entries.count && present.size > 0; index++) {
    if (index % breatheEntries === 0) await breathe(undefined, { signal })
    const { name, kind } = entries.entry(index)
    if (kind === 'folder' || names.has(name)) continue // whose file is somewhere else
    const usual = usualPath(name)
    present.delete(usual.normalize('NFC'))
    if (numbered.size > 0) for (const path of numbered.get(fold(usual)) ?? []) present.delete(path)
  }
  for (const path of [...present].sort()) findings.addExtra(path)
}

/** Of two entries whose names only differ in case, the later one has a number in its name, if both were taken. */
const number = /%\(\d+\)/g
const isNumbered = (path: string): boolean => path.includes('%(')
const withoutNumbers = (path: string): string => path.replace(number, '')
const fold = (path: string): string => path.normalize('NFC').toLowerCase()

function createMeter(onProgress: (progress: CompareProgress) => void) {
  let [checkedFiles, totalFiles, checkedBytes, totalBytes] = [0, 0, 0, 0]
  const tell = () => onProgress({ checkedFiles, totalFiles, checkedBytes, totalBytes })
  return {
    expect(files: number, bytes: number): void {
      ;[totalFiles, totalBytes] = [files, bytes]
      tell()
    },
    add({ files, bytes }: CompareAmounts): void {
      checkedFiles += files
      checkedBytes += bytes
      tell()
    },
  }
}
