import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DatabaseDamaged, DatabaseNewer } from '../../../app/platform/database/database-errors.ts'
import { openDatabase, type Migration } from '../../../app/platform/database/database.ts'
import { accountMigrations } from '../../../app/platform/database/account-migrations.ts'

const first: Migration = database => database.exec('CREATE TABLE a (x INTEGER) STRICT')
const second: Migration = database => database.exec('ALTER TABLE a ADD COLUMN y INTEGER')

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'database-'))
  file = join(folder, 'x.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true }))

const versionOf = (migrations: readonly Migration[]): unknown => {
  const database = openDatabase(file, migrations)
  const version = database.prepare('PRAGMA user_version').get()?.['user_version']
  database.close()
  return version
}

describe('openDatabase', () => {
  it('brings a file from any earlier version to the newest, keeping its rows', () => {
    const old = openDatabase(file, [first])
    old.exec('INSERT INTO a VALUES (1)')
    old.close()
    const database = openDatabase(file, [first, second])
    expect(database.prepare('SELECT * FROM a').all()).toEqual([{ x: 1, y: null }])
    database.close()
    expect(versionOf([first, second])).toBe(2)
  })

  it('refuses a file of a newer version with a clear sentence and leaves it byte for byte', () => {
    versionOf([first, second])
    const before = readFileSync(file)
    expect(() => openDatabase(file, [first])).toThrow(DatabaseNewer)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('refuses a file that is no database and leaves it as it is', () => {
    writeFileSync(file, 'my own notes, not a database at all, longer than a header would be'.repeat(50))
    const before = readFileSync(file)
    expect(() => openDatabase(file, [first])).toThrow(DatabaseDamaged)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('undoes a migration that fails half-way', () => {
    const broken: Migration = database => database.exec('CREATE TABLE b (x); CREATE TABLE a (x)')
    expect(versionOf([first])).toBe(1)
    expect(() => openDatabase(file, [first, broken])).toThrow(/already exists/)
    const database = openDatabase(file, [first])
    expect(database.prepare("SELECT name FROM sqlite_master WHERE name = 'b'").all()).toEqual([])
    database.close()
  })

  it('applies all migrations of an account to an empty file', () => {
    expect(versionOf(accountMigrations)).toBe(accountMigrations.length)
  })
})
