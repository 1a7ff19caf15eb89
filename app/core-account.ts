import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Dispatcher } from 'undici'
import { createInductivaApi } from './api/inductiva-api.ts'
import type { AppEmit } from './contract/contract.ts'
import type { Task, TaskId } from './contract/tasks.ts'
import { createArchiveLocator, createArchiveOpener } from './core-archives.ts'
import type { Clock } from './domain/clock.ts'
import { createLedgerService, type LedgerService } from './ledger/ledger-service.ts'
import type { NoticeRules } from './contract/notices.ts'
import type { NoticeDesk } from './notices/notice-desk.ts'
import { createNoticeService, type NoticeService } from './notices/notice-service.ts'
import type { TextFiles } from './ledger/ports.ts'
import type { Log } from './domain/log.ts'
import type { ObjectSource } from './domain/object-source.ts'
import { folderOfTask } from './domain/transfer/folder-template.ts'
import { verifyLocalArchive } from './outputs/local-archive.ts'
import { createEntryContents, type EntryContents } from './outputs/entry-contents.ts'
import { createLocalArchives, type LocalArchives } from './outputs/local-archives.ts'
import { createOutputService, type OutputService } from './outputs/output-service.ts'
import type { BulkTransport, IndexStore } from './outputs/ports.ts'
import type { SpawnWorker } from './platform/workers.ts'
import type { ActiveAccount } from './session/ports.ts'
import { createTaskService, type TaskService } from './tasks/task-service.ts'
import { createCheckService, type CheckService } from './transfers/check-service.ts'
import type { TransferDisk, UsualFolder } from './transfers/ports.ts'
import { createManyTasks, type ManyTasks } from './transfers/many-tasks.ts'
import { createTransferService, type TransferService } from './transfers/transfer-service.ts'

/** What the services of an account need of the world. */
export type AccountPorts = {
  readonly clock: Clock
  readonly log: Log
  readonly dispatcher: Dispatcher
  readonly bulk: BulkTransport
  readonly userAgent: string
  readonly spawnWorker: SpawnWorker
  readonly disk: TransferDisk
  readonly unpackers: number // threads that unpack downloads
  /** The account's own file; its folder is made where it is missing. */
  readonly openDatabase: (profileId: string) => DatabaseSync
  readonly openIndexStore: (profileId: string) => IndexStore
  readonly textFiles: TextFiles
  readonly openLocalSource: (path: string) => ObjectSource
  /** Of whoever runs the core: what `~` stands for in a typed path. */
  readonly homeFolder: string
  /** Where the shell serves contents of archives, apart from its pages: scheme and host, without a slash at the end. */
  readonly entryOrigin: string
}

/** The services of whoever is signed in. */
export type AccountServices = {
  readonly tasks: TaskService
  readonly outputs: OutputService
  readonly contents: EntryContents
  readonly transfers: TransferService
  readonly manyTasks: ManyTasks
  readonly checks: CheckService
  readonly ledger: LedgerService
  readonly notices: NoticeService
  /** Transfers stop with their checkpoints written, then everything else ends. */
  dispose(): Promise<void>
}

type Options = AccountPorts & {
  readonly emit: AppEmit
  readonly settings: { downloadFolder(): string; destinationTemplate(): string; pricePerGigabyteUsd(): number }
  /** Bytes per second for all downloads together; null: as fast as it goes. */
  readonly downloadLimit: () => number | null
  readonly noticeDesk: NoticeDesk
  readonly noticeRules: () => NoticeRules
  /** The service began or ceased to refuse the key. */
  readonly onKeyDoubted: () => void
}

/** Brings up the services of an account: the mirror begins to refresh, unfinished transfers go on. */
export async function openAccount(options: Options, account: ActiveAccount): Promise<AccountServices> {
  const database = options.openDatabase(account.profile.id)
  const services = closingOnFailure(database, () => buildServices(options, account, database))
  try {
    services.tasks.start()
    services.transfers.resumeUnfinished()
    return services
  } catch (error) {
    await services.dispose() // some of it may be at work already
    throw error
  }
}

function closingOnFailure<T>(database: DatabaseSync, work: () => T): T {
  try {
    return work()
  } catch (error) {
    database.close()
    throw error
  }
}

