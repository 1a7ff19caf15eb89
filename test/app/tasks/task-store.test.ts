import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TaskQuery } from '../../../app/contract/tasks.ts'
import type { ServiceTask } from '../../../app/domain/task/task-record.ts'
import { TaskStore } from '../../../app/tasks/task-store.ts'
import { taskId, taskRecord } from '../../fakes/task-records.ts'
import { accountFile } from './account-database.ts'

const all: TaskQuery = { groups: [], codes: [], project: null, text: '' }

let file: ReturnType<typeof accountFile>
let store: TaskStore
beforeEach(() => {
  file = accountFile()
  store = new TaskStore(file.open())
})
afterEach(() => file.remove())

const ids = (query: Partial<TaskQuery> = {}, offset = 0, limit = 100) =>
  store.list({ ...all, ...query }, offset, limit).rows.map(task => task.id)

describe('a list', () => {
  beforeEach(() => {
    const machine = { type: 'c2d-highcpu-16', provider: 'GCP', hosts: 1, name: null, cpuCount: 16, memoryBytes: null }
    store.apply([
      taskRecord('old', { createdAtMs: 1000, project: 'wind', machine }),
      taskRecord('new', { createdAtMs: 3000, project: 'wind', simulator: 'XBeach', metadata: { URef: '12 m/s' } }),
      taskRecord('broken', { createdAtMs: 2000, status: 'failed' }),
      taskRecord('running', { createdAtMs: 500, status: 'computation-started' }),
      taskRecord('queued', { createdAtMs: 600, status: 'submitted', project: 'wind' }),
      taskRecord('timeless', { createdAtMs: null }),
    ])
  })

  it('has active tasks on top, then the newest', () => {
    expect(ids()).toEqual(['queued', 'running', 'new', 'broken', 'old', 'timeless'])
  })

  it('is read window by window, with the total of all', () => {
    expect(store.list(all, 2, 2)).toMatchObject({ total: 6, rows: [{ id: 'new' }, { id: 'broken' }] })
    expect(store.list(all, 100, 2)).toMatchObject({ total: 6, rows: [] })
  })

  it.each([
    [{ groups: ['failed'] }, ['broken']],
    [{ groups: ['failed'], codes: ['submitted'] }, ['queued', 'broken']],
    [{ codes: ['zombie'] }, []],
    [{ project: 'wind' }, ['queued', 'new', 'old']],
    [{ project: 'wind', groups: ['finished'] }, ['new', 'old']],
    [{ text: 'xbeach' }, ['new']],
    [{ text: 'URef=12' }, ['new']],
    [{ text: 'HIGHCPU gcp' }, ['old']],
    [{ text: 'xbeach broken' }, []],
    [{ text: '%' }, []],
    [{ text: "' OR 1=1 --" }, []],
  ] as [Partial<TaskQuery>, string[]][])('for %j is %j', (query, expected) => {
    expect(ids(query)).toEqual(expected)
    expect(store.list({ ...all, ...query }, 0, 1).total).toBe(expected.length)
    expect(store.listIds({ ...all, ...query }, 100)).toEqual(expected)
    expect(store.count({ ...all, ...query }).total).toBe(expected.length)
  })

  it('is counted, each count without the filter of its own kind', () => {
    const counts = store.count({ ...all, groups: ['finished'], project: 'wind' })
    expect(counts).toEqual({
      total: 2,
      groups: { finished: 2, active: 1 },
      codes: { success: 2, submitted: 1 },
      projects: [
        { name: 'default', count: 1 },
        { name: 'wind', count: 2 },
      ],
    })
  })

  it('counts anew after every change', () => {
    expect(store.count(all).total).toBe(6)
    store.apply([taskRecord('another')])
    expect(store.count(all).total).toBe(7)
    store.remove(taskId('another'))
    expect(store.count(all).total).toBe(6)
  })
})

