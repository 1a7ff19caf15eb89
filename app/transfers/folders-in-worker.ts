import { lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { errnoOf } from './errno.ts'
import type { BatchedEntry, DiskTrouble, EntryOutcome } from './extract-protocol.ts'
import { isTrouble, judgeDiskError, placeInFolder } from './place-in-worker.ts'

/**
 * macOS takes paths of 1,024 bytes, others longer ones, and those in the staging area differ in length from the final
 * ones. Below a folder with a longer path than this, a file could be created under one of them and not the other.
 */
const longestFolderBytes = 600

/** A folder in the staging area, whose files have their own names already, until it gets its final name as well. */
export type StagedFolder = {
  readonly path: string
  readonly finalPath: string
  readonly files: { readonly place: number; readonly entry: BatchedEntry }[] // complete and verified
  isSpoiled: boolean // there may be more in it than these
}

/**
 * The folders that a batch is the first to write into. Each gets its final name with all its files in one step, which
 * costs less than a step for every file.
 */
export interface FreshFolders {
  /** Where to create the file of an entry; undefined where that folder is there already. */
  folderOf(entry: BatchedEntry): StagedFolder | undefined
  /**
   * Gives the folders their final names, and tells the outcome of every file in them. Of files that the disk does not
   * take now nothing is told. The staging area is empty afterwards.
   */
  placeAll(onOutcome: OnOutcome): DiskTrouble | undefined
}

/** `place` counts the entries of a batch, from 0. */
export type OnOutcome = (place: number, outcome: EntryOutcome) => void

export function createFreshFolders(stagingFolder: string): FreshFolders {
  const folders = new Map<string, StagedFolder | undefined>()
  return {
    folderOf({ folder, mayReplace }) {
      if (mayReplace) return undefined
      if (!folders.has(folder)) folders.set(folder, isFresh(folder) ? stageFolder(stagingFolder, folder) : undefined)
      return folders.get(folder)
    },
    placeAll(onOutcome) {
      const troubles = outermostFirst(folders.values()).map(folder => placeFolder(folder, onOutcome))
      return troubles.find(trouble => trouble !== undefined)
    },
  }
}

function isFresh(path: string): boolean {
  if (Buffer.byteLength(path) > longestFolderBytes) return false
  try {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return false // what that means shows when the files are placed
  }
}

let lastFolder = 0

/** A process that was killed may have left others: only one that was made just now has nothing unknown in it. */
function stageFolder(stagingFolder: string, finalPath: string): StagedFolder {
  for (;;) {
    const path = join(stagingFolder, String(++lastFolder))
    try {
      mkdirSync(path)
      return { path, finalPath, files: [], isSpoiled: false }
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error
    }
  }
}

/** A folder around another one has the shorter path; placed after it, it would find its own name taken. */
function outermostFirst(folders: Iterable<StagedFolder | undefined>): readonly StagedFolder[] {
  const staged = [...folders].filter(folder => folder !== undefined)
  return staged.sort((a, b) => a.finalPath.length - b.finalPath.length)
}

function placeFolder(folder: StagedFolder, onOutcome: OnOutcome): DiskTrouble | undefined {
  const whole = folder.isSpoiled || folder.files.length === 0 ? 'not-whole' : placeWhole(folder)
  if (whole === 'placed') {
    for (const { place } of folder.files) onOutcome(place, { kind: 'written' })
    return undefined
  }
  const trouble = whole === 'not-whole' ? placeApart(folder, onOutcome) : whole
  removeFolderQuietly(folder.path)
  return trouble
}

/**
 * `not-whole` where something stands under that name by now, and for any other reason that may not hold for its files:
 * not every file system can rename folders, and Windows cannot while a virus scanner reads a file in it.
 */
function placeWhole({ path, finalPath }: StagedFolder): 'placed' | 'not-whole' | DiskTrouble {
  try {
    renameFolder(path, finalPath)
    return 'placed'
  } catch (error) {
    const judged = judgeDiskError(error)
    return isTrouble(judged) ? judged : 'not-whole'
  }
}

/** A staged folder that is gone, as its disk is, must not leave new folders where the destination was. */
function renameFolder(path: string, finalPath: string): void {
  try {
    renameSync(path, finalPath)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' || !lstatSync(path, { throwIfNoEntry: false })) throw error
    mkdirSync(dirname(finalPath), { recursive: true })
    renameSync(path, finalPath)
  }
}

function placeApart({ path, files }: StagedFolder, onOutcome: OnOutcome): DiskTrouble | undefined {
  const made = new Set<string>()
  for (const { place, entry } of files) {
    const judged = placeInFolder(join(path, entry.name), entry, made)
    if (isTrouble(judged)) return judged
    onOutcome(place, judged)
  }
  return undefined
}

/** What cannot be removed now goes with the whole staging area later. */
function removeFolderQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
  }
}
