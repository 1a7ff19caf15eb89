import { z } from 'zod'
import type { TaskId } from '../contract/tasks.ts'
import type { Log } from '../domain/log.ts'
import { AnswerNotUnderstood } from '../domain/service-errors.ts'
import type { TaskPage, TaskStatus, TaskWithHistory } from '../domain/task/task-record.ts'
import { count, textRecord } from './lenient.ts'
import { parseTask, parseTaskStatus, parseTaskWithHistory } from './parse-task.ts'
import type { Requester } from './requester.ts'

export type TaskListQuery = {
  readonly page: number // from 1
  readonly perPage: number // 1 … 500
  readonly active?: boolean
  readonly status?: string
  readonly project?: string // a name
}

export interface TasksApi {
  /** A page past the end is empty. Tasks without a usable id are left out, and logged. */
  listTasks(query: TaskListQuery, signal?: AbortSignal): Promise<TaskPage>
  getTask(id: TaskId, signal?: AbortSignal): Promise<TaskWithHistory>
  getTaskStatus(id: TaskId, signal?: AbortSignal): Promise<TaskStatus>
  /** Sent once. When it fails with a lost answer it may have taken effect all the same: read the task back. */
  killTask(id: TaskId, signal?: AbortSignal): Promise<TaskStatus>
  getMetadata(id: TaskId, signal?: AbortSignal): Promise<Readonly<Record<string, string>>>
}

const pageSchema = z.object({ total_size: count, tasks: z.array(z.unknown()) })

export function createTasksApi(requester: Requester, log: Log): TasksApi {
  return {
    async listTasks({ page, perPage, active, status, project }, signal) {
      const query = { page, per_page: perPage, active, status, project, sort: 'create_time:desc' }
      return parsePage(await requester.get('/tasks', query, signal), log)
    },
    async getTask(id, signal) {
      const task = parseTaskWithHistory(await requester.get(pathOf(id), {}, signal))
      return task ?? notUnderstood(`GET ${pathOf(id)} answered no task`)
    },
    async getTaskStatus(id, signal) {
      const status = parseTaskStatus(id, await requester.get(`${pathOf(id)}/status`, {}, signal))
      return status ?? notUnderstood(`GET ${pathOf(id)}/status answered no status`)
    },
    async killTask(id, signal) {
      const status = parseTaskStatus(id, await requester.post(`${pathOf(id)}/kill`, signal))
      return status ?? notUnderstood(`POST ${pathOf(id)}/kill answered no status`)
    },
    async getMetadata(id, signal) {
      return textRecord.parse(await requester.get(`${pathOf(id)}/metadata`, {}, signal))
    },
  }
}

function pathOf(id: TaskId): string {
  return `/tasks/${encodeURIComponent(id)}`
}

function parsePage(raw: unknown, log: Log): TaskPage {
  const page = pageSchema.safeParse(raw)
  if (!page.success) return notUnderstood('GET /tasks answered no list of tasks', page.error)
  const tasks = page.data.tasks.map(parseTask).filter(task => task !== null)
  const skipped = page.data.tasks.length - tasks.length
  if (skipped > 0) log.warn('Left tasks without a usable id out of a page', { skipped })
  return { total: page.data.total_size, tasks }
}

function notUnderstood(details: string, cause?: unknown): never {
  throw new AnswerNotUnderstood({ details, cause })
}
