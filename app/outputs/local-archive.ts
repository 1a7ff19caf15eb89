import type { Worker } from 'node:worker_threads'
import { LocalArchiveUnreadable } from '../domain/local-archive-errors.ts'
import { ArchiveDamaged, ArchiveNotZip } from './archive-errors.ts'
import type { ArchiveCheck, CheckMessage, CheckProgress } from './check-protocol.ts'
import type { SpawnCheckWorker } from './ports.ts'

export type VerifyOptions = {
  readonly signal: AbortSignal
  readonly onProgress?: (progress: CheckProgress) => void // a few times a second
}

/**
 * Checks every entry of a zip on the local disk against its size and CRC-32, in a thread of its own. Entries that are
 * wrong are in the answer; only an archive whose list of entries cannot be read at all is a failure.
 *
 * @throws ArchiveNotZip, ArchiveDamaged, LocalArchiveUnreadable, the signal's reason on abort
 */
export async function verifyLocalArchive(
  spawn: SpawnCheckWorker,
  path: string,
  { signal, onProgress }: VerifyOptions,
): Promise<ArchiveCheck> {
  signal.throwIfAborted()
  const worker = spawn('outputs/check-worker', { workerData: path })
  const { promise, resolve, reject } = Promise.withResolvers<ArchiveCheck>()
  const abort = () => reject(signal.reason as Error)
  signal.addEventListener('abort', abort, { once: true })
  follow(worker, { resolve, reject, onProgress })
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', abort)
    await worker.terminate()
  }
}

type Following = {
  readonly resolve: (check: ArchiveCheck) => void
  readonly reject: (error: Error) => void
  readonly onProgress: VerifyOptions['onProgress']
}

function follow(worker: Worker, { resolve, reject, onProgress }: Following): void {
  worker.on('message', (message: CheckMessage) => {
    if (message.kind === 'progress') onProgress?.(message.progress)
    else if (message.kind === 'checked') resolve(message.check)
    else reject(failureOf(message))
  })
  worker.on('error', error => reject(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => reject(new Error('the check ended without an answer')))
}

function failureOf(message: Exclude<CheckMessage, { kind: 'progress' | 'checked' }>): Error {
  switch (message.kind) {
    case 'not-zip':
      return new ArchiveNotZip(message.found)
    case 'damaged':
      return new ArchiveDamaged(message.reason)
    case 'unreadable':
      return new LocalArchiveUnreadable(message.reason)
    case 'crashed':
      return new Error(`the check failed: ${message.stack}`)
  }
}
