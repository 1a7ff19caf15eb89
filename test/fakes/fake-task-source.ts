import type { TaskId } from '../../app/contract/tasks.ts'
import { NotFound } from '../../app/domain/service-errors.ts'
import { statusGroup } from '../../app/domain/task/status.ts'
import type {
  ServiceTask,
  TaskPage,
  TaskRecord,
  TaskStatus,
  TaskWithHistory,
} from '../../app/domain/task/task-record.ts'
import type { TaskSource } from '../../app/tasks/ports.ts'
import { taskRecord } from './task-records.ts'

type ListQuery = Parameters<TaskSource['listTasks']>[0]

/** The service's tasks in memory. Every call is written down, and can be made to fail. */
export class FakeTaskSource implements TaskSource {
  readonly calls: string[] = []
  readonly tasksAhead = new Map<string, number>()
  /** Fails every call while set. */
  failure: Error | null = null
  /** What a kill does; by default it is obeyed. */
  onKill: (id: TaskId) => void = id => this.put(id, { status: 'pending-kill', isTerminated: false })
  filtersActive = true
  /** Holds back answers to lists, worked out at once, until this resolves. */
  listsHeldBy: Promise<unknown> = Promise.resolve()
  readonly #records = new Map<string, TaskRecord>()

  put(id: string, changes: Partial<ServiceTask> = {}): void {
    const before = this.#records.get(id)?.task
    const status = changes.status ?? before?.status ?? 'success'
    const { group: _group, isTerminated: _ended, statusAlias: _alias, ...kept } = before ?? taskRecord(id).task
    const record = taskRecord(id, { ...kept, status, ...changes })
    const { task } = record
    this.#records.set(id, { ...record, task: { ...task, group: statusGroup(task.status, task.isTerminated) } })
  }

  remove(id: string): void {
    this.#records.delete(id)
  }

  /** The calls since the last time, and forgets them. */
  takeCalls(): string[] {
    return this.calls.splice(0)
  }

  listTasks({ page, perPage, active }: ListQuery): Promise<TaskPage> {
    const isActiveList = active === true && this.filtersActive
    const answer = this.#answer(`list ${active === true ? 'active' : 'all'} ${page}/${perPage}`, () => {
      const matches = [...this.#records.values()]
        .filter(({ task }) => !isActiveList || !task.isTerminated)
        .sort((a, b) => (b.task.createdAtMs ?? 0) - (a.task.createdAtMs ?? 0))
      return { total: matches.length, tasks: matches.slice((page - 1) * perPage, page * perPage) }
    })
    const held = this.listsHeldBy
    return answer.then(async value => {
      await held
      return value
    })
  }

  getTask(id: TaskId): Promise<TaskWithHistory> {
    return this.#answer(`get ${id}`, () => ({ ...this.#find(id), history: [] }))
  }

  getTaskStatus(id: TaskId): Promise<TaskStatus> {
    return this.#answer(`status ${id}`, () => this.#statusOf(id))
  }

  killTask(id: TaskId): Promise<TaskStatus> {
    return this.#answer(`kill ${id}`, () => {
      this.onKill(id)
      return this.#statusOf(id)
    })
  }

  #statusOf(id: TaskId): TaskStatus {
    const { status, isTerminated } = this.#find(id).task
    return { id, status, isTerminated, tasksAhead: this.tasksAhead.get(id) ?? null }
  }

  #find(id: TaskId): TaskRecord {
    const record = this.#records.get(id)
    if (!record) throw new NotFound({ details: `GET /tasks/${id} answered 404` })
    return record
  }

  #answer<T>(call: string, work: () => T): Promise<T> {
    this.calls.push(call)
    return new Promise((resolve, reject) => {
      if (this.failure) reject(this.failure)
      else resolve(work())
    })
  }
}
