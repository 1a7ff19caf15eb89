import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ServiceBusy, ServiceUnreachable } from '../../../app/domain/service-errors.ts'
import { taskId } from '../../fakes/task-records.ts'
import { everything, idsOf, settle, watchedAccount } from './watched-account.ts'

let account: ReturnType<typeof watchedAccount>
beforeEach(() => {
  account = watchedAccount()
})
afterEach(() => account.remove())

const offline = new ServiceUnreachable({ details: 'GET /tasks got no answer' })

describe('keeping the mirror fresh', () => {
  it('shows the newest tasks after one call', async () => {
    account.source.put('a', { createdAtMs: 1 })
    account.source.put('b', { createdAtMs: 2 })
    const { service } = await account.start()
    expect(account.source.takeCalls()).toEqual(['list all 1/100'])
    expect(idsOf(service)).toEqual(['b', 'a'])
    expect(service.sync()).toMatchObject({ state: 'fresh', mirroredTasks: 2, totalTasks: 2, failure: null })
  })

  it('makes one call per cycle: the active tasks every 12 s while something runs, the newest page in between', async () => {
    account.source.put('a', { status: 'started' })
    await account.start()
    account.source.takeCalls()
    const calls: string[] = []
    for (let cycle = 0; cycle < 6; cycle++) {
      await account.pass(12_000)
      calls.push(account.source.takeCalls().join())
    }
    expect(calls).toEqual([
      'list active 1/500',
      'list active 1/500',
      'list active 1/500',
      'list active 1/500',
      'list all 1/100',
      'list active 1/500',
    ])
  })

  it('asks every 60 s while nothing runs', async () => {
    account.source.put('a')
    await account.start()
    account.source.takeCalls()
    await account.pass(59_999)
    expect(account.source.takeCalls()).toEqual([])
    await account.pass(1)
    expect(account.source.takeCalls()).toEqual(['list all 1/100'])
  })

  it('sees a task that another program submits', async () => {
    account.source.put('a', { status: 'started', createdAtMs: 1 })
    const { service } = await account.start()
    account.source.put('b', { status: 'submitted', createdAtMs: 2 })
    await account.pass(12_000)
    expect(idsOf(service)).toEqual(['b', 'a'])
  })

  it('reads singly what has left the list of active tasks', async () => {
    account.source.put('a', { status: 'started' })
    account.source.put('b', { status: 'started' })
    const { service } = await account.start()
    account.source.takeCalls()
    account.source.put('a', { status: 'failed' })
    await account.pass(12_000)
    expect(account.source.takeCalls()).toEqual(['list active 1/500', 'get a'])
    expect(service.known(taskId('a'))).toMatchObject({ status: 'failed', group: 'failed' })
  })

  it('brings active tasks up to date that are older than the newest page', async () => {
    account.source.put('old', { status: 'started', createdAtMs: 1 })
    const first = await account.start()
    await first.close()
    for (let n = 0; n < 100; n++) account.source.put(`n${n}`, { createdAtMs: 1000 + n })
    account.source.put('old', { status: 'success' })
    account.source.takeCalls()
    const { service } = await account.start()
    expect(account.source.takeCalls()).toEqual(['list all 1/100', 'list active 1/500', 'get old'])
    expect(service.known(taskId('old'))?.status).toBe('success')
  })

  it('copes with a service that does not filter by activity', async () => {
    account.source.filtersActive = false
    account.source.put('a', { status: 'started' })
    account.source.put('b', { status: 'success' })
    const { service } = await account.start()
    await account.pass(12_000)
    account.source.takeCalls()
    account.source.put('a', { status: 'failed' })
    await account.pass(12_000)
    expect(account.source.takeCalls()).toEqual(['list all 1/100'])
    expect(service.known(taskId('a'))?.status).toBe('failed')
  })

  it('drops a task that the service no longer knows', async () => {
    account.source.put('a', { status: 'started' })
    const { service } = await account.start()
    account.source.remove('a')
    await account.pass(12_000)
    expect(idsOf(service)).toEqual([])
  })

  it('asks for a few places in the queue beside the newest page, each task in its turn', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `q${String(index + 1).padStart(2, '0')}`)
    for (const [index, id] of ids.entries()) {
      account.source.put(id, { status: 'submitted', createdAtMs: 100 - index })
      account.source.tasksAhead.set(id, index)
    }
    const { service } = await account.start()
    const asked = () => account.source.takeCalls().filter(call => call.startsWith('status'))
    expect(asked()).toEqual(ids.slice(0, 10).map(id => `status ${id}`))
    for (let cycle = 0; cycle < 4; cycle++) await account.pass(12_000)
    expect(asked()).toEqual([])
    await account.pass(12_000)
    expect(asked().slice(0, 3)).toEqual(['status q11', 'status q12', 'status q01'])
    expect(service.known(taskId('q12'))?.tasksAhead).toBe(11)
  })

  it('asks for the place in the queue of a task that is looked at', async () => {
    const { service } = await account.start()
    account.source.put('q', { status: 'submitted' })
    account.source.tasksAhead.set('q', 4)
    expect(await service.get(taskId('q'))).toMatchObject({ task: { tasksAhead: 4 } })
  })

  it('names what changed, together, with the revision to ask for', async () => {
    account.source.put('a', { status: 'started' })
    account.source.put('b', { status: 'started' })
    const { service, heard } = await account.start()
    await account.pass(100)
    expect(heard.tasksChanged).toEqual([{ revision: 1, ids: ['a', 'b'] }])
    await account.pass(12_000)
    expect(heard.tasksChanged).toHaveLength(1)
    account.source.put('b', { status: 'computation-started' })
    await account.pass(12_000)
    await account.pass(100)
    expect(heard.tasksChanged.slice(1)).toEqual([{ revision: 2, ids: ['b'] }])
    expect(service.list(everything, { offset: 0, limit: 1 }).revision).toBe(2)
  })

  it('leaves no timer behind', async () => {
    account.source.put('a', { status: 'started' })
    const { close } = await account.start()
    await close()
    expect(account.clock.pending).toBe(0)
  })
})

