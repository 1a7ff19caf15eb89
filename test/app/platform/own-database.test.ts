import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DatabaseBusy, DataFolderNotUsable } from '../../../app/domain/data-errors.ts'
import { DatabaseNewer } from '../../../app/platform/database/database-errors.ts'
import type { Migration } from '../../../app/platform/database/database.ts'
import { openOwnDatabase } from '../../../app/platform/database/open-own-database.ts'

const nowMs = Date.UTC(2026, 1, 3, 4, 5, 6)
const rows: Migration = database => database.exec('CREATE TABLE a (x INTEGER PRIMARY KEY, y TEXT) STRICT')

let folder: string
let file: string
let putAside: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-'))
  file = join(folder, 'account.sqlite')
  putAside = []
})
afterEach(() => rmSync(folder, { recursive: true }))

function open(options: { isSuspect?: boolean; migrations?: readonly Migration[] } = {}): DatabaseSync {
  const onPutAside = (path: string) => putAside.push(path)
  return openOwnDatabase({ path: file, migrations: [rows], nowMs: () => nowMs, onPutAside, ...options })
}

const countRows = (database: DatabaseSync) => database.prepare('SELECT count(*) AS n FROM a').get()?.['n']

/** A database with a thousand rows on many pages, closed in order. */
function fill(): void {
  const database = open()
  database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
    INSERT INTO a SELECT i, hex(randomblob(200)) FROM n`)
  database.close()
}

/** As after a crash: what was written last is in the journal. */
function fillAndCrash(): void {
  fill()
  const database = open()
  database.exec(`UPDATE a SET y = hex(randomblob(200))`)
  for (const suffix of ['', '-wal']) copyFileSync(file + suffix, `${file}${suffix}.copy`)
  database.close()
  for (const suffix of ['', '-wal']) {
    copyFileSync(`${file}${suffix}.copy`, file + suffix)
    rmSync(`${file}${suffix}.copy`)
  }
}

function cutOff(): void {
  fill()
  truncateSync(file, Math.floor(statSync(file).size / 2))
}

function cutOffInACrash(): void {
  fillAndCrash()
  writeFileSync(`${file}-wal`, 'not a journal')
  truncateSync(file, 8192)
}

describe('a damaged database', () => {
  it.each([
    ['is something else', () => writeFileSync(file, 'my own notes, longer than a header would be. '.repeat(50))],
    ['is empty', () => writeFileSync(file, '')],
    ['is shorter than a header', () => writeFileSync(file, 'SQLite')],
    ['is cut off', cutOff],
    ['is cut off and was not closed', cutOffInACrash],
  ])('that %s is put aside as it is, and a fresh one takes its place', (_name, damage) => {
    damage()
    const before = readFileSync(file)
    const database = open()
    expect(countRows(database)).toBe(0)
    expect(putAside).toEqual([join(folder, 'account.damaged-2026-02-03T040506.sqlite')])
    expect(readFileSync(putAside[0]!).equals(before)).toBe(true)
    database.close()
  })

  it('that has a wrong page is found out after a crash', () => {
    fillAndCrash()
    const bytes = readFileSync(file)
    bytes.fill(0xff, 4096 * 3, 4096 * 30)
    writeFileSync(file, bytes)
    writeFileSync(`${file}-wal`, 'not a journal, so that the pages count as they are')
    open().close()
    expect(putAside).toHaveLength(1)
  })

  it('that has a wrong page is found out when it is looked at closely', () => {
    fill()
    const bytes = readFileSync(file)
    bytes.fill(0xff, 4096 * 3, 4096 * 30)
    writeFileSync(file, bytes)
    open().close() // nobody has read that page yet
    expect(putAside).toEqual([])
    open({ isSuspect: true }).close()
    expect(putAside).toHaveLength(1)
  })

  it('is put aside under another name each time', () => {
    for (let time = 0; time < 3; time++) {
      writeFileSync(file, `nonsense ${time}`)
      open().close()
    }
    expect(putAside.map(path => readFileSync(path, 'utf8'))).toEqual(['nonsense 0', 'nonsense 1', 'nonsense 2'])
  })

  it('takes its journal with it, which would harm a fresh one', () => {
    writeFileSync(file, 'nonsense')
    writeFileSync(`${file}-wal`, 'journal')
    open().close()
    expect(readFileSync(`${putAside[0]}-wal`, 'utf8')).toBe('journal')
    expect(readdirSync(folder).toSorted()).toEqual([
      'account.damaged-2026-02-03T040506.sqlite',
      'account.damaged-2026-02-03T040506.sqlite-wal',
      'account.sqlite',
    ])
  })
})

describe('a whole database', () => {
  it('is opened as it is after a crash, with what was in its journal', () => {
    fillAndCrash()
    const database = open()
    expect(countRows(database)).toBe(1000)
    expect(putAside).toEqual([])
    database.close()
  })

  it('is opened as it was before, when its journal is lost', () => {
    fillAndCrash()
    rmSync(`${file}-wal`)
    const database = open({ isSuspect: true })
    expect(countRows(database)).toBe(1000)
    expect(putAside).toEqual([])
    database.close()
  })

  it('of a newer app is refused and left byte for byte', () => {
    open({ migrations: [rows, () => undefined] }).close()
    const before = readFileSync(file)
    expect(() => open()).toThrow(DatabaseNewer)
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(folder)).toEqual(['account.sqlite'])
  })

  it('that another program holds is refused with a sentence, and opened once that one is done', async () => {
    fill()
    const hold = `const { DatabaseSync } = require('node:sqlite'); const d = new DatabaseSync(${JSON.stringify(file)})
      d.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; DELETE FROM a WHERE x = 1'); console.log('held'); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['-e', hold], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    expect(() => open()).toThrow(DatabaseBusy)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const database = open()
    expect(countRows(database)).toBe(1000)
    expect(putAside).toEqual([])
    database.close()
  })

  it.skipIf(process.platform === 'win32')('can be read by its owner only, with all that belongs to it', () => {
    fill()
    chmodSync(file, 0o644)
    const database = open()
    database.exec('DELETE FROM a WHERE x = 1')
    expect(readdirSync(folder).toSorted()).toEqual(['account.sqlite', 'account.sqlite-shm', 'account.sqlite-wal'])
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
    database.close()
  })
})

describe('a database that cannot be made', () => {
  it('leaves nothing half-made', () => {
    const broken: Migration = () => {
      throw new Error('no room')
    }
    expect(() => open({ migrations: [rows, broken] })).toThrow('no room')
    expect(readdirSync(folder)).toEqual([])
  })

  it('says where', () => {
    mkdirSync(file)
    expect(() => open()).toThrow(DataFolderNotUsable)
  })
})
