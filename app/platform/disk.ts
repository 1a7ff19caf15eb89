import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, lstat, mkdir, open, readFile, rm, stat, statfs, unlink, utimes } from 'node:fs/promises'
import { uptime } from 'node:os'
import { dirname, join } from 'node:path'
import type { TransferDisk } from '../transfers/ports.ts'
import { openPartFile } from './part-files.ts'

/** `blocks` of a file are counted in this unit on every system, whatever its file system's own. */
const blockBytes = 512

export const transferDisk: TransferDisk = {
  openPart: openPartFile,
  async makeFolder(path) {
    await mkdir(path, { recursive: true })
  },
  lookUp,
  sizeOf: async path => (await statOf(path))?.size,
  takenBytes: async path => ((await statOf(path))?.blocks ?? 0) * blockBytes,
  factsOf,
  setFolderTime,
  async freeBytes(path) {
    const { bavail, bsize } = await statfs(await nearestExisting(path))
    return bavail * bsize
  },
  isWritable: async path => canCreateIn(await nearestExisting(path)),
  remove: path => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  bootId,
}

async function lookUp(path: string): Promise<'nothing' | 'file' | 'folder'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file'
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 'nothing'
    if (hasCode(error, 'ENOTDIR')) return 'file'
    throw error
  }
}

async function statOf(path: string) {
  try {
    return await stat(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return undefined
    throw error
  }
}

async function factsOf(path: string) {
  try {
    const found = await lstat(path)
    return { isFolder: found.isDirectory(), sizeBytes: found.size, modifiedAtMs: Math.trunc(found.mtimeMs) }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

async function setFolderTime(path: string, modifiedAtMs: number): Promise<void> {
  try {
    if ((await lstat(path)).isDirectory()) await utimes(path, modifiedAtMs / 1000, modifiedAtMs / 1000)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error // what is in it is there: its time is not worth a failure
  }
}

async function nearestExisting(path: string): Promise<string> {
  const found = await statOf(path)
  const parent = dirname(path)
  return found?.isDirectory() || parent === path ? path : nearestExisting(parent)
}

/** Mode bits say too little (read-only mounts, access lists, root): the sure way is to create a file. */
async function canCreateIn(folder: string): Promise<boolean> {
  const probe = join(folder, `.inductiva-probe-${randomUUID()}`)
  try {
    await access(folder, constants.W_OK)
    const file = await open(probe, 'wx')
    await file.close()
    await unlink(probe)
    return true
  } catch (error) {
    // A full disk can be written to, once there is room: that is another sentence.
    return hasCode(error, 'ENOSPC') || hasCode(error, 'EDQUOT')
  }
}

/** Linux names each boot; elsewhere the moment of the last one does, to the minute, as its clock may be set meanwhile. */
async function bootId(): Promise<string> {
  try {
    return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
    return `booted-${Math.round((Date.now() / 1000 - uptime()) / 60)}`
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