describe('asking now', () => {
  it('refreshes at once and answers when the mirror has it', async () => {
    const { service } = await account.start()
    account.source.put('a')
    expect(await service.refresh()).toMatchObject({ state: 'fresh', mirroredTasks: 1 })
  })

  it('asks again after a cycle under way, once for all who ask', async () => {
    const { service } = await account.start()
    account.source.takeCalls()
    const first = service.refresh()
    await Promise.all([service.refresh(), service.refresh(), first])
    expect(account.source.takeCalls()).toEqual(['list all 1/100', 'list all 1/100'])
  })

  it('has the failure inside where there was one', async () => {
    const { service } = await account.start()
    account.source.failure = offline
    expect(await service.refresh()).toMatchObject({ state: 'failing', failure: { code: 'service-unreachable' } })
  })

  it('refreshes when the window comes to the front, unless that was a moment ago', async () => {
    const { service } = await account.start()
    account.source.takeCalls()
    service.onFocus()
    await settle()
    expect(account.source.takeCalls()).toEqual([])
    await account.pass(6_000)
    service.onFocus()
    await settle()
    expect(account.source.takeCalls()).toEqual(['list all 1/100'])
  })

  it('refreshes after the computer has slept', async () => {
    let sleptMs = 0
    const { clock } = account
    await account.start({
      clock: {
        nowMs: () => clock.nowMs() + sleptMs,
        monotonicMs: () => clock.monotonicMs(),
        after: (delayMs, callback) => clock.after(delayMs, callback),
        sleep: (delayMs, signal) => clock.sleep(delayMs, signal),
      },
    })
    await account.pass(20_000)
    account.source.takeCalls()
    sleptMs = 3_600_000
    await account.pass(10_000)
    expect(account.source.takeCalls()).toEqual(['list all 1/100'])
  })
})

