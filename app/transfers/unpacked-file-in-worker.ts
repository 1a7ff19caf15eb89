import { closeSync, fdatasync, futimesSync, openSync, writeSync } from 'node:fs'
import { promisify } from 'node:util'

const datasync = promisify(fdatasync)
/** So much at most is left to flush when a file is finished, and the thread is not held by it. */
const flushEveryBytes = 32 * 1024 * 1024

/** A file that is written from the front and flushed on the way, beside everything else. */
export interface UnpackedFile {
  write(bytes: Uint8Array): void
  /** @throws what a flush on the way failed with: the system tells it once. */
  close(): Promise<void>
}

export function createUnpackedFile(path: string): UnpackedFile {
  const file = openSync(path, 'w')
  let unflushedBytes = 0
  let flushing: Promise<void> | undefined
  let failure: { readonly error: unknown } | undefined
  const flush = async (): Promise<void> => {
    unflushedBytes = 0
    try {
      await datasync(file)
    } catch (error) {
      failure ??= { error }
    }
    flushing = undefined
  }
  return {
    write(bytes) {
      for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done)
      unflushedBytes += bytes.length
      if (unflushedBytes >= flushEveryBytes) flushing ??= flush()
    },
    async close() {
      await flushing
      closeSync(file)
      if (failure) throw failure.error
    },
  }
}

/** Resolves once all of a file is on the disk for good, with the time it is to have. */
export async function sealFile(path: string, modifiedAtMs: number | null): Promise<void> {
  const file = openSync(path, 'r+')
  try {
    await datasync(file)
    if (modifiedAtMs !== null) futimesSync(file, modifiedAtMs / 1000, modifiedAtMs / 1000)
  } finally {
    closeSync(file)
  }
}
