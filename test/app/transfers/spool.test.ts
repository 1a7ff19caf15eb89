import { describe, expect, it } from 'vitest'
import type { SpoolCheckpoint } from '../../../app/transfers/checkpoint-store.ts'
import { createSpool } from '../../../app/transfers/spool.ts'
import type { PartFile } from '../../../app/transfers/ports.ts'

const nothing: SpoolCheckpoint = { dataOffset: 40, ranges: [], flushed: [] }
const bytes = (count: number): readonly Uint8Array[] => [new Uint8Array(count)]
const upTo = (end: number) => [{ start: 0, end }]

/** A file whose writes and flushes end when they are told to. */
function createFile({ outlivesProcess = true } = {}) {
  const work = { writes: [] as PromiseWithResolvers<undefined>[], flushes: [] as PromiseWithResolvers<undefined>[] }
  const begin = (list: PromiseWithResolvers<undefined>[]): Promise<void> => {
    const job = Promise.withResolvers<undefined>()
    list.push(job)
    return job.promise
  }
  const file: PartFile = {
    outlivesProcess,
    lengthen: () => Promise.resolve(),
    reserve: () => Promise.resolve(),
    write: () => begin(work.writes),
    flush: () => begin(work.flushes),
    close: () => Promise.resolve(),
  }
  return { file, ...work }
}

async function writeAll({ file, writes }: ReturnType<typeof createFile>, known = nothing) {
  const spool = createSpool(file, 100, known)
  const write = async (position: number, count: number): Promise<void> => {
    const written = spool.write(position, bytes(count))
    writes.at(-1)?.resolve(undefined)
    await written
  }
  await write(0, 10)
  return { spool, write }
}

describe('a spool', () => {
  it('counts a write once it has returned', async () => {
    const { file, writes } = createFile()
    const spool = createSpool(file, 100, nothing)
    const written = spool.write(0, bytes(10))
    expect(spool.checkpoint()).toEqual(nothing)
    writes[0]?.resolve(undefined)
    await written
    expect(spool.checkpoint()).toEqual({ ...nothing, ranges: upTo(10) })
  })

  it('counts nothing of a write that failed', async () => {
    const { file, writes } = createFile()
    const spool = createSpool(file, 100, nothing)
    const written = spool.write(0, bytes(10))
    writes[0]?.reject(new Error('EIO'))
    await expect(written).rejects.toThrow('EIO')
    expect(spool.checkpoint()).toEqual(nothing)
  })

  it('calls flushed what was written before the flush began, once it has ended', async () => {
    const target = createFile()
    const { spool, write } = await writeAll(target)
    const flushed = spool.flush()
    await write(10, 10)
    expect(spool.checkpoint().flushed).toEqual([])
    target.flushes[0]?.resolve(undefined)
    await flushed
    expect(spool.checkpoint()).toEqual({ dataOffset: 40, ranges: upTo(20), flushed: upTo(10) })
    expect(spool.unflushedBytes()).toBe(10)
  })

  it('calls nothing flushed that was taken back and written again while the flush was at work', async () => {
    const target = createFile()
    const { spool, write } = await writeAll(target)
    const flushed = spool.flush()
    spool.distrust({ start: 4, end: 10 })
    await write(4, 6)
    target.flushes[0]?.resolve(undefined)
    await flushed
    expect(spool.checkpoint()).toEqual({ dataOffset: 40, ranges: upTo(10), flushed: upTo(4) })
  })

  it('takes back what was flushed as well', () => {
    const spool = createSpool(createFile().file, 100, { ...nothing, ranges: upTo(50), flushed: upTo(30) })
    spool.distrust({ start: 20, end: 40 })
    const ranges = [{ start: 0, end: 20 }, { start: 40, end: 50 }] // prettier-ignore
    expect(spool.checkpoint()).toEqual({ dataOffset: 40, ranges, flushed: upTo(20) })
  })

  it('gives up what is not flushed when a flush fails', async () => {
    const target = createFile()
    const { spool } = await writeAll(target, { ...nothing, ranges: upTo(5), flushed: upTo(5) })
    const flushed = spool.flush()
    target.flushes[0]?.reject(new Error('EIO'))
    await expect(flushed).rejects.toThrow('EIO')
    expect(spool.checkpoint()).toEqual({ dataOffset: 40, ranges: upTo(5), flushed: upTo(5) })
    expect(spool.prefixBytes()).toBe(5)
  })

  it('relies on what is flushed alone where the rest may be lost with the process', async () => {
    const target = createFile({ outlivesProcess: false })
    const { spool } = await writeAll(target)
    expect(spool.checkpoint()).toEqual(nothing)
    expect(spool.prefixBytes()).toBe(10)
    const flushed = spool.flush()
    target.flushes[0]?.resolve(undefined)
    await flushed
    expect(spool.checkpoint()).toEqual({ dataOffset: 40, ranges: upTo(10), flushed: upTo(10) })
  })

  it('has still to flush what an earlier run only wrote', () => {
    const spool = createSpool(createFile().file, 100, { ...nothing, ranges: upTo(50), flushed: upTo(30) })
    expect(spool.unflushedBytes()).toBe(20)
  })

  it('flushes nothing once it is closed, and keeps what it knows', async () => {
    const target = createFile()
    const { spool } = await writeAll(target)
    await spool.close()
    await spool.flush()
    expect([target.flushes.length, spool.unflushedBytes()]).toEqual([0, 0])
    expect(spool.checkpoint().ranges).toEqual(upTo(10))
  })
})
