import { closeSync, futimesSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join, sep } from 'node:path'
import { threadId } from 'node:worker_threads'
import { readBatchedEntries, type ReadIndex } from './batched-entries.ts'
import { recordDone } from './done-record.ts'
import { errnoOf } from './errno.ts'
import type {
  BatchedEntry,
  BatchEnd,
  DiskTrouble,
  EntryOutcome,
  WorkerRequest,
  WrittenEntries,
} from './extract-protocol.ts'
import { createFreshFolders, type FreshFolders, type OnOutcome, type StagedFolder } from './folders-in-worker.ts'
import { isTrouble, judgeDiskError, placeInFolder, removeQuietly } from './place-in-worker.ts'
import { unpackBatch, type UnpackedEntry } from './unpack-in-worker.ts'

type Batch = Extract<WorkerRequest, { kind: 'batch' }>
type Bytes = Uint8Array<ArrayBuffer>

/** Unpacks, verifies and writes every entry of a fetched batch, until the disk itself is in trouble. */
export function writeBatch({ bytes, entries: batched, stagingFolder }: Batch, readIndex: ReadIndex): BatchEnd {
  const entries = readBatchedEntries(batched, readIndex)
  const outcomes: (EntryOutcome | undefined)[] = entries.map(() => undefined)
  const onOutcome: OnOutcome = (place, outcome) => (outcomes[place] = outcome)
  const trouble = writeEntries({ bytes, entries, stagingFolder }, onOutcome)
  bytes.buffer.transfer(0) // at once: the garbage collector would come to it late
  const others = new Map<number, EntryOutcome>()
  const left: number[] = []
  const written: BatchedEntry[] = []
  for (const [place, entry] of entries.entries()) {
    const outcome = outcomes[place]
    if (!outcome) left.push(place)
    else if (outcome.kind === 'written') written.push(entry)
    else others.set(place, outcome)
  }
  return { written: sumUp(written), others, left, trouble }
}

function sumUp(written: readonly BatchedEntry[]): WrittenEntries {
  const bytes = written.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return { count: written.length, bytes, record: recordDone(written) }
}

type LocatedBatch = Pick<Batch, 'bytes' | 'stagingFolder'> & { readonly entries: readonly BatchedEntry[] }

/** Also what was complete when trouble struck gets its name: it is not fetched again. */
function writeEntries({ bytes, entries, stagingFolder }: LocatedBatch, onOutcome: OnOutcome): DiskTrouble | undefined {
  const ownFolder = makeOwnFolder(stagingFolder)
  if (typeof ownFolder !== 'string') return ownFolder
  const fresh = createFreshFolders(ownFolder)
  const trouble = writeUntilTrouble(entries, { bytes, ownFolder, fresh, made: new Set(), onOutcome })
  const placingTrouble = fresh.placeAll(onOutcome)
  return trouble ?? placingTrouble
}

type Workplace = {
  readonly bytes: Bytes
  readonly ownFolder: string
  readonly fresh: FreshFolders
  readonly made: Set<string>
  readonly onOutcome: OnOutcome
}

function writeUntilTrouble(entries: readonly BatchedEntry[], workplace: Workplace): DiskTrouble | undefined {
  let place = 0
  for (const unpacked of unpackBatch(entries, workplace.bytes)) {
    const judged = writeEntry(unpacked, place, workplace)
    if (judged !== 'staged') {
      if (isTrouble(judged)) return judged
      workplace.onOutcome(place, judged)
    }
    place++
  }
  return undefined
}

/** Threads that create files in one folder wait for each other, so each has its own. */
function makeOwnFolder(stagingFolder: string): string | DiskTrouble {
  const folder = join(stagingFolder, `thread-${threadId}`)
  try {
    mkdirSync(folder)
  } catch (error) {
    const code = errnoOf(error)
    if (code === undefined) throw error
    if (code !== 'EEXIST') return { code, message: error instanceof Error ? error.message : code }
  }
  return folder
}

function writeEntry(
  { entry, content }: UnpackedEntry,
  place: number,
  workplace: Workplace,
): EntryOutcome | DiskTrouble | 'staged' {
  if (typeof content === 'string') return { kind: 'damaged', reason: content }
  try {
    const folder = workplace.fresh.folderOf(entry)
    if (!folder) return writeAlone(entry, content, workplace)
    writeStaged(folder, entry, content)
    folder.files.push({ place, entry })
    return 'staged'
  } catch (error) {
    return judgeDiskError(error)
  }
}

function writeAlone(entry: BatchedEntry, unpacked: Uint8Array, { ownFolder, made }: Workplace) {
  const temporaryPath = join(ownFolder, `${entry.index}.part`)
  try {
    writeWhole(temporaryPath, 'w', unpacked, entry.modifiedAtMs)
  } catch (error) {
    removeQuietly(temporaryPath)
    throw error
  }
  return placeInFolder(temporaryPath, entry, made)
}

function writeStaged(folder: StagedFolder, entry: BatchedEntry, unpacked: Uint8Array): void {
  const path = `${folder.path}${sep}${entry.name}`
  try {
    writeWhole(path, 'wx', unpacked, entry.modifiedAtMs)
  } catch (error) {
    const isAnothers = errnoOf(error) === 'EEXIST'
    if (!isAnothers && !removeQuietly(path)) folder.isSpoiled = true
    throw error
  }
}

function writeWhole(path: string, flags: 'w' | 'wx', bytes: Uint8Array, modifiedAtMs: number | null): void {
  const file = openSync(path, flags)
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done)
    if (modifiedAtMs !== null) futimesSync(file, modifiedAtMs / 1000, modifiedAtMs / 1000)
  } finally {
    closeSync(file)
  }
}
