import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Worker } from 'node:worker_threads'
import type { Emit } from '../contract/define.ts'
import type { TaskId } from '../contract/tasks.ts'
import type { QueueSpot, SharedCommand } from '../contract/transfer-queue.ts'
import {
  transferGroupIdSchema,
  transferIdSchema,
  type StartedTransfer,
  type Transfer,
  type transferEvents,
  type TransferForecast,
  type TransferId,
  type TransferNote,
  type TransferRequest,
} from '../contract/transfers.ts'
import type { Clock } from '../domain/clock.ts'
import type { Log } from '../domain/log.ts'
import { mostConnections } from '../domain/transfer/adapt-connections.ts'
import { hasEnded, type TransferEvent } from '../domain/transfer/transfer-phase.ts'
import { onlyFileOf } from '../domain/transfer/only-file.ts'
import { createCheckpointStore, wholeObject } from './checkpoint-store.ts'
import { createConflictQuestions, type ConflictQuestions } from './conflict-questions.ts'
import { createConflictStore } from './conflict-store.ts'
import { addOrders } from './add-orders.ts'
import { checkDestination, stagingFolderOf } from './destination.ts'
import { createExtractor } from './extractor.ts'
import { forecastTransfer } from './forecast.ts'
import { createGivenNames } from './given-names.ts'
import type { ArchiveOpener, TransferDisk, UsualFolder } from './ports.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { TransferNotPossible } from './transfer-errors.ts'
import { createTransferQueue, type TransferQueue } from './transfer-queue.ts'
import type { TransferOrder } from './transfer-record.ts'
import { createTransferStore, type RecordEnd } from './transfer-store.ts'

/** A request whose folder is decided on. */
export type PlacedRequest = TransferRequest & { readonly destination: string }

/** Every transfer of one account. Calls that name a transfer fail with `transfer-not-possible` where there is none. */
export interface TransferService {
  /** Unfinished ones in the order of the queue, then those that have ended, newest first. */
  list(): readonly Transfer[]
  forecast(request: TransferRequest): Promise<TransferForecast>
  /**
   * One that is equal to what waits or runs is not queued: that one is answered.
   *
   * @param names  Local paths of entries that have another than their usual one, by path in the archive.
   */
  start(request: TransferRequest, names?: ReadonlyMap<string, string>): Promise<StartedTransfer>
  /**
   * Queues all of them or none, without a look at their destinations. In their order, and as a group.
   *
   * @param folder  Absolute: all destinations lie below it.
   */
  startAll(requests: readonly PlacedRequest[], folder: string): readonly StartedTransfer[]
  /** As it was asked for, with the folder that was decided on. */
  request(id: TransferId): TransferRequest
  /** Resolves once the checkpoint is on disk. */
  pause(id: TransferId): Promise<Transfer>
  resume(id: TransferId): Promise<Transfer>
  cancel(id: TransferId): Promise<Transfer>
  retry(id: TransferId): Promise<Transfer>
  remove(id: TransferId): Promise<void>
  /** Gives unfinished transfers another place in the queue. Who has to make room stops by itself. */
  move(ids: readonly TransferId[], spot: QueueSpot): readonly Transfer[]
  /** Tells several the same. Resolves with whom it concerned, once what stops has stopped. */
  tell(ids: readonly TransferId[], command: SharedCommand): Promise<readonly Transfer[]>
  /** Keeps one transfer below a speed, beside the limit for all; null: not any more. */
  limit(id: TransferId, bytesPerSecond: number | null): Transfer
  /** Resolves with what was paused, once every checkpoint is on disk. */
  pauseAll(): Promise<readonly Transfer[]>
  /** In the order of the queue. Answers what was resumed. */
  resumeAll(): readonly Transfer[]
  notes(id: TransferId, page: { offset: number; limit: number }): { total: number; notes: TransferNote[] }
  readonly conflicts: ConflictQuestions
  /** The folder it writes to; of a raw archive that has arrived, the file. */
  placeOf(id: TransferId): string
  /** The same of a transfer that has brought all it should, checked; the file itself where it is one alone. Fails for others. */
  wholePlaceOf(id: TransferId): string
  /** Goes on with what was under way when the app ended. Call once, when the account is ready. */
  resumeUnfinished(): void
  /**
   * The computer is about to sleep: everything at work stops with its checkpoint on disk, and nothing begins until
   * `wake`. What the person paused stays paused throughout.
   */
  sleep(): Promise<void>
  /** Goes on with exactly what `sleep` stopped. Idempotent. */
  wake(): void
  /** Stops everything with checkpoints on disk; what was running goes on after the next start. Idempotent. */
  dispose(): Promise<void>
}

