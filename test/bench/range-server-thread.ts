import { openSync, readSync, statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { startRangeServer } from '../fakes/range-server.ts'

/** Serves a file from a thread of its own, so that serving it does not slow down what is measured more than it must. */
const path = String(workerData)
const file = openSync(path, 'r')
const server = await startRangeServer({
  sizeBytes: statSync(path).size,
  read(start, end) {
    const bytes = Buffer.allocUnsafe(end - start)
    readSync(file, bytes, 0, bytes.length, start)
    return bytes
  },
})
parentPort?.postMessage(server.url)
