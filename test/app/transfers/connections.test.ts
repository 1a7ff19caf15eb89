import { expect, it } from 'vitest'
import { createConnections } from '../../../app/transfers/connections.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'

/** Loops that carry out a request whenever they are let to, and how many there are. */
function setUp(most: number) {
  const clock = new ManualClock()
  const waiting: (() => void)[] = []
  let running = 0
  const heldBack = { now: false }
  const carryOut = async (goesOn: () => boolean): Promise<void> => {
    running++
    do await new Promise<void>(resolve => waiting.push(resolve))
    while (goesOn())
    running--
  }
  const connections = createConnections(clock, { most, carryOut, isHeldBack: () => heldBack.now })
  /** Ends the request of every loop, and lets what follows happen. */
  const answerAll = async (): Promise<void> => {
    for (const goOn of waiting.splice(0)) {
      goOn()
      await new Promise(setImmediate)
    }
  }
  return { clock, connections, heldBack, answerAll, running: () => running }
}

it('more requests run at the same time as more of them bring more bytes', () => {
  const { clock, connections, running } = setUp(32)
  connections.start()
  expect(running()).toBe(16)
  for (const bytes of [800, 800, 1200, 1200]) {
    connections.arrived(bytes)
    clock.advance(250)
  }
  expect(running()).toBe(32)
})

it('fewer run after one has failed, once those under way are answered', async () => {
  const { clock, connections, running, answerAll } = setUp(16)
  connections.start()
  connections.failed()
  clock.advance(250)
  expect(running()).toBe(16)
  await answerAll()
  expect(running()).toBe(8)
})

it('none is started after the end', async () => {
  const { clock, connections, running, answerAll } = setUp(4)
  connections.start()
  expect(running()).toBe(4)
  const stopped = connections.stop()
  await answerAll()
  await stopped
  connections.arrived(1_000)
  clock.advance(10_000)
  connections.start()
  expect(running()).toBe(0)
})

it('none is added while requests wait for what came to be put away', () => {
  const { clock, connections, heldBack, running } = setUp(32)
  connections.start()
  heldBack.now = true
  for (const bytes of [800, 1600, 1600]) {
    connections.arrived(bytes)
    clock.advance(250)
  }
  expect(running()).toBe(16)
})

it('a little more may wait than there are connections, whose number is the current one', () => {
  const { clock, connections } = setUp(16)
  connections.start()
  expect([17, 18].map(outstanding => connections.admits(outstanding))).toEqual([true, false])
  connections.failed()
  clock.advance(250)
  expect([9, 10].map(outstanding => connections.admits(outstanding))).toEqual([true, false])
  expect([0, 2].map(outstanding => setUp(1).connections.admits(outstanding))).toEqual([true, true])
})
