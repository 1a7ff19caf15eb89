import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import type { PartFile } from '../transfers/ports.ts'
import { keepsUnflushedBytes } from './unflushed-bytes.ts'

/** Opens a file for positioned writes, keeps what it holds, creates it where it is missing. */
export async function openPartFile(path: string): Promise<PartFile> {
  const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o666)
  const outlivesProcess = await keepsUnflushedBytes(path)
  let isOpen = true
  return {
    outlivesProcess,
    reserve: sizeBytes => growTo(handle, sizeBytes),
    write: (position, chunks) => writeAll(handle, position, chunks),
    flush: () => handle.datasync(),
    async close() {
      if (!isOpen) return
      isOpen = false
      await handle.close()
    },
  }
}

/**
 * Node has no fallocate, so this is all there is: NTFS and exFAT set the room aside; most others make a file with a hole,
 * and a disk that is too small shows when the hole is filled.
 */
async function growTo(handle: FileHandle, sizeBytes: number): Promise<void> {
  const { size } = await handle.stat()
  if (size < sizeBytes) await handle.truncate(sizeBytes)
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
