import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../domain/log.ts'
import type { SharedBytes } from '../domain/archive/shared-index.ts'
import type { IndexStore } from '../outputs/ports.ts'

export type IndexStoreOptions = {
  readonly folder: string
  readonly log: Log
  /** How much all files may take together; the one used longest ago goes first. Default 1 GiB: some 7 million entries. */
  readonly maxBytes?: number
}

const suffix = '.index'

/** Files in a folder of their own, one per key. Whatever the disk does to them costs no more than reading an archive anew. */
export function createIndexStore({ folder, log, maxBytes = 1024 ** 3 }: IndexStoreOptions): IndexStore {
  const pathOf = (key: string) => join(folder, createHash('sha256').update(key).digest('hex').slice(0, 32) + suffix)
  const attempt = async <T>(what: string, fallback: T, act: () => Promise<T>): Promise<T> => {
    try {
      return await act()
    } catch (error) {
      if (!isMissing(error)) log.warn(`an index could not be ${what}`, { folder, reason: String(error) })
      return fallback
    }
  }
  return {
    has: key => attempt('found', false, async () => (await stat(pathOf(key))).isFile()),
    read: key => attempt('read', null, () => readShared(pathOf(key), maxBytes)),
    write: (key, parts) =>
      attempt('kept', undefined, async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        // Half of the room: one huge index must not push out all others.
        if (totalLength(parts) <= maxBytes / 2) await replaceFile(pathOf(key), parts)
        await shrink(folder, maxBytes)
      }),
  }
}

async function readShared(path: string, maxBytes: number): Promise<SharedBytes | null> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size > maxBytes) return null
    const bytes = new Uint8Array(new SharedArrayBuffer(size))
    if (!(await readWhole(file, bytes))) return null
    const now = new Date()
    await utimes(path, now, now)
    return bytes
  } finally {
    await file.close()
  }
}

async function readWhole(file: FileHandle, bytes: Uint8Array): Promise<boolean> {
  for (let at = 0; at < bytes.length;) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, at)
    if (bytesRead === 0) return false
    at += bytesRead
  }
  return true
}

/** Under another name first, so that there is never half a file; not flushed, as readers check every byte. */
async function replaceFile(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.tmp`
  try {
    const file = await open(unfinished, 'wx', 0o600)
    try {
      for (const part of parts) await file.writeFile(part)
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/** Removes what was used longest ago until the rest fits; what a killed process left unfinished goes the same way. */
async function shrink(folder: string, maxBytes: number): Promise<void> {
  const files = await Promise.all((await readdir(folder)).map(name => describeFile(join(folder, name))))
  let free = maxBytes
  for (const { path, sizeBytes } of files.filter(file => file !== null).toSorted((a, b) => b.usedAtMs - a.usedAtMs)) {
    free -= sizeBytes
    if (free < 0) await rm(path, { force: true })
  }
}

async function describeFile(path: string) {
  try {
    const { size: sizeBytes, mtimeMs: usedAtMs } = await stat(path)
    return { path, sizeBytes, usedAtMs }
  } catch (error) {
    if (isMissing(error)) return null // replaced or removed meanwhile
    throw error
  }
}

function totalLength(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0)
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
