import type { Worker } from 'node:worker_threads'
import type { Log } from '../domain/log.ts'
import type { StartSample } from '../session/ports.ts'
import type { SpawnWorker } from './workers.ts'

type Address = Awaited<ReturnType<StartSample>>
type Running = { readonly worker: Worker; readonly address: Promise<Address> }

/**
 * The sample account's service, in a thread of its own: what it takes to make up large archives is nobody else's time.
 * It starts at its first use, and anew where it has ended.
 */
export function createSampleThread({ spawnWorker, log }: { readonly spawnWorker: SpawnWorker; readonly log: Log }) {
  let running: Running | undefined

  const begin = (): Running => {
    const worker = spawnWorker('sample/sample-worker')
    const address = new Promise<Address>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('exit', () => {
        if (running?.worker === worker) running = undefined
        reject(new Error('The thread of the sample service has ended'))
      })
      worker.on('error', (error: Error) => {
        log.error('The sample service failed', error)
        reject(error)
      })
    })
    address.catch(() => undefined) // told to whoever asked for it, if anybody still does
    return { worker, address }
  }

  return {
    start(): Promise<Address> {
      running ??= begin()
      return running.address
    },
    async close(): Promise<void> {
      await running?.worker.terminate()
    },
  }
}
