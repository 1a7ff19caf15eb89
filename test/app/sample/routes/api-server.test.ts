import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSampleService, type SampleService } from '../../../../app/sample/sample-service.ts'
import { at, call, idWith, list, textAt } from '../service-client.ts'

let service: SampleService
beforeEach(async () => {
  service = await startSampleService()
})
afterEach(() => service.close())

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/

describe('keys and versions', () => {
  it.each(['', 'wrong'])('answers 401 with a detail for the key "%s"', async key => {
    const { status, body } = await call(service, '/users/info', { key })
    expect([status, typeof at(body, 'detail')]).toEqual([401, 'string'])
  })

  it('checks versions without a key, and refuses old and malformed ones', async () => {
    const { status, body } = await call(service, '/version-check?client_version=0.18.12', { key: '' })
    expect([status, at(body, 'is_valid'), at(body, 'client_version')]).toEqual([200, true, '0.18.12'])
    expect((await call(service, '/version-check?client_version=0.9.1', { key: '' })).status).toBe(406)
    expect((await call(service, '/version-check?client_version=new', { key: '' })).status).toBe(400)
  })

  it('explains unknown addresses with a detail', async () => {
    expect(await call(service, '/nowhere')).toEqual({ status: 404, body: { detail: 'Not Found' } })
  })
})

describe('GET /tasks', () => {
  it('has 46 tasks or more over ten simulators or more, in all 17 states, newest first', async () => {
    const { body } = await call(service, '/tasks?per_page=500')
    const tasks = list(at(body, 'tasks'))
    expect(tasks.length).toBeGreaterThanOrEqual(46)
    expect(at(body, 'total_size')).toBe(tasks.length)
    expect(new Set(tasks.map(task => at(task, 'simulator'))).size).toBeGreaterThanOrEqual(10)
    expect(new Set(tasks.map(task => at(task, 'status'))).size).toBe(17)
    const times = tasks.map(task => textAt(task, 'create_time'))
    expect(times).toEqual([...times].sort().reverse())
  })

  it('shows ids, times and numbers in the form that every client parses', async () => {
    const { body } = await call(service, '/tasks?per_page=500')
    for (const task of list(at(body, 'tasks'))) {
      expect(at(task, 'task_id')).toMatch(/^[a-z0-9]{25}$/)
      expect(at(task, 'metrics')).toBeTypeOf('object')
      expect(at(task, 'metrics')).not.toBeNull()
      for (const name of ['create_time', 'start_time', 'end_time']) {
        if (at(task, name) !== null) expect(at(task, name)).toMatch(TIMESTAMP)
      }
      expect(at(task, 'end_time') !== null).toBe(at(task, 'is_terminated'))
    }
  })

  it('pages, and gives an empty page past the end', async () => {
    const all = list(at((await call(service, '/tasks?per_page=500')).body, 'tasks'))
    const second = await call(service, '/tasks?page=2&per_page=7')
    expect(list(at(second.body, 'tasks')).map(task => at(task, 'task_id'))).toEqual(
      all.slice(7, 14).map(task => at(task, 'task_id')),
    )
    expect(await call(service, '/tasks?page=999&per_page=500')).toEqual({
      status: 200,
      body: { total_size: all.length, tasks: [] },
    })
  })

  it.each([
    ['status=failed', (task: unknown) => at(task as never, 'status') === 'failed'],
    ['project=motorbike-les', (task: unknown) => at(task as never, 'project') === 'motorbike-les'],
    ['active=true', (task: unknown) => at(task as never, 'is_terminated') === false],
    ['active=false', (task: unknown) => at(task as never, 'is_terminated') === true],
  ])('filters by %s', async (query, isWanted) => {
    const all = list(at((await call(service, '/tasks?per_page=500')).body, 'tasks'))
    const { body } = await call(service, `/tasks?per_page=500&${query}`)
    const ids = (tasks: readonly unknown[]): unknown[] => tasks.map(task => at(task as never, 'task_id'))
    expect(ids(list(at(body, 'tasks')))).toEqual(ids(all.filter(isWanted)))
    expect(at(body, 'total_size')).toBe(all.filter(isWanted).length)
  })

  it('finds tasks by a part of the id, and sorts', async () => {
    const id = idWith(service, 'failed')
    const found = await call(service, `/tasks?task_id_filter=${id.slice(3, 15)}`)
    expect(list(at(found.body, 'tasks')).map(task => at(task, 'task_id'))).toEqual([id])
    const sorted = await call(service, '/tasks?per_page=500&sort=simulator:desc&sort=create_time:asc')
    const simulators = list(at(sorted.body, 'tasks')).map(task => textAt(task, 'simulator'))
    expect(simulators).toEqual([...simulators].sort().reverse())
  })

  it.each(['per_page=501', 'per_page=0', 'page=0', 'status=in-queue', 'sort=colour:asc', 'active=maybe'])(
    'answers %s with 422 and a list of faults',
    async query => {
      const { status, body } = await call(service, `/tasks?${query}`)
      expect(status).toBe(422)
      expect(at(body, 'detail', 0, 'loc')).toEqual(['query', query.split('=')[0]])
    },
  )
})

