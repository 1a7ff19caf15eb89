import { describe, expect, it } from 'vitest'
import type { WorkUnit } from '../../../app/domain/transfer/plan-units.ts'
import { createUnitQueue, type QueuedUnit } from '../../../app/transfers/unit-queue.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'

const unit = (entry: number): WorkUnit => ({ kind: 'segment', entry, range: { start: 0, end: 1 } })

function queueOf(...entries: readonly number[]) {
  const clock = new ManualClock()
  const queue = createUnitQueue(clock)
  queue.add(entries.map(unit))
  const take = async (): Promise<QueuedUnit> => {
    const taken = await queue.take()
    if (!taken) throw new Error('the queue is closed')
    return taken
  }
  const takeEntry = async () => {
    const taken = await take()
    return taken.unit.kind === 'segment' ? taken.unit.entry : undefined
  }
  return { clock, queue, take, takeEntry }
}

describe('createUnitQueue', () => {
  it('hands out units in order, each once, and waits for more', async () => {
    const { queue, takeEntry } = queueOf(1, 2)
    expect([await takeEntry(), await takeEntry()]).toEqual([1, 2])
    const third = takeEntry()
    queue.add([unit(3)])
    expect(await third).toBe(3)
  })

  it('takes the requests of the largest archives, and those that are added later come last', async () => {
    const entries = Array.from({ length: 200_000 }, (_, at) => at)
    const { queue, takeEntry } = queueOf(...entries.slice(0, 3))
    queue.add(entries.slice(3).map(unit))
    expect([await takeEntry(), await takeEntry(), await takeEntry(), await takeEntry()]).toEqual([0, 1, 2, 3])
  })

  it('is empty only when everything taken was answered', async () => {
    const { queue, take } = queueOf(1)
    const taken = await take()
    expect(queue.isEmpty()).toBe(false)
    queue.finish(taken)
    expect(queue.isEmpty()).toBe(true)
  })

  it('brings back a unit first, after its delay', async () => {
    const { queue, clock, take, takeEntry } = queueOf(1, 2, 3)
    queue.giveBack(await take(), 1_000)
    expect(await takeEntry()).toBe(2)
    clock.advance(1_000)
    expect([await takeEntry(), await takeEntry()]).toEqual([1, 3])
  })

  it('hands out nothing while it is held', async () => {
    const { queue, takeEntry } = queueOf(1)
    queue.hold()
    let isTaken = false
    const taken = takeEntry().then(entry => {
      isTaken = true
      return entry
    })
    await Promise.resolve()
    expect(isTaken).toBe(false)
    queue.release()
    expect(await taken).toBe(1)
  })

  it('drops what is not to be fetched any more, also when it would come back later', async () => {
    const { queue, clock, take } = queueOf(1, 2)
    queue.giveBack(await take(), 1_000)
    queue.keep(() => false)
    clock.advance(1_000)
    expect([queue.isEmpty(), clock.pending]).toEqual([true, 0])
  })

  it('lets go of everyone who waits when it is closed, and leaves no timer', async () => {
    const { queue, clock, take } = queueOf(1)
    queue.giveBack(await take(), 1_000)
    const waiting = queue.take()
    queue.close()
    expect([await waiting, await queue.take(), clock.pending]).toEqual([undefined, undefined, 0])
  })
})
