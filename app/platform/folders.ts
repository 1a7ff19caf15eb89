import { access, constants, mkdir, readdir, stat, statfs } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { FolderListing } from '../contract/app-info.ts'
import { readTypedPath } from '../domain/typed-path.ts'
import { FolderIsAFile, FolderNotCreated, FolderNotReadable, FolderNotWhole } from './folder-errors.ts'

/**
 * Lists the folders in a folder of this machine, which may be given as a person types it; null lists home. Hidden ones
 * are left out.
 */
export async function listFolders(typed: string | null): Promise<FolderListing> {
  const path = readTypedPath(typed ?? '~', homedir())
  if (!isAbsolute(path)) throw new FolderNotWhole(path, homedir())
  const folder = resolve(path)
  const parent = dirname(folder)
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    folders: await readFolderNames(folder),
    isWritable: await isWritable(folder),
    freeBytes: await freeBytesOf(folder),
  }
}

/** Creates one folder in an existing one. Already there is fine. */
export async function createFolder(parent: string, name: string): Promise<FolderListing> {
  const folder = join(resolve(parent), name)
  if (dirname(folder) !== resolve(parent)) throw new FolderNotCreated(name, 'a name must not lead to another folder')
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    throw new FolderNotCreated(name, codeOf(error), { cause: error })
  }
  return listFolders(folder)
}

/** Bytes an ordinary user may still write on the file system of a folder; null when the system cannot tell. */
export async function freeBytesOf(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return null // some network file systems do not answer
  }
}

async function readFolderNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const names = entries.filter(entry => entry.isDirectory() && !entry.name.startsWith('.')).map(entry => entry.name)
    return names.sort(new Intl.Collator(undefined, { numeric: true }).compare)
  } catch (error) {
    if (await isFile(folder)) throw new FolderIsAFile(folder, { cause: error })
    throw new FolderNotReadable(folder, codeOf(error), { cause: error })
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    found => !found.isDirectory(),
    () => false,
  )
}

async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
