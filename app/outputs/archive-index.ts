import type { ArchiveEntries, ArchiveEntry } from '../domain/archive/archive-entries.ts'
import type { ObjectIdentity } from '../domain/object-source.ts'
import type { SharedIndex } from '../domain/archive/shared-index.ts'
import { EntryReader } from './entry-columns.ts'
import { keepIndex, restoreIndex, type CacheEntry } from './index-cache.ts'
import { startIndexThread, type IndexThread } from './index-thread.ts'
import type { IndexCallName, IndexCalls, IndexSummary } from './index-protocol.ts'
import type { SpawnIndexWorker } from './ports.ts'
import { readDirectory, type Reading } from './read-directory.ts'

/** The index of one archive. Single entries are read here; whatever walks over all of them happens in its thread. */
export interface ArchiveIndex extends ArchiveEntries {
  readonly identity: ObjectIdentity
  readonly isZip64: boolean
  readonly summary: IndexSummary
  readonly isFromCache: boolean // the directory was not read this time
  list(input: IndexCalls['list']['input']): Promise<IndexCalls['list']['output']>
  search(input: IndexCalls['search']['input']): Promise<IndexCalls['search']['output']>
  sum(input: IndexCalls['sum']['input']): Promise<IndexCalls['sum']['output']>
  countGlobHits(input: IndexCalls['countGlobHits']['input']): Promise<IndexCalls['countGlobHits']['output']>
  /**
   * Ends the thread. The index stays usable for whoever still holds it, such as a transfer: a later question starts the
   * thread anew and ends it after the answer. Idempotent.
   */
  release(): Promise<void>
}

/**
 * Takes up the index of an archive from the cache, or reads and parses its directory and keeps the index for later.
 *
 * @throws ArchiveNotZip, ArchiveDamaged, and what the source throws
 */
export async function openArchiveIndex(
  reading: Reading,
  spawn: SpawnIndexWorker,
  cache?: CacheEntry,
): Promise<ArchiveIndex> {
  const thread = startIndexThread(spawn) // at once, as it comes up while the first request is on its way
  try {
    const restored = cache && (await restoreIndex(cache, reading, thread))
    const parsed = restored ?? (await readIndex(reading, thread))
    reading.signal.throwIfAborted()
    const index = new ThreadedIndex({ ...parsed, isFromCache: Boolean(restored), thread, spawn })
    if (cache && !restored) index.accompany(keepIndex(cache, thread, parsed))
    return index
  } catch (error) {
    await thread.end()
    throw error
  }
}

async function readIndex(reading: Reading, thread: IndexThread) {
  const { identity, bytes, ...facts } = await readDirectory(reading)
  const { index, summary } = await thread.ask('parse', { directory: bytes, ...facts })
  return { identity, isZip64: facts.isZip64, index, summary }
}

type Parts = Pick<ArchiveIndex, 'identity' | 'isZip64' | 'summary' | 'isFromCache'> & {
  readonly index: SharedIndex
  readonly thread: IndexThread
  readonly spawn: SpawnIndexWorker
}

class ThreadedIndex implements ArchiveIndex {
  readonly identity: ObjectIdentity
  readonly isZip64: boolean
  readonly summary: IndexSummary
  readonly isFromCache: boolean
  readonly count: number
  readonly shared: SharedIndex
  readonly #parts: Parts
  readonly #reader: EntryReader
  readonly #asked = new Set<Promise<unknown>>()
  #thread: IndexThread | null
  #released: Promise<void> | undefined

  constructor(parts: Parts) {
    this.identity = parts.identity
    this.isZip64 = parts.isZip64
    this.summary = parts.summary
    this.isFromCache = parts.isFromCache
    this.count = parts.index.count
    this.shared = parts.index
    this.#parts = parts
    this.#reader = new EntryReader(parts.index)
    this.#thread = parts.thread
  }

  entry(index: number): ArchiveEntry {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) throw new RangeError(`no entry ${index}`)
    return this.#reader.entry(index)
  }

  isFolder(index: number): boolean {
    return this.#reader.isFolder(index)
  }

  list(input: IndexCalls['list']['input']) {
    return this.#ask('list', input)
  }

  search(input: IndexCalls['search']['input']) {
    return this.#ask('search', input)
  }

  sum(input: IndexCalls['sum']['input']) {
    return this.#ask('sum', input)
  }

  countGlobHits(input: IndexCalls['countGlobHits']['input']) {
    return this.#ask('countGlobHits', input)
  }

  async select(selection: IndexCalls['select']['input']): Promise<readonly number[]> {
    return Array.from(await this.#ask('select', selection))
  }

  /** Lets work go on beside the questions. Should it fail, the index is as good as before. */
  accompany(work: Promise<void>): void {
    void Promise.allSettled([this.#keep(work)])
  }

  release(): Promise<void> {
    this.#released ??= this.#endThread()
    return this.#released
  }

  async #endThread(): Promise<void> {
    const thread = this.#thread
    this.#thread = null
    await Promise.allSettled(this.#asked)
    await thread?.end()
  }

  async #ask<N extends IndexCallName>(name: N, input: IndexCalls[N]['input']): Promise<IndexCalls[N]['output']> {
    if (this.#thread) return this.#keep(this.#thread.ask(name, input))
    const thread = startIndexThread(this.#parts.spawn)
    try {
      await thread.ask('adopt', this.#parts.index)
      return await thread.ask(name, input)
    } finally {
      await thread.end()
    }
  }

  /** Remembers a question until it is answered, so that the thread is not ended under it. */
  async #keep<T>(answer: Promise<T>): Promise<T> {
    this.#asked.add(answer)
    try {
      return await answer
    } finally {
      this.#asked.delete(answer)
    }
  }
}
