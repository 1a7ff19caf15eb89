import { closeSync, futimesSync, mkdirSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { crc32, inflateRawSync } from 'node:zlib'
import { errnoOf } from './errno.ts'
import type {
  BatchedEntry,
  DiskTrouble,
  EntryOutcome,
  EntryToWrite,
  WorkerAnswer,
  WorkerRequest,
} from './extract-protocol.ts'
import { localHeaderBytes } from './local-header.ts'
import { unpackEntries } from './packed-entries.ts'
import { isTrouble, judgeDiskError, placeFile } from './place-in-worker.ts'

type Batch = Extract<WorkerRequest, { kind: 'batch' }>
type BatchEnded = Extract<WorkerAnswer, { kind: 'batch-ended' }>

/** Unpacks, verifies and writes every entry of a fetched batch, until the disk itself is in trouble. */
export function writeBatch({ job, bytes, entries, stagingFolder: sharedFolder }: Batch): BatchEnded {
  const stagingFolder = ownFolder(sharedFolder)
  if (typeof stagingFolder !== 'string')
    return { kind: 'batch-ended', job, ended: 0, others: new Map(), trouble: stagingFolder }
  const folders = new Set<string>()
  const others = new Map<number, EntryOutcome>()
  let ended = 0
  for (const entry of unpackEntries(entries)) {
    const judged = writeEntry(entry, { bytes, stagingFolder, folders })
    if (isTrouble(judged)) return { kind: 'batch-ended', job, ended, others, trouble: judged }
    if (judged.kind !== 'written') others.set(ended, judged)
    ended++
  }
  return { kind: 'batch-ended', job, ended, others, trouble: undefined }
}

/** Threads that create files in one folder wait for each other, so each has its own. */
function ownFolder(stagingFolder: string): string | DiskTrouble {
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

type Workplace = { readonly bytes: Uint8Array; readonly stagingFolder: string; readonly folders: Set<string> }

function writeEntry(entry: BatchedEntry, { bytes, stagingFolder, folders }: Workplace): EntryOutcome | DiskTrouble {
  const unpacked = unpack(entry, bytes)
  if (typeof unpacked === 'string') return { kind: 'damaged', reason: unpacked }
  const temporaryPath = join(stagingFolder, `${entry.index}.part`)
  try {
    writeWhole(temporaryPath, unpacked, entry.modifiedAtMs)
    makeParent(entry, folders)
    const outcome = placeFile(temporaryPath, entry)
    if (outcome.kind !== 'written') removeQuietly(temporaryPath)
    return outcome
  } catch (error) {
    removeQuietly(temporaryPath)
    return judgeDiskError(error)
  }
}

/** The entry's bytes, verified; or what is wrong with them. */
function unpack(entry: BatchedEntry, bytes: Uint8Array): Uint8Array | string {
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

/** Inflates at most the declared size: a bomb stops there. */
function inflate({ method, sizeBytes }: EntryToWrite, data: Uint8Array): Uint8Array | string {
  if (method === 0) return data
  const maxOutputLength = Math.max(sizeBytes, 1)
  try {
    return inflateRawSync(data, { chunkSize: Math.max(maxOutputLength, 64), maxOutputLength })
  } catch (error) {
    return `its data cannot be unpacked (${error instanceof Error ? error.message : String(error)})`
  }
}

function writeWhole(path: string, bytes: Uint8Array, modifiedAtMs: number | null): void {
  const file = openSync(path, 'w')
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done)
    if (modifiedAtMs !== null) futimesSync(file, modifiedAtMs / 1000, modifiedAtMs / 1000)
  } finally {
    closeSync(file)
  }
}

function makeParent({ path }: EntryToWrite, folders: Set<string>): void {
  const parent = dirname(path)
  if (folders.has(parent)) return
  mkdirSync(parent, { recursive: true })
  folders.add(parent)
}

/** A temporary file that cannot be removed now goes with its folder later. */
export function removeQuietly(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
  }
}
