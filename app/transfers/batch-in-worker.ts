import { Buffer } from 'node:buffer'
import { closeSync, futimesSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { basename, join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { inflateRawSync } from 'node:zlib'
import { crc32 } from '@node-rs/crc32'
import { errnoOf } from './errno.ts'
import type {
  BatchedEntry,
  DiskTrouble,
  EntryOutcome,
  EntryToWrite,
  WorkerAnswer,
  WorkerRequest,
} from './extract-protocol.ts'
import { createFreshFolders, type FreshFolders, type OnOutcome, type StagedFolder } from './folders-in-worker.ts'
import { localHeaderBytes } from './local-header.ts'
import { unpackEntries, type PackedEntries } from './packed-entries.ts'
import { isTrouble, judgeDiskError, placeInFolder, removeQuietly } from './place-in-worker.ts'

/** Memory of a pool is shared, and cannot be given back piece by piece. */
Buffer.poolSize = 0

type Batch = Extract<WorkerRequest, { kind: 'batch' }>
type Bytes = Uint8Array<ArrayBuffer>
type BatchEnded = Extract<WorkerAnswer, { kind: 'batch-ended' }>

/** Unpacks, verifies and writes every entry of a fetched batch, until the disk itself is in trouble. */
export function writeBatch(batch: Batch): BatchEnded {
  const outcomes: (EntryOutcome | undefined)[] = Array.from({ length: batch.entries.count }, () => undefined)
  const trouble = writeEntries(batch, (place, outcome) => (outcomes[place] = outcome))
  release(batch.bytes)
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
  for (const entry of unpackEntries(entries)) {
    const judged = writeEntry(entry, place, workplace)
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

function writeEntry(entry: BatchedEntry, place: number, workplace: Workplace): EntryOutcome | DiskTrouble | 'staged' {
  const unpacked = unpack(entry, workplace.bytes)
  if (typeof unpacked === 'string') return { kind: 'damaged', reason: unpacked }
  try {
    const folder = workplace.fresh.folderOf(entry)
    if (!folder) return writeAlone(entry, unpacked, workplace)
    writeStaged(folder, entry, unpacked)
    folder.files.push({ place, entry })
    return 'staged'
  } catch (error) {
    return judgeDiskError(error)
  } finally {
    if (unpacked.buffer !== workplace.bytes.buffer) release(unpacked)
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

/** Gives memory back at once: left to the garbage collector, some 70 MiB pile up in each thread before it looks. */
function release({ buffer }: Bytes): void {
  buffer.transfer(0)
}

/** The entry's bytes, verified; or what is wrong with them. */
function unpack(entry: BatchedEntry, bytes: Bytes): Bytes | string {
  const headerBytes = localHeaderBytes(bytes, entry.offset)
  if (headerBytes === undefined) return 'there is no entry where the directory says'
  const start = entry.offset + headerBytes
  const end = start + entry.compressedBytes
  if (end > entry.limit) return 'its data reaches into the next entry'
  const unpacked = inflate(entry, bytes.subarray(start, end))
  if (typeof unpacked === 'string') return unpacked
  if (unpacked.length !== entry.sizeBytes) return `it has ${unpacked.length} bytes instead of ${entry.sizeBytes}`
  return crc32(unpacked) === entry.crc32 ? unpacked : 'its checksum is wrong'
}

/**
 * Inflates at most the declared size: a bomb stops there. The room is a byte larger: were it filled to the end, zlib
 * would ask for as much again.
 */
function inflate({ method, sizeBytes }: EntryToWrite, data: Bytes): Bytes | string {
  if (method === 0) return data
  const maxOutputLength = Math.max(sizeBytes, 1)
  try {
    return inflateRawSync(data, { chunkSize: Math.max(sizeBytes + 1, 64), maxOutputLength })
  } catch (error) {
    return `its data cannot be unpacked (${error instanceof Error ? error.message : String(error)})`
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
