import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ledgerCalls } from '../../../app/contract/ledger.ts'
import { taskIdSchema } from '../../../app/contract/tasks.ts'
import { dayOf } from '../../../app/domain/ledger/month-of.ts'
import { createLedgerService, type LedgerService } from '../../../app/ledger/ledger-service.ts'
import { accountMigrations } from '../../../app/platform/database/account-migrations.ts'
import { openDatabase } from '../../../app/platform/database/database.ts'
import { recordingLog } from '../../fakes/logs.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'

const one = { taskId: taskIdSchema.parse('one'), archive: 'output' as const }
const two = { taskId: taskIdSchema.parse('two'), archive: 'output' as const }
const identity = { sizeBytes: 10_000_000_000, validator: '"v1"' }
const gigabyte = 1_000_000_000
const midJanuary = Date.parse('2026-01-15T12:00:00Z')
const nothing = { fetchedBytes: 0, avoidedBytes: 0, fetchedUsd: 0, avoidedUsd: 0 }

let folder: string
let clock: ManualClock
let database: DatabaseSync
let ledger: LedgerService
let price: number
let told: number[]
let saved: { folder: string; name: string; text: string }[]
let log: ReturnType<typeof recordingLog>

function open(): void {
  database = openDatabase(join(folder, 'account.sqlite'), accountMigrations)
  ledger = createLedgerService({
    ...{ database, clock, log: log.log },
    emit: (_name, { revision }) => told.push(revision),
    describe: id => (id === 'one' ? { simulator: 'openfoam', project: '=cavity, "fine"' } : undefined),
    files: {
      saveNew: file => {
        saved.push(file)
        return Promise.resolve(`${file.folder}/${file.name}`)
      },
    },
    settings: { downloadFolder: () => '/downloads', pricePerGigabyteUsd: () => price },
  })
}

function reopen(): void {
  ledger.dispose()
  database.close()
  open()
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'))
  clock = new ManualClock(midJanuary)
  price = 0.12
  told = []
  saved = []
  log = recordingLog()
  open()
})
afterEach(() => {
  ledger.dispose()
  database.close()
  rmSync(folder, { recursive: true })
})

const read = () => ledgerCalls.getLedger.output.parse(ledger.read({ months: null }))
const rowsOnRecord = () => database.prepare('SELECT count(*) AS rows FROM ledger_fetched').get()?.['rows']

/** Passes a number of months, a good way into each. */
function nextMonth(): void {
  clock.advance(31 * 24 * 3600 * 1000)
}

describe('what was fetched', () => {
  it('is added up by month and in all, in bytes and in money', () => {
    ledger.meter(one)(gigabyte)
    ledger.meter(two)(2 * gigabyte)
    nextMonth()
    ledger.meter(one)(gigabyte)
    const { thisMonth, ever, months } = read()
    expect(thisMonth).toMatchObject({ month: '2026-02', fetchedBytes: gigabyte, fetchedUsd: 0.12 })
    expect(months.map(({ month, fetchedBytes }) => [month, fetchedBytes / gigabyte])).toEqual([
      ['2026-02', 1],
      ['2026-01', 3],
    ])
    expect(ever.fetchedBytes).toBe(4 * gigabyte)
    expect(ever.fetchedUsd).toBeCloseTo(0.48, 10)
    expect(ledger.read({ months: 1 })).toMatchObject({ months: [{ month: '2026-02' }], ever })
  })

  it('costs what the price was when it came, whatever the price is now', () => {
    ledger.meter(one)(gigabyte)
    reopen()
    price = 1
    ledger.meter(one)(gigabyte)
    expect(read().ever.fetchedUsd).toBeCloseTo(1.12, 10)
  })

  it('is put on record once a second, not for every chunk, and told then', () => {
    const count = ledger.meter(one)
    for (let chunk = 0; chunk < 1000; chunk++) count(1)
    expect(rowsOnRecord()).toBe(0)
    expect(clock.pending).toBe(1)
    clock.advance(1000)
    expect(rowsOnRecord()).toBe(1)
    expect(told).toEqual([1])
    clock.advance(60_000)
    expect(told).toEqual([1])
    count(1)
    clock.advance(1000)
    expect(read().ever.fetchedBytes).toBe(1001)
    expect(told).toEqual([1, 2])
  })

  it('survives a restart', () => {
    ledger.meter(one)(5)
    reopen()
    expect(read().ever).toMatchObject({ fetchedBytes: 5 })
  })

  it('waits in memory while the disk takes nothing', () => {
    database.exec('PRAGMA query_only = ON')
    ledger.meter(one)(5)
    clock.advance(1000)
    ledger.meter(one)(6)
    clock.advance(1000)
    expect(log.lines.some(line => JSON.stringify(line).includes('ledger'))).toBe(true)
    database.exec('PRAGMA query_only = OFF')
    clock.advance(1000)
    expect(rowsOnRecord()).toBe(1)
    expect(read().ever.fetchedBytes).toBe(11)
  })

  it('is nothing at first', () => {
    expect(read()).toEqual({ thisMonth: { month: '2026-01', ...nothing }, ever: nothing, months: [] })
    expect(ledger.listTasks({ month: null, offset: 0, limit: 10 })).toEqual({ total: 0, rows: [] })
  })
})

