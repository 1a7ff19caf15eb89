import { closeSync, futimesSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { basename, join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { errnoOf } from './errno.ts'
import type { BatchedEntry, DiskTrouble, EntryOutcome, WorkerAnswer, WorkerRequest } from './extract-protocol.ts'
import { createFreshFolders, type FreshFolders, type OnOutcome, type StagedFolder } from './folders-in-worker.ts'
import { unpackEntries, type PackedEntries } from './packed-entries.ts'
import { isTrouble, judgeDiskError, placeInFolder, removeQuietly } from './place-in-worker.ts'
import { unpackBatch, type UnpackedEntry } from './unpack-in-worker.ts'

type Batch = Extract<WorkerRequest, { kind: 'batch' }>
type Bytes = Uint8Array<ArrayBuffer>
type BatchEnded = Extract<WorkerAnswer, { kind: 'batch-ended' }>

/** Unpacks, verifies and writes every entry of a fetched batch, until the disk itself is in trouble. */
export function writeBatch(batch: Batch): BatchEnded {
  const outcomes: (EntryOutcome | undefined)[] = Array.from({ length: batch.entries.count }, () => undefined)
  const trouble = writeEntries(batch, (place, outcome) => (outcomes[place] = outcome))
  batch.bytes.buffer.transfer(0) // at once: the garbage collector would come to it late
  const others = new Map<number, EntryOutcome>()
  const left: number[] = []
  for (const [place, outcome] of outcomes.entries()) {
    if (!outcome) left.push(place)
    else if (outcome.kind !== 'written') others.set(place, outcome)
  }
  return { kind: 'batch-ended', job: batch.job, others, left, trouble }
}

/** Also what was complete when trouble struck gets its name: it is not fetched again. */
function writeEntries({ bytes, entries, stagingFolder }: Batch, onOutcome: OnOutcome): DiskTrouble | undefined {
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

function writeUntilTrouble(entries: PackedEntries, workplace: Workplace): DiskTrouble | undefined {
  let place = 0
  for (const unpacked of unpackBatch(unpackEntries(entries), workplace.bytes)) {
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
  const path = join(folder.path, basename(entry.path))
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
