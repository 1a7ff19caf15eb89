import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { allocate } from './allocate.ts'
import type { PartFile } from '../transfers/ports.ts'
import { keepsUnflushedBytes } from './unflushed-bytes.ts'

/** Opens a file for positioned writes, keeps what it holds, creates it where it is missing. */
export async function openPartFile(path: string): Promise<PartFile> {
  const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o666)
  const outlivesProcess = await keepsUnflushedBytes(path)
  let isOpen = true
  return {
    outlivesProcess,
    lengthen: sizeBytes => lengthen(handle, sizeBytes),
    reserve: sizeBytes => reserve({ handle, path }, sizeBytes),
    write: (position, chunks) => writeAll(handle, position, chunks),
    flush: () => handle.datasync(),
    async close() {
      if (!isOpen) return
      isOpen = false
      await handle.close()
    },
  }
}

async function lengthen(handle: FileHandle, sizeBytes: number): Promise<void> {
  const { size } = await handle.stat()
  if (size < sizeBytes) await handle.truncate(sizeBytes)
}

/**
 * Linux sets the room aside when told to, NTFS and exFAT always do. Elsewhere this makes a file with a hole, and a disk
 * that is too small shows when the hole is filled.
 */
async function reserve({ handle, path }: { handle: FileHandle; path: string }, sizeBytes: number): Promise<void> {
  const { size } = await handle.stat()
  if (size >= sizeBytes) return
  try {
    if (!(await allocate(path, sizeBytes))) await handle.truncate(sizeBytes)
  } catch (error) {
    // What was set aside before the room ran out is free again; should that fail, the first error says more.
    await handle.truncate(size).catch(() => undefined)
    throw error
  }
}

/** The system may take fewer bytes than it is given; the rest follows. */
async function writeAll(handle: FileHandle, position: number, chunks: readonly Uint8Array[]): Promise<void> {
  const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  const { bytesWritten } = await handle.writev(chunks, position)
  if (bytesWritten === total) return
  const rest = Buffer.concat(chunks).subarray(bytesWritten)
  for (let done = 0; done < rest.length;) {
    const written = await handle.write(rest, done, rest.length - done, position + bytesWritten + done)
    done += written.bytesWritten
  }
}
