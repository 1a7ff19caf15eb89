import type { Worker, WorkerOptions } from 'node:worker_threads'
import type { Dispatcher } from 'undici'
import type { ArchiveKind } from '../contract/outputs.ts'
import type { TaskId } from '../contract/tasks.ts'
import type { ObjectSource, TakeBytes } from '../domain/object-source.ts'
import type { SharedBytes } from '../domain/archive/shared-index.ts'
import type { SignUrl } from './signed-link.ts'

/** Where the archive of a task lies. `cacheKey` is the same for the same object, and no secret. */
export type ArchiveLocation =
  | {
      readonly state: 'located'
      readonly signUrl: SignUrl
      readonly cacheKey: string
      readonly reasonIfMissing?: string // the sentence to show when storage says that there is no such object
    }
  | { readonly state: 'local'; readonly source: ObjectSource } // on this disk
  | { readonly state: 'none'; readonly reason: string } // a sentence for people

export interface ArchiveLocator {
  locate(taskId: TaskId, kind: ArchiveKind, signal: AbortSignal): Promise<ArchiveLocation>
}

/** Starts the thread that holds an archive's index. */
export type SpawnIndexWorker = (entry: 'outputs/index-worker', options?: WorkerOptions) => Worker

/** Starts the thread that checks an archive on the local disk. */
export type SpawnCheckWorker = (entry: 'outputs/check-worker', options?: WorkerOptions) => Worker

/**
 * Keeps what was learnt about archives, as bytes by key, as long as there is room. It may forget anything at any time, and
 * its troubles are its own: none of its promises fails.
 */
export interface IndexStore {
  has(key: string): Promise<boolean>
  /** Null when there is nothing, or nothing readable. Marks it as used. */
  read(key: string): Promise<SharedBytes | null>
  /** Puts the parts one after the other in place of what was there. */
  write(key: string, parts: readonly Uint8Array[]): Promise<void>
}

/** Carries out a request again, by some policy, when it failed with `RequestFailed`. Any other failure goes through. */
export type Retry = <T>(attempt: () => Promise<T>, signal: AbortSignal) => Promise<T>

/** Requests of any kind, answered as a stream. */
export interface StreamingClient {
  request(options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>
}

/** Requests for large bodies, made as cheap as can be. It follows nothing and decides nothing. */
export interface BulkTransport {
  /** Whether it gets to an address by itself. */
  reaches(url: URL): boolean
  /** Fails with what the connection died of, or with the signal's reason. The answer must be poured or discarded. */
  get(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<BulkAnswer>
}

export type BulkAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Of the body, in bytes; null where only its end tells. Such a body cannot be poured. */
  readonly contentLength: number | null
  /** Resolves once the whole body went through `take`. */
  readonly pour: (take: TakeBytes) => Promise<void>
  /** Nobody wants the body: ends the connection. */
  readonly discard: () => void
}
