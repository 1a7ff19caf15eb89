import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  NotAllowed,
  RequestRefused,
  ServiceBusy,
  ServiceSlow,
  ServiceUnreachable,
} from '../../../app/domain/service-errors.ts'
import { taskId } from '../../fakes/task-records.ts'
import { settle, watchedAccount } from './watched-account.ts'

let account: ReturnType<typeof watchedAccount>
beforeEach(() => {
  account = watchedAccount()
  account.source.put('a', { status: 'computation-started' })
})
afterEach(() => account.remove())

const a = taskId('a')
const sent = () => account.source.calls.filter(call => call.startsWith('kill '))

/** The request arrives or not, but its answer is lost. */
function loseAnswer(error: Error, obey: boolean): void {
  account.source.onKill = id => {
    if (obey) account.source.put(id, { status: 'pending-kill', isTerminated: false })
    throw error
  }
}

describe('ending a task', () => {
  it('asks once and follows it to the final state', async () => {
    const { service, heard } = await account.start()
    expect(await service.kill([a])).toEqual([
      { taskId: 'a', outcome: 'requested', statusAlias: 'Alias of pending-kill', failure: null },
    ])
    expect(service.known(a)).toMatchObject({ status: 'pending-kill', kill: 'requested' })
    await account.pass(3_000)
    expect(service.known(a)?.status).toBe('pending-kill')
    account.source.put('a', { status: 'killed' })
    await account.pass(3_000)
    expect(service.known(a)).toMatchObject({ status: 'killed', isTerminated: true, kill: 'none' })
    expect(heard.taskFinished).toMatchObject([{ task: { id: 'a', status: 'killed' }, wasSeenRunning: true }])
    expect(sent()).toEqual(['kill a'])
  })

  it('reports a task that had already ended, under the service’s word for it, and sends nothing', async () => {
    const { service } = await account.start()
    account.source.put('a', { status: 'success' })
    expect(await service.kill([a])).toEqual([
      { taskId: 'a', outcome: 'already-ended', statusAlias: 'Alias of success', failure: null },
    ])
    expect(sent()).toEqual([])
    expect(service.known(a)?.group).toBe('finished')
  })

  it('sends nothing for a task that is already being ended', async () => {
    account.source.put('a', { status: 'pending-kill', isTerminated: false })
    const { service } = await account.start()
    expect(await service.kill([a])).toMatchObject([{ outcome: 'requested' }])
    expect(sent()).toEqual([])
  })

  it('sends nothing while the service cannot be reached', async () => {
    const { service } = await account.start()
    account.source.failure = new ServiceUnreachable({ details: 'offline' })
    expect(await service.kill([a])).toMatchObject([{ outcome: 'failed', failure: { code: 'service-unreachable' } }])
    expect(sent()).toEqual([])
    expect(service.known(a)?.kill).toBe('none')
  })

  it('is not undone by an older list that arrives late', async () => {
    const { service, heard } = await account.start()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    account.source.listsHeldBy = promise
    const refreshed = service.refresh()
    account.source.onKill = id => account.source.put(id, { status: 'killed', isTerminated: true })
    await service.kill([a])
    expect(service.known(a)?.status).toBe('killed')
    resolve(undefined)
    await refreshed
    expect(service.known(a)?.status).toBe('killed')
    expect(heard.taskFinished).toHaveLength(1)
  })

  it('does not try a thousand times while the service cannot be reached', async () => {
    const { service } = await account.start()
    account.source.failure = new ServiceUnreachable({ details: 'offline' })
    account.source.takeCalls()
    const results = await service.kill(Array.from({ length: 1000 }, (_, index) => taskId(`t${index}`)))
    expect(results.every(({ failure }) => failure?.code === 'service-unreachable')).toBe(true)
    expect(results).toHaveLength(1000)
    expect(account.source.takeCalls()).toHaveLength(4)
  })

  it('ends many, each once, and answers for each', async () => {
    for (const id of ['b', 'c', 'd', 'e', 'f']) account.source.put(id, { status: 'started' })
    account.source.put('d', { status: 'failed' })
    const { service } = await account.start()
    const results = await service.kill(['a', 'b', 'c', 'd', 'e', 'f', 'a'].map(taskId))
    expect(results.map(({ taskId, outcome }) => `${taskId} ${outcome}`)).toEqual([
      'a requested',
      'b requested',
      'c requested',
      'd already-ended',
      'e requested',
      'f requested',
    ])
    expect(sent().toSorted()).toEqual(['kill a', 'kill b', 'kill c', 'kill e', 'kill f'])
  })
})

