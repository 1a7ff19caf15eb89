import type { DatabaseSync } from 'node:sqlite'
import type { Emit } from '../contract/define.ts'
import type { Ledger, ledgerEvents, LedgerTask } from '../contract/ledger.ts'
import type { Clock } from '../domain/clock.ts'
import { dayOf, monthOf } from '../domain/ledger/month-of.ts'
import { findMonth, sumMonths } from '../domain/ledger/sum-months.ts'
import type { Log } from '../domain/log.ts'
import type { ObjectIdentity } from '../domain/object-source.ts'
import { ledgerCsv } from './ledger-csv.ts'
import { createLedgerStore } from './ledger-store.ts'
import { createPendingBytes } from './pending-bytes.ts'
import type { ArchiveName, DescribeTask, TextFiles } from './ports.ts'

/**
 * What an account fetched of archives and what it did not have to fetch: see `contract/ledger.ts` for what counts.
 * Bytes are counted in memory as they arrive and put on record once a second: a crash forgets that second at most.
 */
export interface LedgerService {
  /** A counter for the bytes of one archive. Cheap: called for every chunk. */
  meter(name: ArchiveName): (bytes: number) => void
  /** A download took what it wanted of this version of an archive: from now on that version counts. Idempotent. */
  noteTaken(name: ArchiveName, identity: ObjectIdentity): void
  read(input: { readonly months: number | null }): Ledger
  listTasks(input: { month: string | null; offset: number; limit: number }): { total: number; rows: LedgerTask[] }
  /** Answers the path of the file. */
  export(): Promise<string>
  /** Puts everything on record. Nothing is after that. Idempotent. */
  dispose(): void
}

export type LedgerPorts = {
  readonly database: DatabaseSync
  readonly clock: Clock
  readonly log: Log
  readonly emit: Emit<typeof ledgerEvents>
  readonly describe: DescribeTask
  readonly files: TextFiles
  readonly settings: { downloadFolder(): string; pricePerGigabyteUsd(): number }
}

const recordEveryMs = 1_000

export function createLedgerService(ports: LedgerPorts): LedgerService {
  const { clock, log, emit, describe, files, settings } = ports
  const store = createLedgerStore(ports.database)
  let revision = 0
  let cancelRecording: (() => void) | undefined
  let isDisposed = false
  const now = () => ({ month: monthOf(clock.nowMs()), priceUsd: settings.pricePerGigabyteUsd() })
  const pending = createPendingBytes({ now, onFirst: () => recordSoon() })

  const record = (): void => {
    try {
      pending.drain((fetched, taken) => store.book(fetched, taken))
    } catch (error) {
      log.error('The ledger could not be written; it is tried again', error)
    }
  }
  const recordSoon = (): void => {
    if (isDisposed) return
    cancelRecording ??= clock.after(recordEveryMs, () => {
      cancelRecording = undefined
      record()
      if (!pending.isEmpty()) recordSoon()
      emit('ledgerChanged', { revision: ++revision })
    })
  }
  return {
    meter: name => pending.counter(name),
    noteTaken(name, { sizeBytes, validator }) {
      pending.add({ ...name, sizeBytes, validator })
      record() // at once: whoever says so says it once
    },
    read({ months }) {
      record()
      const known = store.months()
      return {
        thisMonth: findMonth(known, now().month),
        ever: sumMonths(known),
        months: known.slice(0, months ?? known.length),
      }
    },
    listTasks({ month, ...page }) {
      record()
      const { total, rows } = store.tasks(month, page)
      return { total, rows: rows.map(row => ({ ...row, ...named(describe, row.taskId) })) }
    },
    export() {
      record()
      const text = ledgerCsv(store.lines(), describe)
      const name = `inductiva-ledger-${dayOf(clock.nowMs())}.csv`
      return files.saveNew({ folder: settings.downloadFolder(), name, text })
    },
    dispose() {
      isDisposed = true
      cancelRecording?.()
      record()
    },
  }
}

function named(describe: DescribeTask, taskId: ArchiveName['taskId']): Pick<LedgerTask, 'simulator' | 'project'> {
  const { simulator = null, project = null } = describe(taskId) ?? {}
  return { simulator, project }
}