function buildServices(options: Options, { profile, key }: ActiveAccount, database: DatabaseSync): AccountServices {
  const { clock, log, dispatcher, bulk, userAgent, spawnWorker, emit, settings } = options
  const api = createInductivaApi({ baseUrl: profile.baseUrl, key, dispatcher, clock, log, userAgent })
  const { onKeyDoubted } = options
  const keyListeners = { onKeyRefused: onKeyDoubted, onKeyAccepted: onKeyDoubted }
  const notices = createNoticeService({ database, clock, desk: options.noticeDesk, rules: options.noticeRules })
  const recordEnd = notices.recordTask
  const tasks = createTaskService({ api, database, clock, log, emit, recordEnd, ...keyListeners })
  const local = createLocalArchives(database, options.homeFolder)
  const locator = createArchiveLocator({ tasks, api, local, openLocalSource: options.openLocalSource })
  const indexStore = options.openIndexStore(profile.id)
  const describe = (taskId: TaskId) => tasks.known(taskId)
  const ledger = createLedgerService({
    ...{ database, clock, log, emit, settings, describe },
    files: options.textFiles,
  })
  const outputs = createOutputService({
    ...{ locator, local, dispatcher, bulk, spawnWorker, clock, log, userAgent, indexStore },
    meter: ({ taskId, kind }) => ledger.meter({ taskId, archive: kind }),
  })
  const contents = createEntryContents({ outputs, origin: options.entryOrigin, clock, log })
  const openArchive = createArchiveOpener({
    outputs,
    locator,
    tasks,
    local,
    ledger,
    source: { dispatcher, bulk, clock, log, userAgent },
  })
  const usualFolder = createUsualFolder(settings, { describe, local })
  const titleOf = (taskId: TaskId) => local.find(taskId)?.fileName ?? titleOfTask(tasks, taskId)
  const transfers = createTransferService({
    ...options,
    usualFolder,
    openArchive,
    database,
    limit: options.downloadLimit,
    recordEnd: notices.recordTransfer,
    titleOf,
  })
  const checks = createCheckService({
    ...{ ...options, openArchive, transfers, usualFolder, titleOf },
    verifyZip: (path, how) => verifyLocalArchive(spawnWorker, path, how),
  })
  const manyTasks = createManyTasks({ ...options, transfers, taskOf: describe })
  const services = { tasks, outputs, contents, transfers, manyTasks, checks, ledger, notices }
  return { ...services, dispose: () => disposeInOrder({ ...services, database, log }) }
}

/** Where the files of a task, or of an archive on this disk, go unless the person says otherwise. */
function createUsualFolder(
  settings: { downloadFolder(): string; destinationTemplate(): string },
  { describe, local }: { readonly describe: (taskId: TaskId) => Task | undefined; readonly local: LocalArchives },
): UsualFolder {
  return (taskId, archive) => {
    const onDisk = local.find(taskId)
    if (onDisk) return onDisk.usualFolder
    const task = describe(taskId) ?? { id: taskId, project: '', simulator: '', status: 'other', createdAtMs: null }
    const folder = folderOfTask(settings.destinationTemplate(), archive, task)
    return join(settings.downloadFolder(), 'inductiva_output', folder)
  }
}

/** For people: what was simulated, and for which project. The id where the mirror does not know the task. */
function titleOfTask(tasks: TaskService, taskId: TaskId): string {
  const task = tasks.known(taskId)
  return task ? `${task.simulator} · ${task.project}` : taskId
}

type Ending = Omit<AccountServices, 'dispose'> & { readonly database: DatabaseSync; readonly log: Log }

/**
 * Transfers first: their checkpoints need the database, and their requests the archives, whose bytes are counted. What
 * cannot be written any more, as on a full disk, keeps nothing else from ending.
 */
async function disposeInOrder(services: Ending): Promise<void> {
  const { contents, checks, transfers, outputs, ledger, tasks, notices, database, log } = services
  const steps: readonly (() => Promise<void> | void)[] = [
    () => contents.dispose(),
    () => checks.dispose(),
    () => transfers.dispose(),
    () => outputs.dispose(),
    () => ledger.dispose(),
    () => tasks.stop(),
    () => notices.dispose(),
    () => database.close(),
  ]
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      log.error('Something of the account could not be ended in order', error)
    }
  }
}
