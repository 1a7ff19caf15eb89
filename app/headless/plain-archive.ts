import { posix } from 'node:path'
import type { Selection } from '../contract/outputs.ts'
import type { ArchiveEntries } from '../domain/archive/archive-entries.ts'
import { taskIdSchema, type TaskId } from '../contract/tasks.ts'
import { RequestFailed, StorageRefused } from '../domain/object-errors.ts'
import type { ObjectIdentity, ObjectSource } from '../domain/object-source.ts'
import { openArchiveIndex, type ArchiveIndex } from '../outputs/archive-index.ts'
import { createHttpObjectSource, type HttpObjectSourceOptions } from '../outputs/http-object-source.ts'
import { measureSource, type Measure } from '../outputs/measured-source.ts'
import type { SpawnIndexWorker } from '../outputs/ports.ts'
import { createRetry } from '../outputs/retry-requests.ts'
import type { ArchiveForTransfer, ArchiveOpener } from '../transfers/ports.ts'

/** An archive behind a plain address, without account or task. */
export interface PlainArchive {
  readonly opener: ArchiveOpener
  /** @throws what reading an index throws; `StorageRefused` where there is nothing at the address. */
  openIndex(signal: AbortSignal): Promise<ArchiveIndex>
  /** Everything that came over the wire so far, the index included. */
  measure(): Measure
  /** Size of the archive, as far as it has been told; else 0. */
  wholeBytes(): number
  /** Whether the address has answered at all, be it with a refusal. */
  hasAnswered(): boolean
  /** Ends the threads that hold indexes. They are started again should one be asked something. */
  release(): Promise<void>
}

type Ports = Omit<HttpObjectSourceOptions, 'signUrl'> & { readonly spawnWorker: SpawnIndexWorker }

/** There are no tasks here; the engine wants an archive to belong to one. */
export const plainTaskId: TaskId = taskIdSchema.parse('plain-address')

const nothingThere = 'There is no file at this address.'

export function createPlainArchive(url: URL, ports: Ports): PlainArchive {
  // The address is all there is: no service could hand out a fresh one.
  const plain = createHttpObjectSource({ ...ports, signUrl: () => Promise.resolve(url.href), renewals: 0 })
  const { source: measured, measure } = measureSource(plain)
  const { source, hasAnswered } = watchForAnswer(measured)
  const retry = createRetry(ports.clock)
  const indexes = new Set<ArchiveIndex>()
  const fileName = fileNameOf(url)
  let wholeBytes = 0
  const openIndex = async (signal: AbortSignal): Promise<ArchiveIndex> => {
    const index = await openArchiveIndex({ source, retry, signal }, ports.spawnWorker)
    indexes.add(index)
    wholeBytes = index.identity.sizeBytes
    return index
  }
  return {
    opener: {
      open: (_task, _kind, signal) =>
        unlessMissing(async (): Promise<ArchiveForTransfer> => {
          const index = await openIndex(signal)
          const { identity, summary } = index
          return {
            state: 'open',
            source,
            identity,
            entries: askedOnce(index),
            rootFolder: summary.rootFolder,
            fileName,
          }
        }),
      openObject: (_task, _kind, signal) =>
        unlessMissing(async () => {
          wholeBytes = (await readOneByte(source, signal)).sizeBytes
          return { state: 'open' as const, source, fileName }
        }),
    },
    openIndex,
    measure,
    wholeBytes: () => wholeBytes,
    hasAnswered,
    async release() {
      await Promise.all(Array.from(indexes, index => index.release()))
    },
  }
}

/** Nobody browses here: once a selection is known, the index's thread has nothing to do, and takes 25 MiB. */
function askedOnce(index: ArchiveIndex): ArchiveEntries {
  return {
    count: index.count,
    shared: index.shared,
    entry: position => index.entry(position),
    isFolder: position => index.isFolder(position),
    async select(selection) {
      const selected = await index.select(selection)
      void Promise.allSettled([index.release()]) // whether that failed is heard of at the end, which releases it too
      return selected
    },
  }
}

/** Everything, or what matches one of the globs. */
export function selectionOf(globs: readonly string[]): Selection {
  return globs.length > 0 ? { include: [], exclude: [], globs: [...globs] } : { include: [''], exclude: [] }
}

type None = { readonly state: 'none'; readonly reason: string }

async function unlessMissing<T>(open: () => Promise<T>): Promise<T | None> {
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof StorageRefused && error.isMissing)) throw error
    return { state: 'none', reason: nothingThere }
  }
}

async function readOneByte(source: ObjectSource, signal: AbortSignal): Promise<ObjectIdentity> {
  const { identity, body } = await source.openTail(1, signal)
  for await (const _ of body); // has to be read
  return identity
}

/** Connections that fail have a cause; everything else that goes wrong is an answer. */
function watchForAnswer(source: ObjectSource): { readonly source: ObjectSource; readonly hasAnswered: () => boolean } {
  let isAnswered = false
  const watch = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      const value = await answer
      isAnswered = true
      return value
    } catch (error) {
      isAnswered ||= !(error instanceof RequestFailed && error.cause !== undefined)
      throw error
    }
  }
  return {
    source: {
      openTail: (bytes, signal) => watch(source.openTail(bytes, signal)),
      openRange: (range, expected, signal) => watch(source.openRange(range, expected, signal)),
      readRange: (range, expected, signal, take) => watch(source.readRange(range, expected, signal, take)),
    },
    hasAnswered: () => isAnswered,
  }
}

/** What a browser would call it. */
function fileNameOf({ pathname }: URL): string {
  const last = posix.basename(pathname)
  try {
    return decodeURIComponent(last) || 'archive.zip'
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    return last
  }
}