describe('the mirror', () => {
  it('gives a task back as it came', () => {
    const { task } = taskRecord('a', { metadata: { name: 'käse ☃' }, createdAtMs: 1, computationCostUsd: 0.1 })
    store.apply([{ ...taskRecord('a'), task }])
    expect(store.get(taskId('a'))).toEqual({ ...task, kill: 'none', tasksAhead: null })
  })

  it('grows its revision with every change, and only then, also over restarts', () => {
    expect(store.apply([taskRecord('a')])).toMatchObject({ changed: ['a'], inserted: 1 })
    expect(store.revision()).toBe(1)
    expect(store.apply([taskRecord('a')])).toMatchObject({ changed: [], inserted: 0 })
    expect(store.revision()).toBe(1)
    store.apply([taskRecord('a', { project: 'moved' })])
    expect(new TaskStore(file.open()).revision()).toBe(2)
  })

  it('takes a page over as a whole or not at all', () => {
    const broken = { ...taskRecord('b'), task: { ...taskRecord('b').task, status: null } as unknown as ServiceTask }
    expect(() => store.apply([taskRecord('a'), broken])).toThrow()
    expect(store.size()).toBe(0)
    expect(store.apply([taskRecord('a')]).inserted).toBe(1)
  })

  it('keeps the history of a task, and forgets it with the task', () => {
    store.apply([taskRecord('a')])
    const history = [
      {
        status: 'success',
        alias: 'S',
        description: '',
        startedAtMs: 1,
        endedAtMs: null,
        machineId: null,
        operations: [],
      },
    ] as const
    store.putHistory(
      taskId('a'),
      history.map(step => ({ ...step, operations: [] })),
      77,
    )
    expect(store.detail(taskId('a'))).toMatchObject({ history, asOfMs: 77 })
    store.remove(taskId('a'))
    expect(store.detail(taskId('a'))).toBeUndefined()
    store.apply([taskRecord('a')])
    expect(store.detail(taskId('a'))).toMatchObject({ history: [], asOfMs: null })
  })

  it('keeps our own kill request while the task is active and drops it at its end', () => {
    store.apply([taskRecord('a', { status: 'started' })])
    expect(store.setKill(taskId('a'), 'unconfirmed')).toBe(true)
    expect(store.setKill(taskId('a'), 'unconfirmed')).toBe(false)
    expect(store.killIds()).toEqual(['a'])
    store.apply([taskRecord('a', { status: 'pending-kill', isTerminated: false })])
    expect(store.get(taskId('a'))?.kill).toBe('requested')
    store.apply([taskRecord('a', { status: 'killed' })])
    expect(store.get(taskId('a'))?.kill).toBe('none')
    expect(store.killIds()).toEqual([])
  })

  it('forgets the place in the queue once the task has left it', () => {
    store.apply([taskRecord('a', { status: 'submitted' })])
    store.setTasksAhead(taskId('a'), 3)
    expect(store.get(taskId('a'))?.tasksAhead).toBe(3)
    store.apply([taskRecord('a', { status: 'submitted', project: 'moved' })])
    expect(store.get(taskId('a'))?.tasksAhead).toBe(3)
    store.apply([taskRecord('a', { status: 'started' })])
    expect(store.get(taskId('a'))?.tasksAhead).toBeNull()
  })

  it('tells the end of another task under the same id, as the sample account has them after a restart', () => {
    store.sync.set('watched_since_ms', 1)
    store.apply([taskRecord('a', { createdAtMs: 1, status: 'started' })])
    expect(store.apply([taskRecord('a', { createdAtMs: 1 })]).finished).toHaveLength(1)
    store.apply([taskRecord('a', { createdAtMs: 2, status: 'started' })])
    expect(store.apply([taskRecord('a', { createdAtMs: 2 })]).finished).toHaveLength(1)
  })
})

describe('with 100,000 tasks', () => {
  it('lists, searches and counts correctly, using its indexes', () => {
    const statuses = ['success', 'failed', 'killed', 'started'] as const
    for (let page = 0; page < 200; page++) {
      const records = Array.from({ length: 500 }, (_, index) => {
        const number = page * 500 + index
        const status = number % 1000 === 0 ? 'started' : (statuses[number % 3] ?? 'success')
        return taskRecord(`task${number}`, { createdAtMs: number, status, project: `project-${number % 50}` })
      })
      store.apply(records)
    }
    const timed = <T>(name: string, work: () => T): T => {
      const startMs = performance.now()
      const result = work()
      console.info(`${name}: ${(performance.now() - startMs).toFixed(1)} ms`)
      return result
    }
    expect(timed('count', () => store.count(all))).toMatchObject({ total: 100_000, groups: { active: 100 } })
    expect(timed('first window', () => store.list(all, 0, 100)).rows[0]?.id).toBe('task99000')
    expect(timed('last window', () => store.list(all, 99_900, 100)).rows.at(-1)?.id).toBe('task1')
    const inProject = { ...all, project: 'project-7', groups: ['failed'] } satisfies TaskQuery
    expect(timed('project and group', () => store.list(inProject, 500, 100)).rows).toHaveLength(100)
    expect(timed('text', () => store.list({ ...all, text: 'task4242' }, 0, 100)).total).toBe(11)
    expect(timed('two words', () => store.count({ ...all, text: 'openfoam project-13' })).total).toBe(2000)
    expect(timed('10,000 ids', () => store.listIds(all, 10_000))).toHaveLength(10_000)

    const plan = (sql: string) => {
      const rows = file.open().prepare(`EXPLAIN QUERY PLAN ${sql}`).all()
      return rows.map(row => String(row['detail'])).join('; ')
    }
    const order = 'ORDER BY is_active DESC, created_at_ms DESC, id DESC LIMIT 100'
    expect(plan(`SELECT number FROM tasks WHERE TRUE ${order}`)).toMatch(/USING COVERING INDEX tasks_in_order$/)
    expect(plan(`SELECT number FROM tasks WHERE project = 'x' AND (status_group IN ('failed')) ${order}`)).toMatch(
      /USING COVERING INDEX tasks_by_project \(project=\?\)$/,
    )
    const counted = 'SELECT project, status_group, status, count(*)'
    expect(plan(`${counted} FROM tasks GROUP BY 1, 2, 3`)).toMatch(/USING COVERING INDEX task_facets$/)
    const hasWord = "WHERE instr(search_text, 'x') > 0"
    expect(plan(`SELECT number FROM tasks INDEXED BY tasks_with_text ${hasWord} ${order}`)).toMatch(
      /USING COVERING INDEX tasks_with_text$/,
    )
    expect(plan(`${counted} FROM tasks INDEXED BY task_facets_with_text ${hasWord} GROUP BY 1, 2, 3`)).toMatch(
      /USING COVERING INDEX task_facets_with_text$/,
    )
  }, 120_000) // filling takes seconds, many on a busy machine
})
