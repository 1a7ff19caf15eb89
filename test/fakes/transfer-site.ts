import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { Agent, type Dispatcher } from 'undici'
import type { Check } from '../../app/contract/checks.ts'
import { taskIdSchema } from '../../app/contract/tasks.ts'
import type { Transfer, TransferId, TransferRequest, TransferState } from '../../app/contract/transfers.ts'
import type { Clock } from '../../app/domain/clock.ts'
import { createHttpObjectSource } from '../../app/outputs/http-object-source.ts'
import { verifyLocalArchive } from '../../app/outputs/local-archive.ts'
import { createOutputService } from '../../app/outputs/output-service.ts'
import { createBulkTransport } from '../../app/platform/bulk-http.ts'
import { systemClock } from '../../app/platform/clock.ts'
import { accountMigrations } from '../../app/platform/database/account-migrations.ts'
import { openDatabase } from '../../app/platform/database/database.ts'
import { transferDisk } from '../../app/platform/disk.ts'
import { createCheckService, type CheckService } from '../../app/transfers/check-service.ts'
import type { ArchiveOpener, TransferDisk } from '../../app/transfers/ports.ts'
import { createTransferService, type TransferService } from '../../app/transfers/transfer-service.ts'
import { spawnWorker } from './index-worker.ts'
import { silentLog } from './logs.ts'

export const taskId = taskIdSchema.parse('task1')

export type TransferSite = {
  readonly transfers: TransferService
  readonly checks: CheckService
  readonly checkEvents: readonly Check[]
  readonly database: DatabaseSync
  readonly events: readonly Transfer[]
  /** Resolves with the transfer once it is in one of the states. */
  until(id: TransferId, ...states: readonly TransferState[]): Promise<Transfer>
  /** Resolves with the first transfer told of that satisfies the condition. */
  untilTold(condition: (transfer: Transfer) => boolean): Promise<Transfer>
  close(): Promise<void>
}

export type SiteOptions = {
  readonly url: string
  readonly databasePath: string
  readonly clock?: Clock
  readonly disk?: TransferDisk
  readonly stallMs?: number
  readonly connections?: number
  readonly limit?: () => number | null
  readonly dispatcher?: Dispatcher // closed with the site
  readonly signUrl?: () => Promise<string> // instead of always the same URL
}

/** The whole engine as the app wires it: real HTTP, real index, real threads, real SQLite, real files. */
export function openTransferSite(options: SiteOptions): TransferSite {
  const { url, databasePath, clock = systemClock, disk = transferDisk, stallMs = 1_000, connections = 4 } = options
  const { dispatcher = new Agent(), signUrl = () => Promise.resolve(url) } = options
  const bulk = createBulkTransport({})
  const common = { dispatcher, ...(!options.dispatcher && { bulk }), clock, log: silentLog, spawnWorker }
  const locate = () => Promise.resolve({ state: 'located' as const, signUrl, cacheKey: 'task1/output.zip' })
  const outputs = createOutputService({ ...common, locator: { locate } })
  const source = createHttpObjectSource({ ...common, signUrl, stallMs })
  const database = openDatabase(databasePath, accountMigrations)
  const events: Transfer[] = []
  const listeners = new Set<(transfer: Transfer) => void>()
  const fileName = 'output.zip'
  const openArchive: ArchiveOpener = {
    open: async (task, kind, signal) => {
      const opened = await outputs.openForTransfer(task, kind, signal)
      return opened.state === 'open' ? { ...opened, source, fileName } : opened
    },
    openObject: () => Promise.resolve({ state: 'open', source, fileName }),
  }
  const transfers = createTransferService({
    ...common,
    database,
    disk,
    connections,
    unpackers: 2,
    limit: options.limit ?? (() => null),
    openArchive,
    emit: (_name, value) => {
      if (!('state' in value)) return
      events.push(value)
      for (const listener of listeners) listener(value)
    },
    usualFolder: taskId => `/nowhere/${taskId}`,
    titleOf: id => `openfoam · ${id}`,
    random: () => 0,
  })
  const checkEvents: Check[] = []
  const checks = createCheckService({
    ...{ ...common, openArchive, disk, transfers },
    verifyZip: (path, how) => verifyLocalArchive(spawnWorker, path, how),
    usualFolder: taskId => `/nowhere/${taskId}`,
    titleOf: id => `openfoam · ${id}`,
    emit: (_name, value) => checkEvents.push(value),
  })
  const untilTold = (condition: (transfer: Transfer) => boolean): Promise<Transfer> => {
    const now = transfers.list().find(condition)
    if (now) return Promise.resolve(now)
    return new Promise(resolve => {
      const listener = (transfer: Transfer): void => {
        if (!condition(transfer)) return
        listeners.delete(listener)
        resolve(transfer)
      }
      listeners.add(listener)
    })
  }
  return {
    transfers,
    checks,
    checkEvents,
    database,
    events,
    untilTold,
    until: (id, ...states) => untilTold(transfer => transfer.id === id && states.includes(transfer.state)),
    async close() {
      await checks.dispose()
      await transfers.dispose()
      await outputs.dispose()
      bulk.close()
      await dispatcher.close()
      database.close()
    },
  }
}

export function requestFor(destination: string, change: Partial<TransferRequest> = {}): TransferRequest {
  const selection = { include: [''], exclude: [] }
  return { taskId, archive: 'output', kind: 'files', conflicts: 'skip-identical', selection, destination, ...change }
}

/** A folder of its own for a test, and the way to remove it. */
export function makeTemporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'inductiva-transfers-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Every file below a folder with its bytes (or their digest), every folder with a slash: to compare two trees. */
export function readTree(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return new Map(paths.map(path => readNode(folder, path)))
}

function readNode(folder: string, path: string): readonly [string, string] {
  const absolute = join(folder, path)
  const name = relative(folder, absolute)
  if (statSync(absolute).isDirectory()) return [`${name}/`, '']
  const bytes = readFileSync(absolute)
  return [name, bytes.length <= 100 ? bytes.toString() : createHash('sha256').update(bytes).digest('hex')]
}