describe('one task', () => {
  it('has its history oldest first, with the last step open, and operations with attributes', async () => {
    const { body } = await call(service, `/tasks/${idWith(service, 'success')}`)
    const history = list(at(body, 'status_history'))
    expect(history.map(step => at(step, 'status'))).toEqual([
      'pending-input',
      'submitted',
      'started',
      'computation-started',
      'computation-ended',
      'success',
    ])
    expect(at(history.at(-1), 'end_timestamp')).toBeNull()
    expect(at(history[3], 'operations', -1, 'attributes', 'exit_code')).toBe(0)
    for (const step of history) expect(at(step, 'timestamp')).toMatch(TIMESTAMP)
  })

  it('repeats phases after a pre-emption, and counts the retries', async () => {
    const task = service.account.tasks().find(({ plan }) => plan.retries === 2)
    const { body } = await call(service, `/tasks/${String(task?.plan.id)}`)
    const phases = list(at(body, 'status_history')).map(step => at(step, 'status'))
    expect(phases.filter(status => status === 'spot-instance-preempted')).toHaveLength(2)
    expect(phases.filter(status => status === 'computation-started')).toHaveLength(3)
    expect(at(body, 'num_retries')).toBe(2)
  })

  it('states the place in the queue, in order of submission', async () => {
    const { body } = await call(service, '/tasks?status=submitted&sort=create_time:asc')
    const ahead = await Promise.all(
      list(at(body, 'tasks')).map(async task => {
        const answer = await call(service, `/tasks/${textAt(task, 'task_id')}/status`)
        return at(answer.body, 'position_in_queue', 'tasks_ahead')
      }),
    )
    expect(ahead).toEqual([0, 1, 2])
  })

  it('is not found by a wrong id', async () => {
    for (const path of ['/tasks/nothing', '/tasks/nothing/status', '/tasks/nothing/metadata']) {
      expect((await call(service, path)).status).toBe(404)
    }
    expect((await call(service, '/tasks/nothing/kill', { method: 'POST' })).status).toBe(404)
  })

  it('keeps metadata: replaced by PUT, added to by PATCH', async () => {
    const path = `/tasks/${idWith(service, 'success')}/metadata`
    expect(await call(service, path, { method: 'PUT', body: { a: '1' } })).toEqual({ status: 200, body: { a: '1' } })
    await call(service, path, { method: 'PATCH', body: { b: '2' } })
    expect((await call(service, path)).body).toEqual({ a: '1', b: '2' })
    expect((await call(service, path, { method: 'PUT', body: { a: 1 } })).status).toBe(422)
  })
})

