import type { Dispatcher } from 'undici'
import {
  archiveIdSchema,
  type ArchiveId,
  type ArchiveKind,
  type ArchiveSummary,
  type OpenedArchive,
  type outputCalls,
} from '../contract/outputs.ts'
import type { Handlers } from '../contract/define.ts'
import type { TaskId } from '../contract/tasks.ts'
import type { ArchiveEntries, ArchiveEntry } from '../domain/archive/archive-entries.ts'
import type { Clock } from '../domain/clock.ts'
import type { Log } from '../domain/log.ts'
import { LocalArchiveDamaged, LocalArchiveNotZip, LocalArchiveUnreadable } from '../domain/local-archive-errors.ts'
import { ObjectChanged, StorageRefused } from '../domain/object-errors.ts'
import type { ObjectIdentity, ObjectSource } from '../domain/object-source.ts'
import { changeOf } from '../domain/transfer/judge-response.ts'
import { ArchiveDamaged, ArchiveNotZip, EntryNotFound } from './archive-errors.ts'
import { openArchiveIndex } from './archive-index.ts'
import { ArchiveShelf, type ArchiveName, type HeldArchive, type Opened } from './archive-shelf.ts'
import { readEntryText } from './entry-text.ts'
import { createHttpObjectSource } from './http-object-source.ts'
import type { LocalArchives } from './local-archives.ts'
import { measureSource } from './measured-source.ts'
import { meterNetwork, type OnBytes } from './metered-network.ts'
import type { ArchiveLocation, ArchiveLocator, BulkTransport, IndexStore, Retry, SpawnIndexWorker } from './ports.ts'
import { readIdentity } from './read-identity.ts'
import { createRetry } from './retry-requests.ts'

export type OutputServiceOptions = {
  readonly locator: ArchiveLocator
  /** Archives on this disk. Without it, none can be opened. */
  readonly local?: LocalArchives
  readonly dispatcher: Dispatcher
  readonly bulk?: BulkTransport
  readonly spawnWorker: SpawnIndexWorker
  readonly clock: Clock
  readonly log: Log
  readonly userAgent?: string
  /** Counts what is fetched of an archive. */
  readonly meter?: (name: ArchiveName) => OnBytes
  /** Keeps indexes from one session to the next. Without one, every session reads them anew. */
  readonly indexStore?: IndexStore
  /** How many indexes to keep at hand. Default 4. */
  readonly archivesHeld?: number
}

/** What a transfer needs of an archive. It stays usable when the archive is closed meanwhile. */
export type OpenedForTransfer =
  | {
      readonly state: 'open'
      readonly source: ObjectSource
      readonly identity: ObjectIdentity
      readonly entries: ArchiveEntries
      readonly rootFolder: string
    }
  | { readonly state: 'none'; readonly reason: string }

/** What reading entries needs of an archive. It stays usable when the archive is closed meanwhile. */
export type OpenedForReading = {
  readonly taskId: TaskId
  readonly kind: ArchiveKind
  readonly source: ObjectSource
  readonly identity: ObjectIdentity
  readonly entries: ArchiveEntries
  readonly rootFolder: string
  /** Aborted with the service. */
  readonly ended: AbortSignal
  /** Whoever sees that the object has changed says so: the next to ask must open it anew. */
  forget(): Promise<void>
}

type OutputHandlers = Handlers<typeof outputCalls>

/** Looks into remote archives: the calls of the contract, and what transfers take from here. */
export interface OutputService extends OutputHandlers {
  openForTransfer(taskId: TaskId, kind: ArchiveKind, signal: AbortSignal): Promise<OpenedForTransfer>
  /** An archive that a window has open, to read single entries of. Fails as the calls do. */
  openForReading(id: ArchiveId): Promise<OpenedForReading>
  /** Ends every request and thread. Calls that are still running fail. */
  dispose(): Promise<void>
}

const nothingThere = 'The cloud storage has no such archive of this task. It may have been deleted, or was never saved.'

export function createOutputService(options: OutputServiceOptions): OutputService {
  const ended = new AbortController()
  const retry = createRetry(options.clock)
  const opener = createOpener(options, retry, ended.signal)
  const shelf = new ArchiveShelf(opener, options.archivesHeld ?? 4)
  return {
    openArchive: async name => present(await shelf.open(name)),
    async openLocalArchive({ path }) {
      if (!options.local) throw new LocalArchiveUnreadable('No archives of this disk are opened here')
      const archive = options.local.add(path)
      await shelf.open({ taskId: archive.id, kind: 'output' })
      return { taskId: archive.id, path: archive.path, fileName: archive.fileName }
    },
    listEntries: async ({ archiveId, ...input }) => (await shelf.get(archiveId)).index.list(input),
    searchEntries: async ({ archiveId, ...input }) => (await shelf.get(archiveId)).index.search(input),
    sumSelection: async ({ archiveId, selection }) => (await shelf.get(archiveId)).index.sum(selection),
    countGlobHits: async ({ archiveId, ...input }) => ({
      counts: await (await shelf.get(archiveId)).index.countGlobHits(input),
    }),
    async readEntryText({ archiveId, entryIndex, maxBytes }) {
      const archive = await shelf.get(archiveId)
      try {
        return await readText(archive, { entryIndex, maxBytes, retry, signal: ended.signal })
      } catch (error) {
        if (error instanceof ObjectChanged) await shelf.forget(archive)
        throw error
      }
    },
    async closeArchive({ archiveId }) {
      await shelf.close(archiveId)
      return {}
    },
    openForTransfer: async (taskId, kind, signal) =>
      forTransfer(await untilAborted(shelf.open({ taskId, kind }), signal)),
    async openForReading(id) {
      const archive = await shelf.get(id)
      return forReading(archive, { ended: ended.signal, forget: () => shelf.forget(archive) })
    },
    async dispose() {
      ended.abort(new Error('the outputs were let go of'))
      await shelf.clear()
    },
  }
}