describe('what was avoided', () => {
  it('is nothing while one only looks into an archive', () => {
    ledger.meter(one)(gigabyte)
    expect(read().ever.avoidedBytes).toBe(0)
  })

  it('is the archive less everything fetched of it, once something of it was downloaded', () => {
    ledger.meter(one)(gigabyte)
    ledger.noteTaken(one, identity)
    expect(read().ever).toMatchObject({ fetchedBytes: gigabyte, avoidedBytes: 9 * gigabyte })
    expect(read().ever.avoidedUsd).toBeCloseTo(9 * 0.12, 10)
  })

  it('counts an archive once, however often it is downloaded from', () => {
    for (let time = 0; time < 3; time++) {
      ledger.meter(one)(gigabyte)
      ledger.noteTaken(one, identity)
      reopen()
    }
    expect(read().ever).toMatchObject({ fetchedBytes: 3 * gigabyte, avoidedBytes: 7 * gigabyte })
  })

  it('becomes less in the month it began, at that month’s price, when more is fetched later, and never less than nothing', () => {
    ledger.meter(one)(gigabyte)
    ledger.noteTaken(one, identity)
    nextMonth()
    price = 0.5
    ledger.meter(one)(gigabyte)
    expect(read().months).toMatchObject([
      { month: '2026-02', fetchedBytes: gigabyte, avoidedBytes: 0 },
      { month: '2026-01', fetchedBytes: gigabyte, avoidedBytes: 8 * gigabyte, avoidedUsd: 0.96 },
    ])
    ledger.meter(one)(20 * gigabyte)
    expect(read().ever.avoidedBytes).toBe(0)
  })

  it('begins anew with another version of the archive', () => {
    ledger.meter(one)(10 * gigabyte)
    ledger.noteTaken(one, identity)
    ledger.meter(one)(gigabyte)
    ledger.noteTaken(one, { ...identity, validator: '"v2"' })
    expect(read().ever).toMatchObject({ fetchedBytes: 11 * gigabyte, avoidedBytes: 9 * gigabyte })
  })

  it('takes archives of one size for the same where storage names no version', () => {
    for (let time = 0; time < 2; time++) ledger.noteTaken(one, { ...identity, validator: null })
    expect(read().ever.avoidedBytes).toBe(identity.sizeBytes)
  })

  it('keeps outputs and inputs of a task apart', () => {
    ledger.meter({ ...one, archive: 'input' })(gigabyte)
    ledger.noteTaken(one, identity)
    expect(read().ever.avoidedBytes).toBe(identity.sizeBytes)
  })

  it('is on record as soon as it is known', () => {
    ledger.noteTaken(one, identity)
    database.close()
    open()
    expect(read().ever.avoidedBytes).toBe(identity.sizeBytes)
  })
})

describe('the tasks of the ledger', () => {
  const list = (month: string | null, offset = 0, limit = 10) =>
    ledgerCalls.listLedgerTasks.output.parse(ledger.listTasks({ month, offset, limit }))

  it('come with their names where they are known, most fetched first, a page at a time', () => {
    ledger.meter(one)(1)
    ledger.meter({ ...one, archive: 'input' })(1)
    ledger.meter(two)(9)
    expect(list(null)).toMatchObject({
      total: 2,
      rows: [
        { taskId: 'two', simulator: null, project: null, fetchedBytes: 9 },
        { taskId: 'one', simulator: 'openfoam', fetchedBytes: 2 },
      ],
    })
    expect(list(null, 1, 1)).toMatchObject({ total: 2, rows: [{ taskId: 'one' }] })
  })

  it('can be those of one month', () => {
    ledger.meter(one)(1)
    nextMonth()
    ledger.meter(two)(2)
    expect(list('2026-01')).toMatchObject({ total: 1, rows: [{ taskId: 'one', fetchedBytes: 1 }] })
    expect(list('2026-02')).toMatchObject({ total: 1, rows: [{ taskId: 'two', fetchedBytes: 2 }] })
  })
})

describe('the ledger as a file', () => {
  it('has a line for each month, archive and price, and nothing that a spreadsheet would run', async () => {
    ledger.meter(one)(1_500_000)
    ledger.noteTaken(one, { sizeBytes: 2_000_000, validator: null })
    ledger.meter(two)(7)
    expect(await ledger.export()).toBe(`/downloads/inductiva-ledger-${dayOf(midJanuary)}.csv`)
    expect(saved[0]?.text.split('\r\n')).toEqual([
      'month,task_id,simulator,project,archive,price_usd_per_gb,fetched_bytes,fetched_usd,avoided_bytes,avoided_usd',
      `2026-01,one,openfoam,"'=cavity, ""fine""",output,0.12,1500000,0.000180,500000,0.000060`,
      '2026-01,two,,,output,0.12,7,0.000000,0,0.000000',
      '',
    ])
  })
})
