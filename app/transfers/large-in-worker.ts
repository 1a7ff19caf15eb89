import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInflateRaw, type InflateRaw } from 'node:zlib'
import { crc32 } from '@node-rs/crc32'
import type { EntryOutcome, LargeEnd, LargeEntry } from './extract-protocol.ts'
import { isTrouble, judgeDiskError, placeFile, removeQuietly } from './place-in-worker.ts'
import { releaseMemory } from './release-memory.ts'
import { createUnpackedFile, sealFile } from './unpacked-file-in-worker.ts'
import { startStorageSum } from './storage-sum.ts'

const readBytes = 1024 * 1024
const inflateChunkBytes = 1024 * 1024
const reportEveryBytes = 8 * 1024 * 1024

/** One large entry at work: its bytes are still arriving in the spool while the first ones are unpacked here. */
export interface LargeJob {
  /** So many bytes from the start are in the spool without a gap. */
  grow(availableBytes: number): void
  /** Ends as `aborted`, unless it has ended already. The spool stays. */
  abort(): void
  readonly end: Promise<LargeEnd>
}

export function startLarge(entry: LargeEntry, onProgress: (writtenBytes: number) => void): LargeJob {
  const aborter = new AbortController()
  const growth = new EventTarget()
  const supply = { availableBytes: 0, growth, signal: aborter.signal }
  return {
    grow(availableBytes) {
      supply.availableBytes = Math.max(supply.availableBytes, availableBytes)
      growth.dispatchEvent(new Event('grown'))
    },
    abort: () => aborter.abort(),
    end: unpackLarge(entry, supply, onProgress),
  }
}

type Supply = { availableBytes: number; readonly growth: EventTarget; readonly signal: AbortSignal }

async function unpackLarge(entry: LargeEntry, supply: Supply, report: (bytes: number) => void): Promise<LargeEnd> {
  const isInflated = entry.spoolPath !== entry.unpackPath
  try {
    const outcome = await unpackAndPlace(entry, supply, report)
    if (isInflated && outcome.kind === 'written') removeQuietly(entry.spoolPath)
    if (isInflated && outcome.kind !== 'written') removeQuietly(entry.unpackPath)
    return { kind: 'ended', outcome }
  } catch (error) {
    if (isInflated) removeQuietly(entry.unpackPath) // made anew from the spool; its room is needed
    if (supply.signal.aborted) return { kind: 'aborted' }
    const judged = judgeDiskError(error)
    return isTrouble(judged) ? { kind: 'trouble', trouble: judged } : { kind: 'ended', outcome: judged }
  }
}

async function unpackAndPlace(
  entry: LargeEntry,
  supply: Supply,
  report: (bytes: number) => void,
): Promise<EntryOutcome> {
  const reason = await unpackAndVerify(entry, supply, report)
  if (reason !== undefined) return { kind: 'damaged', reason }
  mkdirSync(dirname(entry.path), { recursive: true })
  return placeFile(entry.unpackPath, entry)
}

/** Undefined when all is well; otherwise what is wrong with the data. */
async function unpackAndVerify(
  entry: LargeEntry,
  supply: Supply,
  report: (bytes: number) => void,
): Promise<string | undefined> {
  const tally = { bytes: 0, crc: 0, reported: 0 }
  const storageSum = entry.storageChecksum && startStorageSum(entry.storageChecksum)
  const target = entry.method === 0 ? undefined : createUnpackedFile(entry.unpackPath)
  const take = (chunk: Uint8Array): void => {
    tally.bytes += chunk.length
    if (tally.bytes > entry.sizeBytes) throw new DataDamaged(`it has more than the ${entry.sizeBytes} bytes it should`)
    if (entry.crc32 !== undefined) tally.crc = crc32(chunk, tally.crc)
    storageSum?.add(chunk)
    target?.write(chunk)
    if (tally.bytes - tally.reported < reportEveryBytes) return
    tally.reported = tally.bytes
    report(tally.bytes)
  }
  try {
    await consume(entry, supply, take)
  } catch (error) {
    if (error instanceof DataDamaged || isZlibError(error)) return error.message
    throw error
  } finally {
    await target?.close()
  }
  if (tally.bytes !== entry.sizeBytes) return `it has ${tally.bytes} bytes instead of ${entry.sizeBytes}`
  if (entry.crc32 !== undefined && tally.crc !== entry.crc32) return 'its checksum is wrong'
  if (storageSum?.matches() === false) return 'it does not match the checksum that storage sent'
  await sealFile(entry.unpackPath, entry.modifiedAtMs)
  return undefined
}

class DataDamaged extends Error {
  override readonly name = 'DataDamaged'
}

/** Errors of zlib carry an errno too, but are about the data. */
function isZlibError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
}

async function consume(entry: LargeEntry, supply: Supply, take: (chunk: Uint8Array) => void): Promise<void> {
  const spool = openSync(entry.spoolPath, 'r')
  try {
    if (entry.method !== 0) await inflate(spool, entry.compressedBytes, supply, take)
    else for await (const chunk of arrivingBytes(spool, entry.compressedBytes, supply)) take(chunk)
  } finally {
    closeSync(spool)
  }
}

/** Ends once nobody reads the spool any more, also where something is wrong with the data. */
async function inflate(
  spool: number,
  totalBytes: number,
  supply: Supply,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  const inflater = createInflateRaw({ chunkSize: inflateChunkBytes })
  const ender = new AbortController()
  const signal = AbortSignal.any([supply.signal, ender.signal])
  const feed = async (): Promise<void> => {
    for await (const chunk of arrivingBytes(spool, totalBytes, supply, signal)) await writeTo(inflater, chunk)
    inflater.end()
  }
  const feeding = feed().catch((error: unknown) => {
    // Where the data has come to its end before the spool did, nobody listens to the inflater any more.
    if (!ender.signal.aborted) inflater.destroy(asError(error))
  })
  try {
    for await (const chunk of inflater as AsyncIterable<Uint8Array>) {
      take(chunk)
      releaseMemory(chunk) // its last one, as zlib fills each piece of memory from the front
    }
  } finally {
    ender.abort()
    await feeding
  }
}

/** Resolves once the bytes are used up, and their memory is free for the next ones. Or nobody wants them any more. */
function writeTo(inflater: InflateRaw, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    inflater.once('close', resolve)
    inflater.write(chunk, error => {
      inflater.off('close', resolve)
      if (error) reject(error)
      else resolve()
    })
  })
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

/** The spool from its start, each part as soon as it has arrived. A part is good until the next one is asked for. */
async function* arrivingBytes(
  spool: number,
  totalBytes: number,
  supply: Supply,
  signal = supply.signal,
): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(Math.min(readBytes, totalBytes))
  for (let position = 0; position < totalBytes;) {
    signal.throwIfAborted()
    if (position >= supply.availableBytes) {
      await once(supply.growth, 'grown', { signal })
      continue
    }
    const wanted = Math.min(buffer.length, supply.availableBytes - position)
    const read = readSync(spool, buffer, 0, wanted, position)
    if (read === 0) throw new DataDamaged(`the file of its bytes ends at ${position}`)
    position += read
    yield buffer.subarray(0, read)
  }
}