export type TransferServicePorts = {
  readonly openArchive: ArchiveOpener
  readonly database: DatabaseSync
  readonly disk: TransferDisk
  readonly spawnWorker: (entry: 'extract-worker') => Worker
  readonly clock: Clock
  readonly log: Log
  readonly emit: Emit<typeof transferEvents>
  readonly usualFolder: UsualFolder
  /** "openfoam-foundation · cavity-sweep": for people. */
  readonly titleOf: (taskId: TaskId) => string
  readonly random?: () => number // 0 to 1; spreads retries
  readonly connections?: number // per transfer at most; 16 unless told
  readonly unpackers: number // threads that unpack, of all transfers together
  /** Bytes per second for all transfers together, asked for again and again; null: as fast as it goes. */
  readonly limit?: () => number | null
  /** Called with a transfer that is done or has failed, inside the transaction that says so: both are on disk, or neither. */
  readonly recordEnd?: RecordEnd
}

/** All that a transfer of one file may have to tell. */
const fewNotes = 5

export function createTransferService(ports: TransferServicePorts): TransferService {
  const { database, disk, openArchive, usualFolder, unpackers } = ports
  const store = createTransferStore(database, ports.recordEnd)
  const checkpoints = createCheckpointStore(database)
  const givenNames = createGivenNames(database)
  const conflicts = createConflictStore(database)
  const extractor = createExtractor(() => ports.spawnWorker('extract-worker'), unpackers)
  const { random = Math.random, connections = mostConnections, limit = () => null } = ports
  const aborter = new AbortController()
  const queue = createTransferQueue({
    ...{ ...ports, store, checkpoints, givenNames, conflicts, extractor, random, connections, unpackers },
    limiter: createRateLimiter(ports.clock, limit),
  })
  const destinationFor = ({ destination, taskId, archive }: TransferRequest): string =>
    destination ?? usualFolder(taskId, archive)
  const placeOf = (id: TransferId): string => {
    const { destination } = queue.record(id).order
    const archivePath = checkpoints.read(id)?.doneEntries.get(wholeObject)
    return archivePath === undefined ? destination : join(destination, archivePath)
  }
  return {
    list: () => queue.list(),
    forecast: request =>
      forecastTransfer(
        { ...request, destination: destinationFor(request) },
        { openArchive, disk, extractor, unpackers },
        aborter.signal,
      ),
    async start(request, names = new Map()) {
      const destination = destinationFor(request)
      await checkDestination(disk, destination)
      const order = orderFor({ ...request, destination }, ports)
      const [started] = addOrders(queue, [order])
      if (!started.wasThere) givenNames.keep(order.id, names) // before its run, which has begun, comes to look
      return started
    },
    startAll(requests, folder) {
      const group = { id: transferGroupIdSchema.parse(randomUUID()), folder }
      return addOrders(
        queue,
        requests.map(request => ({ ...orderFor(request, ports), group })),
      )
    },
    request: id => requestOf(queue.record(id).order),
    pause: id => told(queue, id, { type: 'pause' }),
    resume: id => told(queue, id, { type: 'resume' }),
    cancel: id => told(queue, id, { type: 'cancel' }),
    retry: id => told(queue, id, { type: 'retry' }),
    async remove(id) {
      const { phase, order } = queue.record(id)
      if (!hasEnded(phase)) throw new TransferNotPossible('This transfer has not ended yet. Cancel it first.')
      await queue.atRest(id)
      await disk.remove(stagingFolderOf(order.destination, id))
      queue.forget(id)
    },
    move(ids, spot) {
      queue.move(ids, spot)
      return ids.map(id => queue.view(id))
    },
    tell: (ids, command) => toldAll(queue, new Set(ids), command),
    limit(id, bytesPerSecond) {
      queue.limit(id, bytesPerSecond)
      return queue.view(id)
    },
    pauseAll: () => toldAll(queue, new Set(queue.list().map(({ id }) => id)), 'pause'),
    resumeAll: () => dispatchToAll(queue, queue.list(), { type: 'resume' }).map(id => queue.view(id)),
    notes: (id, page) => store.notes(queue.record(id).order.id, page),
    conflicts: createConflictQuestions({ queue, conflicts, disk }),
    placeOf,
    wholePlaceOf(id) {
      const { state, entriesFailed, kind, destination } = queue.view(id)
      if (state !== 'done' || entriesFailed > 0) throw new TransferNotPossible('Not all of this transfer is here yet.')
      if (kind === 'archive') return placeOf(id)
      const { notes } = store.notes(id, { offset: 0, limit: fewNotes })
      return join(destination, onlyFileOf(queue.record(id).order.selection, notes) ?? '')
    },
    resumeUnfinished: () => queue.resumeUnfinished(),
    sleep: () => queue.sleep(),
    wake: () => queue.wake(),
    async dispose() {
      aborter.abort()
      await queue.dispose()
      await extractor.dispose()
    },
  }
}

