import { mkdirSync } from 'node:fs'
import type { MessagePort } from 'node:worker_threads'
import { writeBatch } from './batch-in-worker.ts'
import type { ReadIndex } from './batched-entries.ts'
import type { DiskTrouble, WorkerAnswer, WorkerRequest } from './extract-protocol.ts'
import { startLarge, type LargeJob } from './large-in-worker.ts'
import { isTrouble, judgeDiskError } from './place-in-worker.ts'
import { isVacant, surveyFiles } from './survey-in-worker.ts'

/** Does in a thread what an extractor asks for, one request after the other; large entries go on beside them. */
export function serveExtraction(port: MessagePort, readIndex: ReadIndex): void {
  const server = new ExtractionServer(readIndex, message => port.postMessage(message))
  port.on('message', (request: WorkerRequest) => server.handle(request))
}

class ExtractionServer {
  readonly #readIndex: ReadIndex
  readonly #answer: (message: WorkerAnswer) => void
  readonly #largeJobs = new Map<number, LargeJob>()

  constructor(readIndex: ReadIndex, answer: (message: WorkerAnswer) => void) {
    this.#readIndex = readIndex
    this.#answer = answer
  }

  handle(request: WorkerRequest): void {
    try {
      this.#carryOut(request)
    } catch (error) {
      this.#crashed(request.job, error)
    }
  }

  #carryOut(request: WorkerRequest): void {
    const { kind, job } = request
    switch (kind) {
      case 'batch': {
        this.#answer({ kind: 'batch-ended', job, ...writeBatch(request, this.#readIndex) })
        return
      }
      case 'large': {
        this.#unpackInBackground(request)
        return
      }
      case 'grow':
        return this.#largeJobs.get(job)?.grow(request.availableBytes)
      case 'abort':
        return this.#largeJobs.get(job)?.abort()
      case 'survey': {
        this.#answer({ kind: 'surveyed', job, found: surveyFiles(request.files) })
        return
      }
      case 'vacant': {
        this.#answer({ kind: 'looked', job, isVacant: isVacant(request.folder) })
        return
      }
      case 'folders': {
        this.#answer({ kind: 'folders-made', job, trouble: makeFolders(request.paths) })
        return
      }
    }
  }

  #unpackInBackground({ job, entry }: Extract<WorkerRequest, { kind: 'large' }>): void {
    const large = startLarge(entry, writtenBytes => this.#answer({ kind: 'large-progress', job, writtenBytes }))
    this.#largeJobs.set(job, large)
    large.end
      .then(
        end => this.#answer({ kind: 'large-ended', job, end }),
        (error: unknown) => this.#crashed(job, error),
      )
      .finally(() => this.#largeJobs.delete(job))
  }

  #crashed(job: number, error: unknown): void {
    this.#answer({ kind: 'job-crashed', job, error: error instanceof Error ? error : new Error(String(error)) })
  }
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
