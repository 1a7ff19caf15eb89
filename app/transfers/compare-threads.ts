import type { Worker } from 'node:worker_threads'
import type { CompareAmounts, CompareAnswer, CompareRequest } from './compare-protocol.ts'
import type { SurveyedFile } from './extract-protocol.ts'
import { packFiles } from './packed-files.ts'

export type SpawnCompareWorker = (entry: 'transfers/compare-worker') => Worker

/** Threads that read files of this disk, for one comparison. */
export interface CompareThreads {
  compare(files: readonly SurveyedFile[]): Promise<Extract<CompareAnswer, { kind: 'compared' }>['found']>
  /** Tells the paths of all files below a folder, many at a time. */
  walk(folder: string, onPaths: (paths: readonly string[]) => void): Promise<void>
  /** Ends the threads, whatever they are at. What was asked and not answered fails with the reason. */
  end(reason?: Error): Promise<void>
}

type Pending = { readonly onAnswer: (answer: CompareAnswer) => void; readonly onLost: (error: Error) => void }
type Thread = { readonly worker: Worker; readonly pending: Map<number, Pending>; lost: Error | undefined }

/** @param onAmounts  Called with what was looked at since it was called last. */
export function startCompareThreads(
  spawn: SpawnCompareWorker,
  { threads, onAmounts }: { readonly threads: number; readonly onAmounts: (amounts: CompareAmounts) => void },
): CompareThreads {
  const pool = Array.from({ length: threads }, () => startThread(spawn))
  let lastJob = 0
  const ask = <T>(request: CompareRequest, read: (answer: CompareAnswer) => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const { worker, pending, lost } = leastBusy(pool)
      if (lost) {
        reject(lost)
        return
      }
      const onAnswer = (answer: CompareAnswer): void => {
        if (answer.kind === 'progress' || answer.kind === 'compared') onAmounts(answer)
        const value = read(answer)
        if (answer.kind === 'crashed') reject(answer.error)
        else if (value !== undefined) resolve(value)
      }
      pending.set(request.job, { onAnswer, onLost: reject })
      worker.postMessage(request)
    })
  return {
    compare: files =>
      ask({ kind: 'compare', job: ++lastJob, files: packFiles(files) }, answer =>
        answer.kind === 'compared' ? answer.found : undefined,
      ),
    async walk(folder, onPaths) {
      await ask({ kind: 'walk', job: ++lastJob, folder }, answer => {
        if (answer.kind === 'met') onPaths(answer.paths)
        return answer.kind === 'walked' ? true : undefined
      })
    },
    async end(reason = new Error('The comparison has ended')) {
      for (const thread of pool) lose(thread, reason)
      await Promise.all(pool.map(({ worker }) => worker.terminate()))
    },
  }
}

function leastBusy(pool: readonly Thread[]): Thread {
  const [first, ...others] = pool
  if (!first) throw new RangeError('A comparison needs a thread')
  return others.reduce((best, thread) => (thread.pending.size < best.pending.size ? thread : best), first)
}

function startThread(spawn: SpawnCompareWorker): Thread {
  const thread: Thread = { worker: spawn('transfers/compare-worker'), pending: new Map(), lost: undefined }
  thread.worker.on('message', (answer: CompareAnswer) => {
    const waiting = thread.pending.get(answer.job)
    if (answer.kind === 'compared' || answer.kind === 'walked' || answer.kind === 'crashed') {
      thread.pending.delete(answer.job)
    }
    waiting?.onAnswer(answer)
  })
  thread.worker.on('error', error => lose(thread, error instanceof Error ? error : new Error(String(error))))
  thread.worker.on('exit', () => lose(thread, new Error('A thread that compares files has ended')))
  return thread
}

function lose(thread: Thread, error: Error): void {
  thread.lost ??= error
  const waiting = [...thread.pending.values()]
  thread.pending.clear()
  for (const { onLost } of waiting) onLost(thread.lost)
}
