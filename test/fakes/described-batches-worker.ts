import { parentPort } from 'node:worker_threads'
import { serveExtraction } from '../../app/transfers/extract-in-worker.ts'
import { readDescribed } from './small-batch.ts'

if (!parentPort) throw new Error('runs in a worker thread')
serveExtraction(parentPort, readDescribed)
