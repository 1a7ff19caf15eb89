import type { Worker, WorkerOptions } from 'node:worker_threads'
import type { ArchiveKind } from '../contract/outputs.ts'
import type { TaskId } from '../contract/tasks.ts'
import type { SharedBytes } from './entry-columns.ts'
import type { SignUrl } from './signed-link.ts'

/** Where the archive of a task lies. `cacheKey` is the same for the same object, and no secret. */
export type ArchiveLocation =
  | {
      readonly state: 'located'
      readonly signUrl: SignUrl
      readonly cacheKey: string
      readonly reasonIfMissing?: string // the sentence to show when storage says that there is no such object
    }
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
