import type { Worker } from 'node:worker_threads'
import type { PlacedBatch } from './batched-entries.ts'
import { packFiles } from './packed-files.ts'
import type {
  BatchEnd,
  DiskTrouble,
  LargeEnd,
  LargeEntry,
  SurveyedFile,
  WorkerAnswer,
  WorkerRequest,
} from './extract-protocol.ts'

/** A large entry at work in a worker. */
export interface LargeExtraction {
  grow(availableBytes: number): void
  abort(): void
  readonly end: Promise<LargeEnd>
}

export type SurveyFound = Extract<WorkerAnswer, { kind: 'surveyed' }>['found']

/** Unpacks, verifies and writes entries in worker threads, which start on first use. */
export interface Extractor {
  /** Starts threads for work that will come soon: so many, or all. Idempotent. */
  start(count?: number): void
  writeBatch(batch: { bytes: Uint8Array<ArrayBuffer>; entries: PlacedBatch; stagingFolder: string }): Promise<BatchEnd>
  writeLarge(entry: LargeEntry, onProgress: (writtenBytes: number) => void): LargeExtraction
  /** Whether nothing lies in a folder but what this app keeps there for itself. */
  isVacant(folder: string): Promise<boolean>
  /** What lies under the given names already. */
  survey(files: readonly SurveyedFile[]): Promise<SurveyFound>
  makeFolders(paths: readonly string[]): Promise<DiskTrouble | undefined>
  /** Ends the threads. What was under way is lost, never half under a final name. */
  dispose(): Promise<void>
}

export type SpawnExtractWorker = () => Worker

type Pending = {
  readonly onAnswer: (answer: WorkerAnswer) => void
  readonly onLost: (error: Error) => void
}
type Thread = { readonly worker: Worker; readonly pending: Map<number, Pending> }
type Ask = { readonly request: WorkerRequest; readonly transfer?: readonly ArrayBuffer[] } & Pending

/** @param threads  How many workers; one per core is best where entries are deflated. */
export function createExtractor(spawn: SpawnExtractWorker, threads: number): Extractor {
  const pool: (Thread | undefined)[] = Array.from({ length: threads }, () => undefined)
  let lastJob = 0

  const threadAt = (slot: number): Thread => (pool[slot] ??= startThread(spawn, () => (pool[slot] = undefined)))
  const leastBusy = (): Thread => {
    const idle = pool.findIndex(thread => thread === undefined || thread.pending.size === 0)
    return threadAt(idle === -1 ? busyOrder(pool) : idle)
  }
  const ask = ({ request, transfer = [], ...pending }: Ask): Thread => {
    const thread = leastBusy()
    thread.pending.set(request.job, pending)
    thread.worker.postMessage(request, transfer)
    return thread
  }
  const askOnce = <T>(
    request: WorkerRequest,
    read: (answer: WorkerAnswer) => T | undefined,
    bytes?: ArrayBuffer,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      const onAnswer = (answer: WorkerAnswer): void => {
        const value = read(answer)
        if (value !== undefined) resolve(value)
        else reject(answer.kind === 'job-crashed' ? answer.error : new Error(`Unexpected answer ${answer.kind}`))
      }
      ask({ request, onAnswer, onLost: reject, ...(bytes && { transfer: [bytes] }) })
    })

  return {
    start(count = threads) {
      for (let slot = 0; slot < Math.min(count, threads); slot++) threadAt(slot)
    },
    writeBatch: ({ bytes, entries, stagingFolder }) =>
      askOnce(
        { kind: 'batch', job: ++lastJob, bytes, entries, stagingFolder },
        answer => (answer.kind === 'batch-ended' ? answer : undefined),
        bytes.buffer,
      ),
    isVacant: folder =>
      askOnce({ kind: 'vacant', job: ++lastJob, folder }, answer =>
        answer.kind === 'looked' ? answer.isVacant : undefined,
      ),
    survey: files =>
      askOnce({ kind: 'survey', job: ++lastJob, files: packFiles(files) }, answer =>
        answer.kind === 'surveyed' ? answer.found : undefined,
      ),
    async makeFolders(paths) {
      const request: WorkerRequest = { kind: 'folders', job: ++lastJob, paths }
      const made = await askOnce(request, answer => (answer.kind === 'folders-made' ? answer : undefined))
      return made.trouble
    },
    writeLarge(entry, onProgress) {
      const job = ++lastJob
      const { promise, resolve, reject } = Promise.withResolvers<LargeEnd>()
      const onAnswer = (answer: WorkerAnswer): void => {
        if (answer.kind === 'large-progress') onProgress(answer.writtenBytes)
        else if (answer.kind === 'large-ended') resolve(answer.end)
        else reject(answer.kind === 'job-crashed' ? answer.error : new Error(`Unexpected answer ${answer.kind}`))
      }
      const thread = ask({ request: { kind: 'large', job, entry }, onAnswer, onLost: reject })
      const tell = (request: WorkerRequest): void => thread.worker.postMessage(request)
      return {
        grow: availableBytes => tell({ kind: 'grow', job, availableBytes }),
        abort: () => tell({ kind: 'abort', job }),
        end: promise,
      }
    },
    async dispose() {
      await Promise.all(pool.map(async thread => thread?.worker.terminate()))
    },
  }
}

function busyOrder(pool: readonly (Thread | undefined)[]): number {
  const sizes = pool.map(thread => thread?.pending.size ?? 0)
  return sizes.indexOf(Math.min(...sizes))
}

function startThread(spawn: SpawnExtractWorker, onGone: () => void): Thread {
  const worker = spawn()
  const pending = new Map<number, Pending>()
  worker.on('message', (answer: WorkerAnswer) => {
    const waiting = pending.get(answer.job)
    if (answer.kind !== 'large-progress') pending.delete(answer.job)
    waiting?.onAnswer(answer)
  })
  const lose = (error: Error): void => {
    onGone()
    for (const { onLost } of pending.values()) onLost(error)
    pending.clear()
  }
  worker.on('error', error => lose(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => lose(new Error('The thread that unpacks entries has ended')))
  return { worker, pending }
}
