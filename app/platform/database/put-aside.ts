import { existsSync, renameSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'

/** What SQLite keeps beside a database. It belongs to that file alone: next to a fresh one it would do harm. */
const companions = ['-wal', '-shm']

/**
 * Gives a damaged database a name that says so, with all that belongs to it. Nothing is deleted.
 *
 * @returns The new path of the database.
 */
export function putAside(path: string, nowMs: number): string {
  const target = freeName(path, nowMs)
  // The database last: a crash in between finds it where it was, and begins again.
  for (const companion of companions) {
    if (existsSync(path + companion)) renameSync(path + companion, target + companion)
  }
  renameSync(path, target)
  return target
}

function freeName(path: string, nowMs: number): string {
  const extension = extname(path)
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '')
  const stem = join(dirname(path), `${basename(path, extension)}.damaged-${stamp}`)
  for (let number = 1; ; number++) {
    const candidate = `${stem}${number === 1 ? '' : `-${number}`}${extension}`
    if (!existsSync(candidate) && !existsSync(`${candidate}-wal`)) return candidate
  }
}
