import type { Worker } from 'node:worker_threads'
import { ArchiveDamaged } from './archive-errors.ts'
import type { IndexCallName, IndexCalls, IndexReply } from './index-protocol.ts'
import type { SpawnIndexWorker } from './ports.ts'

/** Asks the thread that holds an index. */
export type IndexThread = {
  ask<N extends IndexCallName>(name: N, input: IndexCalls[N]['input']): Promise<IndexCalls[N]['output']>
  /** Ends the thread; what is still unanswered fails. Idempotent. */
  end(): Promise<void>
}

type Waiting = { readonly resolve: (output: never) => void; readonly reject: (error: Error) => void }

/**
 * Memory for what is looked at of one index, which itself lies outside; a hostile archive ends its thread, not the app.
 * Room for what lives for a moment is kept small: left to itself, it would take as much as a third of the index.
 */
const resourceLimits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 8 }

export function startIndexThread(spawn: SpawnIndexWorker): IndexThread {
  const worker = spawn('outputs/index-worker', { resourceLimits })
  const waiting = new Map<number, Waiting>()
  let ended: Error | null = null
  const fail = (error: Error) => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('message', (reply: IndexReply) => settle(waiting, reply))
  worker.on('error', error => fail(describeDeath(error)))
  worker.on('exit', () => fail(new Error('the index was let go of')))
  let lastId = 0
  return {
    ask: (name, input) =>
      new Promise((resolve, reject) => {
        if (ended) throw ended
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, name, input })
      }),
    end: () => endWorker(worker),
  }
}

async function endWorker(worker: Worker): Promise<void> {
  await worker.terminate()
}

function settle(waiting: Map<number, Waiting>, reply: IndexReply): void {
  const asked = waiting.get(reply.id)
  waiting.delete(reply.id)
  switch (reply.state) {
    case 'done':
      return asked?.resolve(reply.output as never) // the id was given out for a call of this type
    case 'damaged':
      return asked?.reject(new ArchiveDamaged(reply.reason))
    case 'failed':
      return asked?.reject(new Error(`the index failed: ${reply.stack}`))
  }
}

function describeDeath(error: unknown): Error {
  const isOutOfMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  if (isOutOfMemory) return new ArchiveDamaged('the directory of the archive needs more memory than is allowed for it')
  return error instanceof Error ? error : new Error(String(error))
}