describe('a lost answer', () => {
  it('counts as a request when the task shows that it arrived', async () => {
    const { service } = await account.start()
    loseAnswer(new ServiceUnreachable({ details: 'reset' }), true)
    expect(await service.kill([a])).toMatchObject([{ outcome: 'requested', failure: null }])
    expect(service.known(a)?.kill).toBe('requested')
    expect(sent()).toEqual(['kill a'])
  })

  it('is said to be in doubt when the task does not show it, and is never sent again by itself', async () => {
    const { service } = await account.start()
    loseAnswer(new ServiceSlow({ details: 'No answer' }), false)
    const [result] = await service.kill([a])
    expect(result).toMatchObject({ outcome: 'failed', failure: { code: 'service-unreachable', remedy: 'retry' } })
    expect(result?.failure?.message).toMatch(/may or may not have arrived/)
    expect(service.known(a)?.kill).toBe('unconfirmed')
    for (let poll = 0; poll < 5; poll++) await account.pass(3_000)
    expect(sent()).toEqual(['kill a'])
  })

  it('is cleared up when the service obeys later', async () => {
    const { service } = await account.start()
    loseAnswer(new ServiceSlow({ details: 'No answer' }), false)
    await service.kill([a])
    account.source.put('a', { status: 'pending-kill', isTerminated: false })
    await account.pass(3_000)
    expect(service.known(a)?.kill).toBe('requested')
  })

  it('counts as already ended when the task has ended by itself meanwhile', async () => {
    const { service } = await account.start()
    account.source.onKill = id => {
      account.source.put(id, { status: 'success', isTerminated: true })
      throw new ServiceSlow({ details: 'No answer' })
    }
    expect(await service.kill([a])).toMatchObject([{ outcome: 'already-ended', statusAlias: 'Alias of success' }])
  })
})

describe('a refusal', () => {
  it.each([
    new NotAllowed({ details: '403' }),
    new RequestRefused({ details: '409' }),
    new ServiceBusy({ details: '429' }),
  ])('is told and changes nothing ($name)', async error => {
    const { service } = await account.start()
    loseAnswer(error, false)
    expect(await service.kill([a])).toMatchObject([{ outcome: 'failed', failure: { code: error.code } }])
    expect(service.known(a)?.kill).toBe('none')
  })

  it('counts as already ended when that was the reason', async () => {
    const { service } = await account.start()
    account.source.onKill = id => {
      account.source.put(id, { status: 'success', isTerminated: true })
      throw new RequestRefused({ details: 'POST /tasks/a/kill answered 400: Task already ended' })
    }
    expect(await service.kill([a])).toMatchObject([{ outcome: 'already-ended' }])
  })
})

describe('following', () => {
  it('goes on after the app was closed', async () => {
    const first = await account.start()
    await first.service.kill([a])
    await first.close()
    const { service } = await account.start()
    account.source.put('a', { status: 'killed' })
    await account.pass(3_000)
    expect(service.known(a)?.status).toBe('killed')
  })

  it('backs off while the service cannot be reached', async () => {
    const { service } = await account.start()
    await service.kill([a])
    account.source.failure = new ServiceUnreachable({ details: 'offline' })
    await account.pass(3_000)
    account.source.takeCalls()
    await account.pass(4_999)
    expect(account.source.takeCalls()).toEqual([])
    await account.pass(1)
    expect(account.source.takeCalls()).toContain('status a')
  })

  it('stops with the app', async () => {
    const { service, close } = await account.start()
    await service.kill([a])
    await close()
    await settle()
    expect(account.clock.pending).toBe(0)
  })
})
