import { join } from 'node:path'
import type { ByteRange } from '../domain/byte-range.ts'
import { AnswerDistrusted } from '../domain/object-errors.ts'
import { wholeObject, type SpoolCheckpoint } from './checkpoint-store.ts'
import type { EntryOutcome, LargeEnd } from './extract-protocol.ts'
import type { LargeExtraction } from './extractor.ts'
import { localHeaderBytes, localHeaderProbeBytes } from './local-header.ts'
import type { PartFile } from './ports.ts'
import { receiveInPieces, receiveWhole, type Receiving } from './receive.ts'
import type { SessionContext } from './session-context.ts'
import { createSpool, type Spool } from './spool.ts'
import type { Target } from './transfer-plan.ts'

/** One large entry, or a raw archive, on its way: segments land in its spool while a worker unpacks from the front. */
export interface LargeDownload {
  readonly spool: Spool
  /** Fetches what is missing of a segment; nothing once the download has ended. */
  fetch(segment: ByteRange): Promise<void>
  readonly end: Promise<LargeEnd>
  /** Bytes of the final file that were counted so far. */
  writtenBytes(): number
  /** Ends requests and the worker's part, closes the spool; what is on the disk stays. Idempotent. */
  close(): Promise<void>
}

export function spoolPathOf(stagingFolder: string, index: number): string {
  return join(stagingFolder, `${index === wholeObject ? 'archive' : index}.spool`)
}

/**
 * Finds where the entry's data begins, which its local header alone can tell, and opens its spool.
 * Answers an outcome instead where there is no such entry.
 */
export async function openLargeDownload(
  target: Target,
  known: SpoolCheckpoint | undefined,
  context: SessionContext,
): Promise<LargeDownload | EntryOutcome> {
  const dataOffset = known?.dataOffset ?? (await findData(target, context.receiving))
  if (dataOffset === undefined) return { kind: 'damaged', reason: 'there is no entry where the directory says' }
  if (dataOffset + target.compressedBytes > target.endOffset)
    return { kind: 'damaged', reason: 'its data reaches into the next entry' }
  const file = await openSpoolFile(target, context)
  const spool = createSpool(file, target.compressedBytes, known ?? { dataOffset, ranges: [], flushed: [] })
  context.checkpointer.follow(target.index, spool)
  return startDownload(target, spool, context)
}

/**
 * One that becomes the final file has its size from the beginning. A raw archive has its room, too: it may be on its way
 * for hours, in which others fill the disk.
 */
async function openSpoolFile(target: Target, { disk, stagingFolder }: SessionContext): Promise<PartFile> {
  const file = await disk.openPart(spoolPathOf(stagingFolder, target.index))
  try {
    if (target.index === wholeObject) await file.reserve(target.compressedBytes)
    else if (target.method === 0) await file.lengthen(target.compressedBytes)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

async function findData(target: Target, receiving: Receiving): Promise<number | undefined> {
  if (target.index === wholeObject) return 0
  const end = Math.min(target.headerOffset + localHeaderProbeBytes, target.endOffset)
  if (end <= target.headerOffset) return undefined
  const uncounted = { ...receiving, onBytes: () => undefined }
  const header = await receiveWhole({ start: target.headerOffset, end }, uncounted)
  const headerBytes = localHeaderBytes(header, 0)
  return headerBytes === undefined ? undefined : target.headerOffset + headerBytes
}

function startDownload(target: Target, spool: Spool, context: SessionContext): LargeDownload {
  const aborter = new AbortController()
  const signal = AbortSignal.any([context.receiving.signal, aborter.signal])
  const { extraction, writtenBytes } = startExtraction(target, context)
  const grow = createGrow(spool, extraction, context)
  const begun = grow()
  return {
    spool,
    writtenBytes,
    end: extraction.end,
    async fetch(segment) {
      try {
        await begun
        for (const range of spool.missing(segment))
          await fetchInto(spool, range, { ...context.receiving, signal }, grow)
      } catch (error) {
        if (!aborter.signal.aborted) throw error
      }
    },
    async close() {
      aborter.abort()
      extraction.abort()
      await Promise.allSettled([extraction.end, begun]) // others hear of how they ended
      await spool.close()
    },
  }
}

/** As much as the worker reads at a time: to be told of less would only wake it more often. */
const toldBytes = 1024 * 1024

/** Tells the worker how far it can read. The last bytes only after the file is flushed, on record, and closed. */
function createGrow(spool: Spool, extraction: LargeExtraction, { checkpointer }: SessionContext): () => Promise<void> {
  let handedOver: Promise<void> | undefined
  let told = 0
  const handOver = async (): Promise<void> => {
    await checkpointer.commit()
    await spool.close() // some systems refuse to rename an open file
    extraction.grow(spool.totalBytes)
  }
  return async () => {
    if (!spool.isComplete()) {
      const prefixBytes = spool.prefixBytes()
      if (prefixBytes - told < toldBytes) return
      extraction.grow(prefixBytes)
      told = prefixBytes
      return
    }
    handedOver ??= handOver()
    await handedOver
  }
}

/** What an answer brought that turns out not to be trusted is taken back as a whole. */
async function fetchInto(
  spool: Spool,
  { start, end }: ByteRange,
  receiving: Receiving,
  grow: () => Promise<void>,
): Promise<void> {
  const range = { start: spool.dataOffset + start, end: spool.dataOffset + end }
  let received = 0
  try {
    await receiveInPieces(range, receiving, async (offset, piece) => {
      received = offset + (await spool.write(start + offset, [piece]))
      await grow()
    })
  } catch (error) {
    if (!(error instanceof AnswerDistrusted)) throw error
    spool.distrust({ start, end })
    receiving.onBytes(-received)
    throw error
  }
}

function startExtraction(target: Target, { extractor, stagingFolder, destination, tally }: SessionContext) {
  const { index, method, compressedBytes, sizeBytes, crc32, storageChecksum, modifiedAtMs, mayReplace } = target
  const spoolPath = spoolPathOf(stagingFolder, index)
  const paths = {
    spoolPath,
    unpackPath: method === 0 ? spoolPath : join(stagingFolder, `${index}.unpacked`),
    path: join(destination, target.localPath),
  }
  let told = 0
  const extraction = extractor.writeLarge(
    { index, method, compressedBytes, sizeBytes, modifiedAtMs, mayReplace, crc32, storageChecksum, ...paths },
    written => {
      tally.add({ writtenBytes: written - told })
      told = written
    },
  )
  return { extraction, writtenBytes: () => told }
}
