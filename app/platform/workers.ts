import { Worker, type WorkerOptions } from 'node:worker_threads'

/** Entries that run in threads of their own, named by their path below `app/`. */
export type WorkerEntry =
  | 'outputs/index-worker'
  | 'outputs/check-worker'
  | 'extract-worker'
  | 'transfers/compare-worker'
  | 'platform/keychain-worker'
  | 'sample/sample-worker'

/** Starts worker threads. The built app keeps the sources' folder layout, so only the extension differs. */
export type SpawnWorker = (entry: WorkerEntry, options?: WorkerOptions) => Worker

/**
 * Room for objects that live for a moment. Left to itself, a thread takes several times as much, for little gain: what
 * threads work on lies outside of it.
 */
const youngGenerationMiB = 8

/** @param appFolder Where the entries lie: `app/` when run from sources, `dist/app/` when built. Ends in "/". */
export function createSpawnWorker(appFolder: URL, extension: '.ts' | '.js'): SpawnWorker {
  const resourceLimits = { maxYoungGenerationSizeMb: youngGenerationMiB }
  return (entry, options) => new Worker(new URL(`${entry}${extension}`, appFolder), { resourceLimits, ...options })
}
