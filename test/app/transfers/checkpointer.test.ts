import { randomUUID } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { transferIdSchema } from '../../../app/contract/transfers.ts'
import type { CheckpointChange, CheckpointStore } from '../../../app/transfers/checkpoint-store.ts'
import { createCheckpointer, type Checkpointer } from '../../../app/transfers/checkpointer.ts'
import type { PartFile } from '../../../app/transfers/ports.ts'
import { createSpool, type Spool } from '../../../app/transfers/spool.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'

const id = transferIdSchema.parse(randomUUID())
const mebibyte = 1024 * 1024
const upTo = (end: number) => [{ start: 0, end }]

let clock: ManualClock
let commits: CheckpointChange[]
let errors: unknown[]
let flushes: PromiseWithResolvers<undefined>[]
let storeError: Error | undefined
let checkpointer: Checkpointer
beforeEach(() => {
  clock = new ManualClock()
  ;[commits, errors, flushes, storeError] = [[], [], [], undefined]
  const store: Pick<CheckpointStore, 'commit'> = {
    commit(_, change) {
      if (storeError) throw storeError
      commits.push(change)
    },
  }
  const onError = (error: unknown): unknown => errors.push(error)
  checkpointer = createCheckpointer(id, { store: store as CheckpointStore, clock, onError })
})

function follow(index: number, { outlivesProcess = true } = {}): Spool {
  const file: PartFile = {
    outlivesProcess,
    lengthen: () => Promise.resolve(),
    reserve: () => Promise.resolve(),
    write: () => Promise.resolve(),
    flush() {
      const flush = Promise.withResolvers<undefined>()
      flushes.push(flush)
      return flush.promise
    },
    close: () => Promise.resolve(),
  }
  const spool = createSpool(file, 1024 * mebibyte, { dataOffset: 0, ranges: [], flushed: [] })
  checkpointer.follow(index, spool)
  return spool
}

async function pass(ms: number): Promise<void> {
  clock.advance(ms)
  await breathe()
}

const lastSpool = () => commits.at(-1)?.spools[0]

describe('a checkpointer', () => {
  it('puts on record what is written within 20 ms, without a flush', async () => {
    const spool = follow(7)
    await spool.write(0, [new Uint8Array(10)])
    await pass(20)
    expect(commits).toEqual([
      { done: [], notes: [], droppedSpools: [], spools: [{ index: 7, dataOffset: 0, ranges: upTo(10), flushed: [] }] },
    ])
    expect(flushes).toEqual([])
  })

  it('commits nothing as long as nothing is new', async () => {
    const spool = follow(7)
    await spool.write(0, [new Uint8Array(10)])
    await pass(900)
    expect(commits).toHaveLength(1)
  })

  it('gathers finished files for a tenth of a second', async () => {
    checkpointer.done(1, 'a')
    await pass(80)
    checkpointer.done(2, 'b')
    expect(commits).toEqual([])
    await pass(20)
    expect(commits.map(({ done }) => done)).toEqual([['1,"a"', '2,"b"']])
  })

  it('flushes once a second, and puts that on record', async () => {
    const spool = follow(7)
    await spool.write(0, [new Uint8Array(10)])
    await pass(980)
    expect(flushes).toHaveLength(0)
    await pass(20)
    expect(flushes).toHaveLength(1)
    flushes[0]?.resolve(undefined)
    await breathe()
    await pass(20)
    expect(lastSpool()).toMatchObject({ ranges: upTo(10), flushed: upTo(10) })
  })

  it('flushes sooner when there is much to lose, and one spool after the other', async () => {
    for (const index of [7, 8]) {
      const spool = follow(index)
      await spool.write(0, [new Uint8Array(64 * mebibyte)])
    }
    await pass(40)
    expect(flushes).toHaveLength(1)
    flushes[0]?.resolve(undefined)
    await breathe()
    expect(flushes).toHaveLength(2)
    flushes[1]?.resolve(undefined)
  })

  it('flushes at once, again and again, where only that can be relied on', async () => {
    const spool = follow(7, { outlivesProcess: false })
    await spool.write(0, [new Uint8Array(4 * mebibyte)])
    await pass(20)
    expect(flushes).toHaveLength(1)
    expect(commits).toEqual([])
    flushes[0]?.resolve(undefined)
    await breathe()
    await pass(20)
    expect(lastSpool()).toMatchObject({ ranges: upTo(4 * mebibyte) })
    await spool.write(4 * mebibyte, [new Uint8Array(1)])
    await pass(160)
    expect(flushes).toHaveLength(2)
  })

  it('commits on demand without waiting for the disk', async () => {
    const spool = follow(7)
    await spool.write(0, [new Uint8Array(10)])
    checkpointer.done(3, 'c')
    await checkpointer.commit()
    expect(flushes).toEqual([])
    expect(commits).toMatchObject([{ done: ['3,"c"'], spools: [{ ranges: upTo(10), flushed: [] }] }])
  })

  it('flushes on demand what is left, after a flush that is at work', async () => {
    const spool = follow(7)
    await spool.write(0, [new Uint8Array(10)])
    await pass(1_000)
    await spool.write(10, [new Uint8Array(10)])
    checkpointer.stop()
    const flushed = checkpointer.flush()
    await breathe()
    expect(flushes).toHaveLength(1)
    flushes[0]?.resolve(undefined)
    await breathe()
    flushes[1]?.resolve(undefined)
    await flushed
    expect(lastSpool()).toMatchObject({ ranges: upTo(20), flushed: upTo(20) })
  })

  it('takes off the record what could not be flushed, and says so', async () => {
    const spool = follow(7)
    await spool.write(0, [new Uint8Array(10)])
    await pass(1_000)
    flushes[0]?.reject(new Error('EIO'))
    await breathe()
    await pass(20)
    expect(lastSpool()).toMatchObject({ ranges: [], flushed: [] })
    expect(errors).toEqual([new Error('EIO')])
  })

  it('tries again with everything when a commit fails', async () => {
    const spool = follow(7)
    await spool.write(0, [new Uint8Array(10)])
    checkpointer.done(3, 'c')
    storeError = new Error('disk full')
    await expect(checkpointer.commit()).rejects.toThrow('disk full')
    storeError = undefined
    await checkpointer.commit()
    expect(commits).toMatchObject([{ done: ['3,"c"'], spools: [{ index: 7, ranges: upTo(10) }] }])
  })

  it('forgets a spool that is done or dropped', async () => {
    const spools = [follow(7), follow(8)]
    for (const spool of spools) await spool.write(0, [new Uint8Array(10)])
    checkpointer.done(7, 'seven')
    checkpointer.drop(8)
    await checkpointer.commit()
    expect(commits).toMatchObject([{ droppedSpools: [7, 8], spools: [] }])
  })

  it('does nothing by itself once it is stopped', async () => {
    const spool = follow(7)
    checkpointer.stop()
    await spool.write(0, [new Uint8Array(10)])
    await pass(5_000)
    expect([commits.length, flushes.length, clock.pending]).toEqual([0, 0, 0])
  })
})
