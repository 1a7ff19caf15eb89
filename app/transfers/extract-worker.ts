import { mkdirSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { writeBatch } from './batch-in-worker.ts'
import type { DiskTrouble, WorkerAnswer, WorkerRequest } from './extract-protocol.ts'
import { startLarge, type LargeJob } from './large-in-worker.ts'
import { isTrouble, judgeDiskError } from './place-in-worker.ts'
import { isVacant, surveyFiles } from './survey-in-worker.ts'

if (!parentPort) throw new Error('extract-worker runs in a worker thread')
const port = parentPort
const largeJobs = new Map<number, LargeJob>()
const answer = (message: WorkerAnswer): void => port.postMessage(message)

port.on('message', (request: WorkerRequest) => {
  try {
    handle(request)
  } catch (error) {
    crashed(request.job, error)
  }
})

function handle(request: WorkerRequest): void {
  const { kind, job } = request
  switch (kind) {
    case 'batch': {
      answer(writeBatch(request))
      return
    }
    case 'large': {
      unpackInBackground(request)
      return
    }
    case 'grow':
      return largeJobs.get(job)?.grow(request.availableBytes)
    case 'abort':
      return largeJobs.get(job)?.abort()
    case 'survey': {
      answer({ kind: 'surveyed', job, found: surveyFiles(request.files) })
      return
    }
    case 'vacant': {
      answer({ kind: 'looked', job, isVacant: isVacant(request.folder) })
      return
    }
    case 'folders': {
      answer({ kind: 'folders-made', job, trouble: makeFolders(request.paths) })
      return
    }
  }
}

function unpackInBackground({ job, entry }: Extract<WorkerRequest, { kind: 'large' }>): void {
  const large = startLarge(entry, writtenBytes => answer({ kind: 'large-progress', job, writtenBytes }))
  largeJobs.set(job, large)
  large.end
    .then(
      end => answer({ kind: 'large-ended', job, end }),
      (error: unknown) => crashed(job, error),
    )
    .finally(() => largeJobs.delete(job))
}

function makeFolders(paths: readonly string[]): DiskTrouble | undefined {
  for (const path of paths) {
    try {
      mkdirSync(path, { recursive: true })
    } catch (error) {
      const judged = judgeDiskError(error)
      if (isTrouble(judged)) return judged
    }
  }
  return undefined
}

function crashed(job: number, error: unknown): void {
  answer({ kind: 'job-crashed', job, error: error instanceof Error ? error : new Error(String(error)) })
}
