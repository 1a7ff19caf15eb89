import { createHash } from 'node:crypto'
import { basename, dirname, isAbsolute, join, normalize } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { taskIdSchema, type TaskId } from '../contract/tasks.ts'
import { isLocalArchive, localArchivePrefix } from '../domain/archive/local-archive-id.ts'
import { LocalArchiveNotWhole } from '../domain/local-archive-errors.ts'
import { readTypedPath } from '../domain/typed-path.ts'

/** An archive on this disk that somebody has opened. */
export type LocalArchive = {
  readonly path: string
  readonly fileName: string
  /** Beside the archive, named after it: where what is taken from it goes unless the person says otherwise. */
  readonly usualFolder: string
}

/**
 * Archives on this disk, by an id that stands where that of a task would. Everything that works on a task's archive works
 * on them by that: the list of files, the search, the preview, and transfers, which go on after a restart.
 */
export interface LocalArchives {
  /**
   * The same path, which may be given as a person types it, has always the same id. Fails with `LocalArchiveNotWhole` for
   * one that is not absolute.
   */
  add(typed: string): LocalArchive & { readonly id: TaskId }
  /** Undefined for the id of a task. */
  find(id: TaskId): LocalArchive | undefined
}

/** @param homeFolder  What `~` stands for. */
export function createLocalArchives(database: DatabaseSync, homeFolder: string): LocalArchives {
  const insert = database.prepare('INSERT OR IGNORE INTO local_archives (id, path) VALUES (?, ?)')
  const select = database.prepare('SELECT path FROM local_archives WHERE id = ?')
  return {
    add(typed) {
      const path = normalize(readTypedPath(typed, homeFolder))
      if (!isAbsolute(path)) throw new LocalArchiveNotWhole(path, homeFolder)
      const id = taskIdSchema.parse(
        localArchivePrefix + createHash('sha256').update(path).digest('base64url').slice(0, 32),
      )
      insert.run(id, path)
      return { id, ...describe(path) }
    },
    find(id) {
      if (!isLocalArchive(id)) return undefined
      const row = select.get(id)
      return row && describe(String(row['path']))
    },
  }
}

function describe(path: string): LocalArchive {
  const fileName = basename(path)
  const name = fileName.replace(/\.zip$/i, '')
  return { path, fileName, usualFolder: join(dirname(path), name === fileName ? `${name} (files)` : name) }
}
