import { describe, expect, it } from 'vitest'
import { createRest, type Resting } from '../../app/core-rest.ts'
import { silentLog } from '../fakes/logs.ts'
import { ManualClock } from '../fakes/manual-clock.ts'

/** Services that note what they are told; going to sleep takes until the test says so. */
function services(name: string, notes: string[]) {
  const { promise: asleep, resolve: fallAsleep } = Promise.withResolvers<unknown>()
  const resting: Resting = {
    transfers: {
      sleep: async () => {
        notes.push(`${name}: transfers stop`)
        await asleep
        notes.push(`${name}: transfers have stopped`)
      },
      wake: () => void notes.push(`${name}: transfers go on`),
    },
    tasks: {
      sleep: async () => {
        await Promise.resolve(notes.push(`${name}: tasks are not asked for`))
      },
      wake: () => void notes.push(`${name}: tasks are asked for`),
      onFocus: () => void notes.push(`${name}: tasks are asked for unless they are new`),
    },
  }
  return { resting, fallAsleep: () => fallAsleep(undefined) }
}

function started() {
  const notes: string[] = []
  const clock = new ManualClock()
  const first = services('first', notes)
  let current: Resting | undefined = first.resting
  const rest = createRest({ clock, log: silentLog, current: () => current })
  return { notes, clock, first, rest, signIn: (other: Resting | undefined) => (current = other) }
}

const slept = ['first: transfers stop', 'first: tasks are not asked for', 'first: transfers have stopped']
const woken = ['first: tasks are asked for', 'first: transfers go on']

describe('a computer that sleeps', () => {
  it('stops everything, and goes on once it is awake', async () => {
    const { notes, first, rest } = started()
    first.fallAsleep()
    await rest.sleep()
    expect(notes).toEqual(slept)
    await rest.wake()
    expect(notes).toEqual([...slept, ...woken])
  })

  it('goes on only after everything has stopped, however soon it wakes', async () => {
    const { notes, first, rest } = started()
    const asleep = rest.sleep()
    const awake = rest.wake()
    await Promise.resolve()
    first.fallAsleep()
    await Promise.all([asleep, awake])
    expect(notes).toEqual([...slept, ...woken])
  })

  it('stops once when told twice', async () => {
    const { notes, first, rest } = started()
    first.fallAsleep()
    await Promise.all([rest.sleep(), rest.sleep()])
    expect(notes).toEqual(slept)
  })

  it('only looks for news when it wakes without having said that it sleeps', async () => {
    const { notes, rest } = started()
    await rest.wake()
    expect(notes).toEqual(['first: tasks are asked for unless they are new'])
  })

  it('goes on after a minute awake, also when nobody says that it is', async () => {
    const { notes, clock, first, rest } = started()
    first.fallAsleep()
    await rest.sleep()
    clock.advance(59_999)
    await rest.sleep()
    expect(notes).toEqual(slept)
    clock.advance(1)
    await expect.poll(() => notes).toEqual([...slept, ...woken])
    expect(clock.pending).toBe(0)
  })

  it('tells nobody who was not put to sleep to go on', async () => {
    const { notes, first, rest, signIn } = started()
    first.fallAsleep()
    await rest.sleep()
    signIn(services('second', notes).resting)
    await rest.wake()
    signIn(undefined)
    await rest.sleep()
    await rest.wake()
    expect(notes).toEqual([...slept, 'second: tasks are asked for unless they are new'])
  })

  it('wakes although going to sleep failed', async () => {
    const { notes, first, rest, signIn } = started()
    signIn({
      ...first.resting,
      transfers: { ...first.resting.transfers, sleep: () => Promise.reject(new Error('disk')) },
    })
    await rest.sleep()
    await rest.wake()
    expect(notes).toEqual(['first: tasks are not asked for', ...woken])
  })

  it('keeps no timer once the app has ended', async () => {
    const { clock, first, rest } = started()
    first.fallAsleep()
    await rest.sleep()
    rest.dispose()
    expect(clock.pending).toBe(0)
  })
})