/** Locates an archive and reads its index, unless the one at hand is still that of the same object. */
function createOpener(options: OutputServiceOptions, retry: Retry, signal: AbortSignal) {
  let opened = 0
  const read = async (name: ArchiveName, location: Located): Promise<Opened> => {
    const source = location.state === 'local' ? location.source : sourceOf(options, name, location)
    const { source: measured, measure } = measureSource(source)
    const cache = cacheFor(options, name, location)
    const index = await openArchiveIndex({ source: measured, retry, signal }, options.spawnWorker, cache)
    const id = archiveIdSchema.parse(`${name.taskId}.${name.kind}.${++opened}`)
    const cost = measure()
    const { count: entries, isFromCache } = index
    options.log.info('opened an archive', { id, entries, isFromCache, bytes: cost.bytes, requests: cost.requests })
    return { state: 'open', archive: { ...name, id, cacheKey: cacheKeyOf(location), source, index, cost } }
  }
  return async (name: ArchiveName, held: HeldArchive | undefined): Promise<Opened> => {
    const location = await options.locator.locate(name.taskId, name.kind, signal)
    if (location.state === 'none') return location
    try {
      const isSame = held?.cacheKey === cacheKeyOf(location) && (await isUnchanged(held, retry, signal))
      return isSame ? { state: 'open', archive: held } : await read(name, location)
    } catch (error) {
      if (location.state === 'local') throw toLocalFailure(error)
      if (!(error instanceof StorageRefused && error.isMissing)) throw error
      return { state: 'none', reason: location.reasonIfMissing ?? nothingThere }
    }
  }
}

type Located = Exclude<ArchiveLocation, { state: 'none' }>
type InStorage = Extract<ArchiveLocation, { state: 'located' }>

function sourceOf(options: OutputServiceOptions, name: ArchiveName, { signUrl }: InStorage): ObjectSource {
  const onBytes = options.meter?.(name)
  const network = onBytes ? meterNetwork(options, onBytes) : options
  return createHttpObjectSource({ ...options, ...network, signUrl })
}

/** What lies on this disk is read as fast as a kept index would be. */
function cacheFor({ indexStore: store }: OutputServiceOptions, { kind }: ArchiveName, location: Located) {
  return store && location.state === 'located' ? { store, key: `${location.cacheKey}/${kind}` } : undefined
}

/** A local archive is named by its path already. */
const localCacheKey = ''

function cacheKeyOf(location: Located): string {
  return location.state === 'located' ? location.cacheKey : localCacheKey
}

/** What is said of an archive in the cloud makes no sense for one on this disk. */
function toLocalFailure(error: unknown): unknown {
  if (error instanceof ArchiveNotZip) return new LocalArchiveNotZip(error.found, { cause: error })
  if (error instanceof ArchiveDamaged) return new LocalArchiveDamaged(error.message, { cause: error })
  return error
}

/** Size alone proves nothing: without a strong ETag the directory is read again. */
async function isUnchanged({ source, index }: HeldArchive, retry: Retry, signal: AbortSignal): Promise<boolean> {
  if (index.identity.validator === null) return false
  return changeOf(index.identity, await readIdentity({ source, retry, signal })) === null
}

type TextRequest = {
  readonly entryIndex: number
  readonly maxBytes: number
  readonly retry: Retry
  readonly signal: AbortSignal
}

async function readText(
  { source: unmeasured, index }: HeldArchive,
  { entryIndex, maxBytes, retry, signal }: TextRequest,
) {
  const { source, measure } = measureSource(unmeasured)
  const entry = entryWithData(index, entryIndex)
  const text = await retry(() => readEntryText({ source, identity: index.identity, entry, signal }, maxBytes), signal)
  return { ...text, bytesFetched: measure().bytes }
}

/** @throws EntryNotFound */
export function entryWithData(entries: ArchiveEntries, index: number): ArchiveEntry {
  const entry = index < entries.count ? entries.entry(index) : null
  if (!entry || entry.kind === 'folder') throw new EntryNotFound(index)
  return entry
}

function present(opened: Opened): OpenedArchive {
  return opened.state === 'none' ? opened : { state: 'open', archive: summarise(opened.archive) }
}

function summarise({ id, taskId, kind, cacheKey, index, cost }: HeldArchive): ArchiveSummary {
  return {
    id,
    taskId,
    kind,
    ...index.summary,
    archiveBytes: index.identity.sizeBytes,
    isZip64: index.isZip64,
    indexBytesFetched: cost.bytes,
    indexRequests: cost.requests,
    isLocal: cacheKey === localCacheKey,
    isIndexFromCache: index.isFromCache,
  }
}

function forTransfer(opened: Opened): OpenedForTransfer {
  if (opened.state === 'none') return opened
  const { source, index } = opened.archive
  return { state: 'open', source, identity: index.identity, entries: index, rootFolder: index.summary.rootFolder }
}

function forReading(
  { taskId, kind, source, index }: HeldArchive,
  rest: Pick<OpenedForReading, 'ended' | 'forget'>,
): OpenedForReading {
  const { identity, summary } = index
  return { taskId, kind, source, identity, entries: index, rootFolder: summary.rootFolder, ...rest }
}

/** The opening goes on for whoever else waits for it; this caller does not. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason as Error)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
