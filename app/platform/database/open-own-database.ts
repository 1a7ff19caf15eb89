import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { DatabaseBroke, dataFailureOf, openingFailureOf } from '../../domain/data-errors.ts'
import { keepToOwner, makeOwnerOnly } from '../owner-only.ts'
import { DatabaseDamaged } from './database-errors.ts'
import { openDatabase, type Migration } from './database.ts'
import { putAside } from './put-aside.ts'

export type OwnDatabaseOptions = {
  readonly path: string
  readonly migrations: readonly Migration[]
  readonly nowMs: () => number
  /** Something in it was found damaged before: every page is looked at. */
  readonly isSuspect?: boolean
  /** A damaged file lies under this name now, and the app goes on with a fresh one. */
  readonly onPutAside: (path: string) => void
}

/**
 * Opens a database of this app, readable by its owner only. A damaged one is put aside and a fresh one takes its place.
 * One that is not there yet is either made as a whole or not at all.
 *
 * @throws DatabaseNewer, and the failures of `openingFailureOf`
 */
export function openOwnDatabase(options: OwnDatabaseOptions): DatabaseSync {
  const { path, nowMs, onPutAside } = options
  try {
    if (!existsSync(path)) return createNew(options)
    try {
      return openExisting(options)
    } catch (error) {
      if (!(error instanceof DatabaseDamaged || dataFailureOf(error) instanceof DatabaseBroke)) throw error
      onPutAside(putAside(path, nowMs()))
      return createNew(options)
    }
  } catch (error) {
    throw openingFailureOf(error, path) ?? error
  }
}

function createNew({ path, migrations }: OwnDatabaseOptions): DatabaseSync {
  try {
    makeOwnerOnly(path) // what SQLite makes beside it takes over its mode
    return openDatabase(path, migrations)
  } catch (error) {
    for (const made of [path, `${path}-wal`, `${path}-shm`]) rmSync(made, { force: true })
    throw error
  }
}

function openExisting({ path, migrations, isSuspect = false }: OwnDatabaseOptions): DatabaseSync {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) keepToOwner(file)
  const hasJournal = (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
  refuseCutOff(path, hasJournal)
  // One that was not closed belonged to a process or a system that crashed.
  if (isSuspect || hasJournal) refuseDamaged(path)
  return openDatabase(path, migrations)
}

/**
 * An empty file is a database to SQLite, and so is a shorter one until the missing pages are read. The journal of what is
 * no database it deletes: that must not get so far. Where there is a journal, missing pages may be in that.
 */
function refuseCutOff(path: string, hasJournal: boolean): void {
  const header = readHeader(path)
  // sqlite.org/fileformat.html, section 1.3
  if (header?.toString('latin1', 0, 16) !== 'SQLite format 3\0') throw new DatabaseDamaged(path)
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  const pages = header.readUInt32BE(28)
  if (!hasJournal && statSync(path).size < pageBytes * pages) throw new DatabaseDamaged(path)
}

function readHeader(path: string): Buffer | undefined {
  const header = Buffer.alloc(100)
  const file = openSync(path, 'r')
  try {
    return readSync(file, header, 0, header.length, 0) === header.length ? header : undefined
  } finally {
    closeSync(file)
  }
}

function refuseDamaged(path: string): void {
  const database = new DatabaseSync(path, { timeout: 2_000 })
  try {
    const found = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
    if (found !== 'ok') throw new DatabaseDamaged(path, { cause: found })
  } finally {
    database.close()
  }
}