describe('a computer that sleeps', () => {
  it('asks for nothing, and for everything at once when it wakes', async () => {
    account.source.put('a', { status: 'started' })
    const { service } = await account.start()
    await service.sleep()
    expect(account.clock.pending).toBe(0)
    account.source.takeCalls()
    await account.pass(3_600_000)
    await service.refresh()
    expect(account.source.takeCalls()).toEqual([])

    account.source.put('a', { status: 'success' })
    service.wake()
    await settle()
    expect(account.source.takeCalls()).toEqual(['list all 1/100'])
    expect(service.known(taskId('a'))).toMatchObject({ status: 'success' })
    expect(service.sync()).toMatchObject({ state: 'fresh', nextAttemptAtMs: account.clock.nowMs() + 60_000 })
    await account.pass(60_000)
    expect(account.source.takeCalls()).toEqual(['list all 1/100'])
  })

  it('takes no cut request for a fault of the service', async () => {
    const { service, heard } = await account.start()
    const { promise, reject } = Promise.withResolvers<never>()
    account.source.listsHeldBy = promise
    const asked = service.refresh()
    const asleep = service.sleep()
    reject(new Error('aborted'))
    await Promise.all([asked, asleep])
    account.source.listsHeldBy = Promise.resolve()
    service.wake()
    await settle()
    expect(heard.taskSyncChanged.map(({ state }) => state)).not.toContain('failing')
    expect(service.sync().state).toBe('fresh')
  })
})

describe('a service out of reach', () => {
  it('is said, with the time of the last success, and the mirror stays readable', async () => {
    account.source.put('a')
    const { service } = await account.start()
    const lastSuccessAtMs = account.clock.nowMs()
    account.source.failure = offline
    await account.pass(60_000)
    expect(service.sync()).toMatchObject({
      state: 'failing',
      lastSuccessAtMs,
      failure: { code: 'service-unreachable' },
    })
    expect(idsOf(service)).toEqual(['a'])
  })

  it('is asked more and more rarely, and fresh again once it answers', async () => {
    account.source.failure = offline
    const { service } = await account.start()
    const waits: number[] = []
    for (let failure = 0; failure < 5; failure++) {
      const delayMs = (service.sync().nextAttemptAtMs ?? 0) - account.clock.nowMs()
      waits.push(delayMs)
      await account.pass(delayMs)
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000])
    account.source.failure = null
    await account.pass(60_000)
    expect(service.sync()).toMatchObject({ state: 'fresh', failure: null })
  })

  it('is left alone as long as it asks for', async () => {
    account.source.failure = new ServiceBusy({ details: 'GET /tasks answered 429', retryAfterMs: 90_000 })
    const { service } = await account.start()
    expect(service.sync().nextAttemptAtMs).toBe(account.clock.nowMs() + 90_000)
  })

  it('shows what was known at the next start', async () => {
    account.source.put('a')
    const first = await account.start()
    await first.close()
    account.source.failure = offline
    const { service } = await account.start()
    expect(idsOf(service)).toEqual(['a'])
    expect(service.sync()).toMatchObject({ state: 'failing', lastSuccessAtMs: account.clock.nowMs() })
  })
})

describe('older history', () => {
  const putMany = (count: number, fromMs: number) => {
    for (let n = 0; n < count; n++) account.source.put(`t${fromMs + n}`, { createdAtMs: fromMs + n })
  }
  const fill = async (pages: number) => {
    for (let page = 0; page < pages; page++) await account.pass(250)
  }

  it('is read in pages of 500 in the background', async () => {
    putMany(1200, 1)
    const { service, heard } = await account.start()
    expect(service.sync()).toMatchObject({ mirroredTasks: 100, totalTasks: 1200 })
    await fill(3)
    expect(account.source.takeCalls()).toEqual(['list all 1/100', 'list all 1/500', 'list all 2/500', 'list all 3/500'])
    expect(service.sync()).toMatchObject({ mirroredTasks: 1200 })
    expect(heard.taskFinished).toEqual([])
    await account.pass(10_000)
    expect(account.source.takeCalls()).toEqual([])
  })

  it('goes on where it stopped when the app is started again', async () => {
    putMany(1200, 1)
    const first = await account.start()
    await fill(2)
    await first.close()
    account.source.takeCalls()
    const { service } = await account.start()
    await fill(2)
    expect(account.source.takeCalls()).toEqual(['list all 1/100', 'list all 3/500'])
    expect(service.sync().mirroredTasks).toBe(1200)
  })

  it('goes on after a failure', async () => {
    putMany(700, 1)
    const { service } = await account.start()
    account.source.failure = offline
    await fill(1)
    account.source.failure = null
    await account.pass(60_000)
    await fill(2)
    expect(service.sync().mirroredTasks).toBe(700)
  })

  it('closes the gap of the time when the app was closed, and stops at what it knows', async () => {
    putMany(2000, 1)
    const first = await account.start()
    await fill(5)
    await first.close()
    putMany(300, 5000)
    account.source.takeCalls()
    const { service } = await account.start()
    await fill(4)
    expect(account.source.takeCalls()).toEqual(['list all 1/100', 'list all 1/500', 'list all 2/500'])
    expect(service.sync().mirroredTasks).toBe(2300)
  })
})

