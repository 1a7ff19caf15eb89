import type { DatabaseSync } from 'node:sqlite'
import type { Emit } from '../contract/define.ts'
import type { KillResult, Task, TaskDetail, taskEvents, TaskId, TaskQuery, TaskSync } from '../contract/tasks.ts'
import { AppError, failureOf } from '../domain/app-error.ts'
import type { Clock } from '../domain/clock.ts'
import type { Log } from '../domain/log.ts'
import { KeyRefused } from '../domain/service-errors.ts'
import { HistoryFill } from './history-fill.ts'
import { Mirror } from './mirror.ts'
import type { TaskSource } from './ports.ts'
import { RefreshCycle } from './refresh-cycle.ts'
import type { TaskCounts } from './task-counts.ts'
import { TaskKiller } from './task-killer.ts'
import { TaskStore, type RecordEnd } from './task-store.ts'
import { TaskWatcher } from './task-watcher.ts'

export type TaskServiceOptions = {
  readonly api: TaskSource
  /** The account's database; stays open until after `stop`. */
  readonly database: DatabaseSync
  readonly clock: Clock
  readonly log: Log
  readonly emit: Emit<typeof taskEvents>
  /** The service refuses the account's key by now. Called after every refresh that found so. */
  readonly onKeyRefused?: () => void
  /** The service accepts the key again. Called once after refusals. */
  readonly onKeyAccepted?: () => void
  readonly random?: () => number // 0 … 1, so that many apps do not ask at the same moment
  /** Called with an end that is news, inside the transaction that marks it as told: both are on disk, or neither. */
  readonly recordEnd?: RecordEnd
}

/** The tasks of one account: mirrored on disk, kept fresh, ended on request. Lists and counts never use the network. */
export interface TaskService {
  /** Begins to watch. Call once. */
  start(): void
  /** Resolves when nothing is under way any more; then the database may be closed. */
  stop(): Promise<void>
  /** The computer is about to sleep: nothing is asked any more. Resolves when nothing is under way. */
  sleep(): Promise<void>
  /** Watches again, and asks at once. Only after `sleep` has resolved. */
  wake(): void
  /** Asks the service now. Never rejects: the failure is in the answer. */
  refresh(): Promise<TaskSync>
  /** For when the window comes to the front or the network comes back. */
  onFocus(): void
  list(
    query: TaskQuery,
    page: { readonly offset: number; readonly limit: number },
  ): Revised<{ total: number; rows: Task[] }>
  listIds(query: TaskQuery): TaskId[]
  count(query: TaskQuery): Revised<TaskCounts>
  /** The task as the service knows it; the last known state with `staleReason` where it cannot be reached. */
  get(id: TaskId): Promise<TaskDetail>
  /** As last known, without network; undefined for a task never seen. */
  known(id: TaskId): Task | undefined
  sync(): TaskSync
  kill(ids: readonly TaskId[]): Promise<KillResult[]>
}
type Revised<T> = T & { readonly revision: number }

const mostIds = 10_000

export function createTaskService(options: TaskServiceOptions): TaskService {
  const { api: source, database, clock, log, emit, random = Math.random } = options
  const store = new TaskStore(database, options.recordEnd)
  const mirror = new Mirror(store, clock, emit)
  const cycle = new RefreshCycle({ source, store, mirror, log })
  const history = new HistoryFill({ source, store, mirror, clock, log })
  let isKeyRefused = false
  const onSync = (sync: TaskSync): void => {
    emit('taskSyncChanged', sync)
    if (!isKeyRefused || sync.state !== 'fresh') return
    isKeyRefused = false
    options.onKeyAccepted?.()
  }
  const onFailure = (error: unknown): void => {
    if (!(error instanceof KeyRefused)) return
    isKeyRefused = true
    options.onKeyRefused?.()
  }
  const watcher = new TaskWatcher({ store, cycle, history, clock, log, random, onSync, onFailure })
  const killer = new TaskKiller({
    source,
    store,
    mirror,
    clock,
    log,
    readOne: (id, signal) => cycle.readOne(id, signal),
  })
  return {
    start() {
      watcher.start()
      killer.start()
    },
    async stop() {
      await Promise.all([watcher.stop(), killer.stop()])
      mirror.flush()
    },
    async sleep() {
      await watcher.stop()
      mirror.flush()
    },
    wake: () => watcher.start(),
    async refresh() {
      await watcher.refresh()
      mirror.flush()
      return watcher.sync()
    },
    onFocus: () => watcher.onFocus(),
    list: (query, { offset, limit }) => ({ ...store.list(query, offset, limit), revision: store.revision() }),
    listIds: query => store.listIds(query, mostIds),
    count: query => ({ ...store.count(query), revision: store.revision() }),
    get: id => readDetail({ id, source, store, mirror, clock, cycle }),
    known: id => store.get(id),
    sync: () => watcher.sync(),
    kill: ids => killer.kill(ids),
  }
}

type Reading = {
  readonly id: TaskId
  readonly source: TaskSource
  readonly store: TaskStore
  readonly mirror: Mirror
  readonly clock: Clock
  readonly cycle: RefreshCycle
}

async function readDetail({ id, source, store, mirror, clock, cycle }: Reading): Promise<TaskDetail> {
  try {
    const { task } = await mirror.readTask(() => source.getTask(id))
    if (task.status === 'submitted') await cycle.readQueuePosition(id)
    return storedDetail(store, id, null) ?? unexpectedlyGone(id)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const last = storedDetail(store, id, error)
    if (!last) throw error
    return { ...last, asOfMs: last.asOfMs || (store.sync.get('last_success_at_ms') ?? clock.nowMs()) }
  }
}

/** `asOfMs` is 0 when only lists have told of the task. */
function storedDetail(store: TaskStore, id: TaskId, reason: AppError | null): TaskDetail | undefined {
  const stored = store.detail(id)
  if (!stored) return undefined
  const { task, facts, history, asOfMs } = stored
  return { task, ...facts, history, asOfMs: asOfMs ?? 0, staleReason: reason && failureOf(reason) }
}

function unexpectedlyGone(id: TaskId): never {
  throw new Error(`Task ${id} is not in the mirror right after it was written`)
}
