import { parentPort } from 'node:worker_threads'
import { startSampleService } from './sample-service.ts'

// The thread of the sample account's service. It says where it is, and runs until it is ended.

const { baseUrl, key } = await startSampleService()
parentPort?.postMessage({ baseUrl, key })
