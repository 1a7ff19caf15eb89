import type { DatabaseSync } from 'node:sqlite'
import { Agent } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createInductivaApi, type InductivaApi } from '../../../app/api/inductiva-api.ts'
import type { EventValues } from '../../../app/contract/define.ts'
import { taskCalls, taskDetailSchema, taskEvents, type TaskQuery } from '../../../app/contract/tasks.ts'
import type { Clock } from '../../../app/domain/clock.ts'
import { systemClock } from '../../../app/platform/clock.ts'
import { startSampleService, type SampleService } from '../../../app/sample/sample-service.ts'
import { createTaskHandlers } from '../../../app/tasks/task-handlers.ts'
import { createTaskService, type TaskService } from '../../../app/tasks/task-service.ts'
import { silentLog } from '../../fakes/logs.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'
import { taskId } from '../../fakes/task-records.ts'
import { accountFile } from './account-database.ts'
import { everything, settle } from './watched-account.ts'

/** Real connections, but nobody waits between attempts. */
const hurriedClock: Clock = { ...systemClock, sleep: () => Promise.resolve() }

type Finished = EventValues<typeof taskEvents>['taskFinished']
type App = {
  readonly tasks: TaskService
  readonly api: InductivaApi
  readonly finished: Finished[]
  close(): Promise<void>
}

let clock: ManualClock
let sample: SampleService
let file: ReturnType<typeof accountFile>
let apps: App[]
beforeEach(async () => {
  clock = new ManualClock()
  sample = await startSampleService({ nowMs: () => clock.nowMs() })
  file = accountFile()
  apps = []
})
afterEach(async () => {
  for (const app of [...apps]) await app.close()
  await sample.close()
  file.remove()
})

/** The app on the sample account, with its mirror on disk, after its first refresh. */
async function startApp({ key = sample.key }: { key?: string } = {}): Promise<App> {
  const dispatcher = new Agent()
  const database: DatabaseSync = file.open()
  const finished: Finished[] = []
  const options = { baseUrl: sample.baseUrl, dispatcher, clock: hurriedClock, log: silentLog, userAgent: 'Test/1.0' }
  const api = createInductivaApi({ ...options, key })
  const tasks = createTaskService({
    api,
    database,
    clock,
    log: silentLog,
    emit: (name, value) => {
      taskEvents[name].parse(value)
      if (name === 'taskFinished') finished.push(value as Finished)
    },
    random: () => 0,
  })
  const close = async () => {
    apps.splice(apps.indexOf(app), 1)
    await tasks.stop()
    database.close()
    await dispatcher.close()
  }
  const app = { tasks, api, finished, close }
  apps.push(app)
  tasks.start()
  await tasks.refresh()
  return app
}

const activeIds = () => sample.account.tasks().filter(({ state }) => !state.isTerminated)
const computing = () => activeIds().find(({ state }) => state.status === 'computation-started')!.plan.id
const rowsOf = (tasks: TaskService, query: Partial<TaskQuery> = {}) =>
  tasks.list({ ...everything, ...query }, { offset: 0, limit: 500 }).rows

describe('the mirror of the sample account', () => {
  it('holds every task, with the counts of the service for each of the 17 codes', async () => {
    const { tasks } = await startApp()
    const expected = Object.groupBy(sample.account.tasks(), ({ state }) => state.status)
    const { codes, total } = tasks.count(everything)
    expect(total).toBe(sample.account.tasks().length)
    expect(codes).toEqual(Object.fromEntries(Object.entries(expected).map(([code, all]) => [code, all.length])))
    expect(Object.keys(codes)).toHaveLength(17)
  })

  it('has active tasks on top, with their places in the queue', async () => {
    const { tasks } = await startApp()
    await tasks.refresh()
    const groups = rowsOf(tasks).map(({ group }) => group === 'active')
    expect(groups).toEqual(groups.toSorted((a, b) => Number(b) - Number(a)))
    const queued = rowsOf(tasks, { codes: ['submitted'] })
    expect(queued.some(({ tasksAhead }) => tasksAhead !== null)).toBe(true)
  })

  it('reads every task in full, as the contract has it', async () => {
    const { tasks } = await startApp()
    const handlers = createTaskHandlers(() => tasks)
    for (const { plan } of sample.account.tasks()) {
      const detail = taskDetailSchema.parse(await handlers.getTask({ id: taskId(plan.id) }))
      expect(detail.history.length, plan.id).toBeGreaterThan(0)
      expect(detail.history.at(-1)?.status).toBe(detail.task.status)
    }
    const list = await handlers.listTasks({ query: everything, offset: 0, limit: 500 })
    expect(taskCalls.listTasks.output.parse(list).total).toBe(sample.account.tasks().length)
  })

  it('refreshes with one list per cycle', async () => {
    await startApp()
    sample.stats.reset()
    clock.advance(12_000)
    await expect.poll(() => sample.stats.count()).toBe(1)
    await settle()
    expect(sample.stats.requests()).toMatchObject([{ path: '/tasks', query: { active: 'true' } }])
  })
})

