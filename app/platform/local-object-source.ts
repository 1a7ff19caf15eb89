import { open, type FileHandle } from 'node:fs/promises'
import { byteLength, type ByteRange } from '../domain/byte-range.ts'
import { LocalArchiveNotAFile, LocalArchiveUnreadable } from '../domain/local-archive-errors.ts'
import { ObjectChanged } from '../domain/object-errors.ts'
import { pourRange, type ObjectIdentity, type ObjectSource, type RangeBody } from '../domain/object-source.ts'
import { changeOf } from '../domain/transfer/judge-response.ts'

const chunkBytes = 1024 * 1024

/**
 * Reads byte ranges of a file on this disk. Its size, its place on the disk and the time of its last change stand for the
 * strong ETag of a remote object. The file is open only while a body is read: it may be moved or deleted at any time.
 * Fails with `ObjectChanged`, `LocalArchiveUnreadable`, `LocalArchiveNotAFile`.
 */
export function createLocalObjectSource(path: string): ObjectSource {
  const deliver = async (range: ByteRange, expected: ObjectIdentity, signal: AbortSignal): Promise<RangeBody> => {
    signal.throwIfAborted()
    const identity = await withFile(path, readIdentity)
    requireSame(expected, identity)
    return { identity, range, body: readChunks(path, { range, identity, signal }) }
  }
  return {
    async openTail(bytes, signal) {
      const identity = await withFile(path, readIdentity)
      const { sizeBytes } = identity
      return deliver({ start: Math.max(0, sizeBytes - bytes), end: sizeBytes }, identity, signal)
    },
    openRange: deliver,
    readRange: async (range, expected, signal, take) => pourRange(await deliver(range, expected, signal), take),
  }
}

/** What a function makes of the open file. The system's own failures become one that people can read. */
async function withFile<T>(path: string, read: (file: FileHandle) => Promise<T>): Promise<T> {
  try {
    await using file = await open(path, 'r')
    return await read(file)
  } catch (error) {
    throw toUnreadable(path, error)
  }
}

async function readIdentity(file: FileHandle): Promise<ObjectIdentity> {
  const facts = await file.stat({ bigint: true })
  if (!facts.isFile()) throw new LocalArchiveNotAFile('What is there is no file')
  return { sizeBytes: Number(facts.size), validator: `"${facts.dev}-${facts.ino}-${facts.mtimeNs}"` }
}

function requireSame(expected: ObjectIdentity, found: ObjectIdentity): void {
  const change = changeOf(expected, found)
  if (change) throw new ObjectChanged(change)
}

type Wanted = { readonly range: ByteRange; readonly identity: ObjectIdentity; readonly signal: AbortSignal }

async function* readChunks(path: string, { range, identity, signal }: Wanted): AsyncGenerator<Uint8Array, void> {
  let file: FileHandle | undefined
  try {
    file = await open(path, 'r')
    requireSame(identity, await readIdentity(file))
    for (let at = range.start; at < range.end;) {
      signal.throwIfAborted()
      const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, byteLength({ start: at, end: range.end })))
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
      if (bytesRead === 0) throw new LocalArchiveUnreadable(`${path} ended at byte ${at}`)
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } catch (error) {
    throw toUnreadable(path, error)
  } finally {
    await file?.close()
  }
}

/** Failures of ours, and a caller's abort, go through as they are. */
function toUnreadable(path: string, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error
  const code = 'code' in error ? String(error.code) : 'no code'
  return new LocalArchiveUnreadable(`Cannot read ${path} (${code})`, { cause: error })
}
