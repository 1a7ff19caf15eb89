import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { createSampleThread } from '../../../app/platform/sample-thread.ts'
import { spawnWorker } from '../../fakes/index-worker.ts'
import { silentLog } from '../../fakes/logs.ts'

/** Asks for an address, and notes the status in shared memory. */
const askingThread = `
  const { workerData } = require('node:worker_threads')
  const { address, status } = workerData
  fetch(address, { headers: { Connection: 'close' } }).then(response => {
    Atomics.store(status, 0, response.status)
    Atomics.notify(status, 0)
  })
`

const sample = createSampleThread({ spawnWorker, log: silentLog })
afterEach(() => sample.close())

describe('the thread of the sample service', () => {
  it('answers while everything else stands still', async () => {
    const { baseUrl } = await sample.start()
    const status = new Int32Array(new SharedArrayBuffer(4))
    const worker = new Worker(askingThread, { eval: true, workerData: { address: baseUrl, status } })
    expect(Atomics.wait(status, 0, 0, 10_000)).not.toBe('timed-out')
    expect(status[0]).toBeGreaterThanOrEqual(200)
    await worker.terminate()
  })

  it('is the same one for everybody who starts it', async () => {
    const [first, second] = await Promise.all([sample.start(), sample.start()])
    expect(second).toEqual(first)
  })

  it('listens no more once it is closed, and starts anew', async () => {
    const before = await sample.start()
    await sample.close()
    await expect(fetch(before.baseUrl)).rejects.toThrow()
    const after = await sample.start()
    expect((await fetch(after.baseUrl)).status).toBeGreaterThanOrEqual(200)
  })

  it('that ends while it starts is a failure for those who wait', async () => {
    const starting = sample.start()
    await Promise.all([expect(starting).rejects.toThrow('has ended'), sample.close()])
  })

  it('that cannot start says why, and is tried again', async () => {
    const broken = createSampleThread({
      spawnWorker: () => new Worker('throw new Error("port taken")', { eval: true }),
      log: silentLog,
    })
    await expect(broken.start()).rejects.toThrow('port taken')
    await expect(broken.start()).rejects.toThrow('port taken')
    await broken.close()
  })
})