describe('ending a task of the sample account', () => {
  it('goes over pending-kill to killed', async () => {
    const { tasks, finished } = await startApp()
    const id = taskId(computing())
    expect(await tasks.kill([id])).toMatchObject([{ outcome: 'requested', failure: null }])
    expect(tasks.known(id)).toMatchObject({ status: 'pending-kill', kill: 'requested' })
    sample.advance(10_000)
    clock.advance(3_000)
    await expect.poll(() => tasks.known(id)).toMatchObject({ status: 'killed', isTerminated: true, kill: 'none' })
    expect(finished.filter(({ task }) => task.id === id)).toHaveLength(1)
    expect(sample.stats.count({ method: 'POST', path: `/tasks/${id}/kill` })).toBe(1)
  })

  it('reports one that had ended before', async () => {
    const { tasks } = await startApp()
    const ended = rowsOf(tasks, { codes: ['success'] })[0]!
    expect(await tasks.kill([ended.id])).toMatchObject([{ outcome: 'already-ended', statusAlias: ended.statusAlias }])
    expect(sample.stats.count({ method: 'POST' })).toBe(0)
  })

  it('reads back what became of a request whose answer is lost', async () => {
    const { tasks } = await startApp()
    const id = taskId(computing())
    sample.faults.add({ scope: 'api', method: 'POST', path: '/kill', fault: { kind: 'reset' } })
    expect(await tasks.kill([id])).toMatchObject([{ outcome: 'failed', failure: { code: 'service-unreachable' } }])
    expect(tasks.known(id)?.kill).toBe('unconfirmed')
    expect(sample.stats.count({ method: 'POST' })).toBe(1)
  })
})

describe('trouble with the service', () => {
  it('leaves the mirror readable while the service is down, and ends by itself', async () => {
    const { tasks } = await startApp()
    const before = rowsOf(tasks)
    await sample.suspendApi()
    expect(await tasks.refresh()).toMatchObject({ state: 'failing', failure: { code: 'service-unreachable' } })
    expect(rowsOf(tasks)).toEqual(before)
    expect(await tasks.get(before[0]!.id)).toMatchObject({ staleReason: { code: 'service-unreachable' } })
    await sample.resumeApi()
    clock.advance(5_000)
    await expect.poll(() => tasks.sync().state).toBe('fresh')
  })

  it('waits as long as a busy service asks for', async () => {
    const { tasks } = await startApp()
    sample.faults.add({ scope: 'api', fault: { kind: 'answer', status: 429, retryAfterSeconds: 120 } })
    expect(await tasks.refresh()).toMatchObject({
      state: 'failing',
      failure: { code: 'service-busy' },
      nextAttemptAtMs: clock.nowMs() + 120_000,
    })
  })

  it('says that the key is refused', async () => {
    const { tasks, api } = await startApp({ key: 'another.key' })
    expect(tasks.sync()).toMatchObject({ state: 'failing', failure: { code: 'key-refused', remedy: 'sign-in' } })
    await expect(api.getUser()).rejects.toMatchObject({ code: 'key-refused' })
  })

  it('shows a page with an unknown status and null fields', async () => {
    const odd = { task_id: 'odd', status: 'hibernating', status_alias: 'Hibernating', metrics: null, executer: null }
    const body = JSON.stringify({ total_size: 3, tasks: [odd, { task_id: null }, { task_id: 'bare' }] })
    sample.faults.add({ scope: 'api', path: '/tasks', fault: { kind: 'answer', status: 200, body } })
    const { tasks } = await startApp()
    expect(rowsOf(tasks)).toMatchObject([
      { id: 'odd', status: 'other', statusAlias: 'Hibernating', group: 'active' },
      { id: 'bare', status: 'other', simulator: 'unknown' },
    ])
  })
})

describe('time without the app', () => {
  it('tells what ended meanwhile, each once', async () => {
    const first = await startApp()
    const wereActive = activeIds().map(({ plan }) => plan.id)
    await first.close()
    clock.advance(900_000)
    const ended = wereActive.filter(id => sample.account.task(id)?.state.isTerminated)
    expect(ended.length).toBeGreaterThan(0)
    const second = await startApp()
    expect(second.finished.map(({ task }) => task.id).toSorted()).toEqual(ended.toSorted())
    expect(second.finished.every(({ wasSeenRunning }) => wasSeenRunning)).toBe(true)
    await second.close()
    const third = await startApp()
    expect(third.finished).toEqual([])
  })

  it('survives a sample service that starts over, with the same tasks at other times', async () => {
    const first = await startApp()
    clock.advance(900_000)
    await first.tasks.refresh()
    await first.close()
    await sample.close()
    clock.advance(3_600_000)
    sample = await startSampleService({ nowMs: () => clock.nowMs() })
    const { tasks, finished } = await startApp()
    expect(finished).toEqual([])
    expect(tasks.count(everything).groups.active).toBe(activeIds().length)
    clock.advance(900_000)
    await expect.poll(() => finished.length).toBeGreaterThan(0)
  })
})
