import { setImmediate as breathe } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createBatchDownloads } from '../../../app/transfers/batch-downloads.ts'
import { createRateLimiter } from '../../../app/transfers/rate-limiter.ts'
import type { SessionContext } from '../../../app/transfers/session-context.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'

/** Requests that are answered at once, and threads that write when they are let to. */
function setUp({ failing = 0 } = {}) {
  const requests: number[] = []
  const writing: { done(): void; lost(): void }[] = []
  const tracked: Promise<void>[] = []
  const written = { written: { count: 0, bytes: 0, record: '' }, others: new Map(), left: [], trouble: undefined }
  const source = {
    readRange(
      { start }: { start: number },
      _identity: unknown,
      _signal: unknown,
      take: (bytes: Uint8Array) => unknown,
    ) {
      requests.push(start)
      if (requests.length <= failing) return Promise.reject(new Error('cut off'))
      take(new Uint8Array(10))
      return Promise.resolve()
    },
  }
  const context = {
    plan: { targets: { forThreads: () => ({}) } },
    receiving: {
      source,
      signal: new AbortController().signal,
      limiter: createRateLimiter(new ManualClock(), () => null),
      onBytes: () => undefined,
    },
    extractor: {
      writeBatch: () =>
        new Promise((resolve, reject) => {
          writing.push({ done: () => resolve(written), lost: () => reject(new Error('the thread has ended')) })
        }),
    },
    results: { settleWritten: () => undefined },
    track: (work: Promise<void>) => {
      tracked.push(work.catch(() => undefined))
    },
  } as unknown as SessionContext
  const batches = createBatchDownloads(context, outstanding => outstanding < 5)
  const fetches = Array.from({ length: 12 }, (_, at) =>
    batches.fetch({ kind: 'batch', range: { start: at * 10, end: at * 10 + 10 }, entries: [at] }),
  )
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 30; turn++) await breathe()
  }
  const writeOne = async (): Promise<void> => {
    writing.shift()?.done()
    await settle()
  }
  const ended = Promise.allSettled(fetches)
  return { batches, requests, writing, tracked, fetches, ended, settle, writeOne }
}

it('asks for no more batches than may be on their way or wait to be written, and for one more with each that is', async () => {
  const { requests, settle, writeOne, fetches, tracked } = setUp()
  await settle()
  expect(requests).toEqual([0, 10, 20, 30, 40])
  await writeOne()
  await writeOne()
  expect(requests).toHaveLength(7)
  for (let left = 10; left > 0; left--) await writeOne()
  await Promise.all([...fetches, ...tracked])
  expect(requests).toHaveLength(12)
})

it('keeps nobody waiting once it is told to stop', async () => {
  const { batches, fetches, settle } = setUp()
  await settle()
  expect(batches.isWaiting()).toBe(true)
  batches.stop()
  await Promise.all(fetches)
})

it('gives the place of a request that fails, or of a batch that is lost, to the next one', async () => {
  const { requests, writing, ended, settle, writeOne, batches } = setUp({ failing: 3 })
  await settle()
  expect(requests).toHaveLength(8)
  writing.shift()?.lost()
  await settle()
  expect(requests).toHaveLength(9)
  while (writing.length > 0) await writeOne()
  expect((await ended).filter(({ status }) => status === 'rejected')).toHaveLength(3)
  expect([requests.length, batches.isWaiting()]).toEqual([12, false])
})
