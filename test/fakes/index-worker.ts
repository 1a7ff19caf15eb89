import { Worker } from 'node:worker_threads'
import { createSpawnWorker } from '../../app/platform/workers.ts'

/** Real threads, from the sources. */
export const spawnWorker = createSpawnWorker(new URL('../../app/', import.meta.url), '.ts')

/** The thread that unpacks, for entries described by `makeBatch`. */
export function spawnExtractor(): Worker {
  return new Worker(new URL('described-batches-worker.ts', import.meta.url))
}
