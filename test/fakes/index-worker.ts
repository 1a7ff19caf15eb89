import { createSpawnWorker } from '../../app/platform/workers.ts'

/** Real threads, from the sources. */
export const spawnWorker = createSpawnWorker(new URL('../../app/', import.meta.url), '.ts')