describe('tasks while one watches', () => {
  it('one ends within a minute, and the next of its queue starts', () => {
    const before = service.account.tasks().filter(({ state }) => state.status === 'submitted')
    service.advance(60_000)
    const finished = service.account.tasks().filter(({ state }) => state.status === 'success')[0]
    expect(finished?.state.hasOutput).toBe(true)
    service.advance(20_000)
    const after = service.account.tasks().filter(({ state }) => state.status === 'submitted')
    expect([before.length, after.length]).toEqual([3, 2])
    expect(after.map(({ tasksAhead }) => tasksAhead).sort()).toEqual([0, 1])
  })

  it('one keeps computing for hours', () => {
    service.advance(5 * 3_600_000)
    expect(service.account.tasks().some(({ state }) => state.status === 'computation-started')).toBe(true)
  })

  it('a killed one is first pending, then killed, and leaves what it had computed', async () => {
    const id = idWith(service, 'computation-started')
    const { status, body } = await call(service, `/tasks/${id}/kill`, { method: 'POST' })
    expect([status, at(body, 'status'), at(body, 'is_terminated')]).toEqual([200, 'pending-kill', false])
    expect((await call(service, `/tasks/${id}/kill`, { method: 'POST' })).status).toBe(200)
    service.advance(4000)
    expect(at((await call(service, `/tasks/${id}/status`)).body, 'status')).toBe('killed')
    expect((await call(service, `/tasks/${id}/kill`, { method: 'POST' })).status).toBe(409)
    expect((await call(service, `/storage/signed-urls?operation=download&paths=${id}/output.zip`)).status).toBe(200)
  })

  it('one killed in the queue leaves nothing', async () => {
    const id = idWith(service, 'submitted')
    await call(service, `/tasks/${id}/kill`, { method: 'POST' })
    service.advance(4000)
    const { status, body } = await call(service, `/storage/signed-urls?operation=download&paths=${id}/output.zip`)
    expect([status, typeof at(body, 'detail')]).toEqual([404, 'string'])
  })
})

describe('projects', () => {
  it('lists them with their tasks counted, and finds names with a slash', async () => {
    const { body } = await call(service, '/projects')
    expect(list(body).map(project => at(project, 'name'))).toContain('harbour/agitation')
    const one = await call(service, `/projects/${encodeURIComponent('harbour/agitation')}`)
    expect([one.status, Number(at(one.body, 'num_tasks')) > 3]).toEqual([200, true])
    expect((await call(service, '/projects/none')).status).toBe(404)
  })

  it('can be made, filled, renamed and deleted, and gives its tasks back to the default one', async () => {
    expect((await call(service, '/projects', { method: 'POST', body: { name: 'new' } })).status).toBe(200)
    const id = idWith(service, 'success')
    await call(service, `/projects/new/task/${id}/add`, { method: 'POST' })
    await call(service, '/projects/new', { method: 'PATCH', body: { name: 'newer' } })
    expect(at((await call(service, `/tasks/${id}`)).body, 'project')).toBe('newer')
    expect((await call(service, '/projects?project_name=newer', { method: 'DELETE' })).status).toBe(202)
    expect(at((await call(service, `/tasks/${id}`)).body, 'project')).toBe('default')
  })
})

describe('the account', () => {
  it('has costs for each month asked for, never none, and quotas by id', async () => {
    const { body } = await call(service, '/users/costs?start_year=2999&start_month=1')
    expect(list(at(body, 'costs'))).toHaveLength(1)
    const span = await call(service, '/users/costs?start_year=2026&start_month=1&end_year=2026&end_month=3')
    expect(list(at(span.body, 'costs')).map(cost => at(cost, 'month'))).toEqual(['2026-01', '2026-02', '2026-03'])
    expect(at((await call(service, '/users/quotas')).body, 'max_vcpus', 'id')).toBe('max_vcpus')
    expect(at((await call(service, '/users/info')).body, 'username')).toBe('sample')
  })
})
