import { open, type FileHandle } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { byteLength, type ByteRange } from '../domain/byte-range.ts'
import { pourRange, type ObjectSource, type RangeBody } from '../domain/object-source.ts'
import { ArchiveDamaged, ArchiveNotZip } from './archive-errors.ts'
import { checkArchive } from './check-archive.ts'
import type { CheckMessage, CheckProgress } from './check-protocol.ts'

// The thread that checks one archive on the local disk. It ends with its answer; ending it early is all it takes to cancel.

const readBytes = 1024 * 1024
const progressMs = 200

const say = (message: CheckMessage): void => parentPort?.postMessage(message)
const never = new AbortController().signal

async function check(path: string): Promise<CheckMessage> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const onProgress = occasionally(progress => say({ kind: 'progress', progress }))
    return { kind: 'checked', check: await checkArchive({ source: openSource(file, size), signal: never, onProgress }) }
  } finally {
    await file.close()
  }
}

function openSource(file: FileHandle, sizeBytes: number): ObjectSource {
  const identity = { sizeBytes, validator: null }
  const readAt = readAhead(file)
  const deliver = (range: ByteRange): Promise<RangeBody> =>
    Promise.resolve({ identity, range, body: readRange(readAt, range) })
  return {
    openTail: bytes => deliver({ start: Math.max(0, sizeBytes - bytes), end: sizeBytes }),
    openRange: deliver,
    readRange: async (range, _expected, _signal, take) => pourRange(await deliver(range), take),
  }
}

/** Answers what follows a place in the file. Entries lie one after the other, so one read serves many small ones. */
function readAhead(file: FileHandle): (at: number) => Uint8Array | Promise<Uint8Array> {
  let [start, held] = [0, Buffer.alloc(0)]
  return at => (at >= start && at < start + held.length ? held.subarray(at - start) : readOn(at))
  async function readOn(at: number): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafe(readBytes) // a new one, as parts of the last may still be in use
    const { bytesRead } = await file.read(buffer, 0, readBytes, at)
    if (bytesRead === 0) throw new FileCutShort(`the file ended at byte ${at}`)
    start = at
    held = buffer.subarray(0, bytesRead)
    return held
  }
}

async function* readRange(readAt: ReturnType<typeof readAhead>, range: ByteRange): AsyncGenerator<Uint8Array, void> {
  for (let at = range.start; at < range.end;) {
    const chunk = (await readAt(at)).subarray(0, byteLength({ ...range, start: at }))
    at += chunk.length
    yield chunk
  }
}

class FileCutShort extends Error {
  readonly syscall = 'read' // as the disk's own failures have one
}

function occasionally(tell: (progress: CheckProgress) => void): (progress: CheckProgress) => void {
  let lastMs = Number.NEGATIVE_INFINITY
  return progress => {
    const nowMs = performance.now()
    if (nowMs - lastMs < progressMs && progress.checkedEntries < progress.totalEntries) return
    lastMs = nowMs
    tell(progress)
  }
}

function explain(error: unknown): CheckMessage {
  if (error instanceof ArchiveNotZip) return { kind: 'not-zip', found: error.found }
  if (error instanceof ArchiveDamaged) return { kind: 'damaged', reason: error.message }
  if (error instanceof Error && 'syscall' in error) return { kind: 'unreadable', reason: error.message }
  return { kind: 'crashed', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

say(await check(String(workerData)).catch(explain))
