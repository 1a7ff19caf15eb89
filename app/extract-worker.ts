import { parentPort } from 'node:worker_threads'
import { EntryReader } from './outputs/entry-columns.ts'
import { serveExtraction } from './transfers/extract-in-worker.ts'

if (!parentPort) throw new Error('extract-worker runs in a worker thread')
serveExtraction(parentPort, index => new EntryReader(index))