describe('the end of a task', () => {
  it('is told once', async () => {
    account.source.put('a', { status: 'started' })
    const { heard } = await account.start()
    account.source.put('a', { status: 'success' })
    for (let cycle = 0; cycle < 7; cycle++) await account.pass(60_000)
    expect(heard.taskFinished).toEqual([
      { task: expect.objectContaining({ id: 'a', group: 'finished' }) as unknown, wasSeenRunning: true },
    ])
  })

  it('is told once when it came while the app was closed', async () => {
    account.source.put('a', { status: 'started' })
    const first = await account.start()
    await first.close()
    account.source.put('a', { status: 'failed' })
    const second = await account.start()
    expect(second.heard.taskFinished).toMatchObject([{ task: { id: 'a', status: 'failed' }, wasSeenRunning: true }])
    await second.close()
    const third = await account.start()
    expect(third.heard.taskFinished).toEqual([])
  })

  it('is told of a task that came and went while the app was closed', async () => {
    const first = await account.start()
    await first.close()
    account.clock.advance(3_600_000)
    account.source.put('a', { endedAtMs: account.clock.nowMs() - 60_000 })
    const { heard } = await account.start()
    expect(heard.taskFinished).toMatchObject([{ task: { id: 'a' }, wasSeenRunning: false }])
  })

  it('is not told of the history of a new account', async () => {
    account.source.put('a', { endedAtMs: account.clock.nowMs() + 1_000 })
    account.source.put('b', { status: 'killed' })
    const { heard } = await account.start()
    await account.pass(60_000)
    expect(heard.taskFinished).toEqual([])
  })

  it('is told again for the next attempt after a pre-emption', async () => {
    account.source.put('a', { status: 'started' })
    const { heard } = await account.start()
    account.source.put('a', { status: 'spot-instance-preempted', isTerminated: true })
    await account.pass(12_000)
    account.source.put('a', { status: 'submitted', isTerminated: false, retries: 1 })
    await account.pass(60_000)
    account.source.put('a', { status: 'success', isTerminated: true, retries: 1 })
    await account.pass(12_000)
    expect(heard.taskFinished.map(({ task }) => task.status)).toEqual(['spot-instance-preempted', 'success'])
  })
})

describe('a single task', () => {
  it('is asked of the service and enters the mirror', async () => {
    const { service } = await account.start()
    account.source.put('a', { status: 'started' })
    expect(await service.get(taskId('a'))).toMatchObject({
      task: { id: 'a', status: 'started' },
      asOfMs: account.clock.nowMs(),
      staleReason: null,
    })
    expect(idsOf(service)).toEqual(['a'])
  })

  it('is shown as last known, with the reason, when the service cannot be reached', async () => {
    account.source.put('a', { status: 'started' })
    const { service } = await account.start()
    const { asOfMs } = await service.get(taskId('a'))
    account.source.failure = offline
    account.clock.advance(5_000)
    expect(await service.get(taskId('a'))).toMatchObject({
      task: { status: 'started' },
      asOfMs,
      staleReason: { code: 'service-unreachable' },
    })
  })

  it('is shown from the list when its history was never read', async () => {
    account.source.put('a')
    const { service } = await account.start()
    account.source.failure = offline
    expect(await service.get(taskId('a'))).toMatchObject({ history: [], asOfMs: account.clock.nowMs() })
  })

  it('fails with the service’s reason when nothing is known of it', async () => {
    const { service } = await account.start()
    await expect(service.get(taskId('x'))).rejects.toMatchObject({ code: 'not-found' })
  })
})