/** Answers once what the event set off has come to rest, as far as it stops something. */
async function told(queue: TransferQueue, id: TransferId, event: TransferEvent): Promise<Transfer> {
  queue.dispatch(id, event)
  await queue.atRest(id)
  return queue.view(id)
}

/** As `told`, of several. */
async function toldAll(
  queue: TransferQueue,
  ids: ReadonlySet<TransferId>,
  command: SharedCommand,
): Promise<readonly Transfer[]> {
  const meant = queue.list().filter(transfer => ids.has(transfer.id) && isMeant(transfer, command))
  const changed = dispatchToAll(queue, meant, { type: command })
  await Promise.all(changed.map(id => queue.atRest(id)))
  return changed.map(id => queue.view(id))
}

/** What failed is tried again with others; what is fine, or was cancelled on purpose, only by itself. */
function isMeant({ state, entriesFailed }: Transfer, command: SharedCommand): boolean {
  return command !== 'retry' || state === 'failed' || (state === 'done' && entriesFailed > 0)
}

/** Answers whom the event concerned. All of them before anybody stops: nobody gets a turn that another gave up. */
function dispatchToAll(
  queue: TransferQueue,
  transfers: readonly Transfer[],
  event: TransferEvent,
): readonly TransferId[] {
  return transfers.flatMap(({ id }) => {
    const { phase } = queue.record(id)
    queue.dispatch(id, event)
    return queue.record(id).phase === phase ? [] : [id]
  })
}

function requestOf(order: TransferOrder): TransferRequest {
  const { taskId, archive, kind, selection, conflicts, destination } = order
  return { taskId, archive, kind, selection, conflicts, destination }
}

function orderFor(
  request: PlacedRequest,
  { clock, titleOf }: Pick<TransferServicePorts, 'clock' | 'titleOf'>,
): TransferOrder {
  const { taskId, archive, kind, selection, conflicts } = request
  const destination = resolve(request.destination) // written in one way, to be compared
  const id = transferIdSchema.parse(randomUUID())
  const title = titleOf(taskId)
  const createdAtMs = clock.nowMs()
  return { id, taskId, title, archive, kind, selection, conflicts, destination, createdAtMs, group: null }
}
