import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AccountTask } from '../account/account.ts'
import { isTaskStatus } from '../account/statuses.ts'
import { viewTask, viewTaskStatus, viewTaskWithHistory, type ViewContext } from '../account/task-view.ts'
import type { ApiParts } from './api-server.ts'
import { metadataSchema } from './metadata.ts'
import { parseInput, ServiceProblem } from './problems.ts'

const listQuery = z.object({
  page: z.coerce.number().int().min(1).default(1),
  per_page: z.coerce.number().int().min(1).max(500).default(10),
  status: z.string().refine(isTaskStatus, 'Unknown status').optional(),
  project: z.string().optional(),
  active: z.stringbool().optional(),
  task_id_filter: z.string().optional(),
  sort: z.union([z.string(), z.array(z.string())]).optional(),
})
type ListQuery = z.output<typeof listQuery>
type IdParams = { Params: { id: string } }

/** Tasks: list, one, status, kill and metadata. */
export function addTaskRoutes(server: FastifyInstance, parts: ApiParts): void {
  const { account } = parts
  const find = (id: string): AccountTask => {
    const task = account.task(id)
    if (!task) throw new ServiceProblem(404, `Task ${id} not found.`)
    return task
  }
  server.get('/tasks', request => listTasks(parts, parseInput(listQuery, 'query', request.query)))
  server.get<IdParams>('/tasks/:id', ({ params }) => {
    const task = find(params.id)
    return viewTaskWithHistory(task, contextOf(parts, task))
  })
  server.get<IdParams>('/tasks/:id/status', ({ params }) => viewTaskStatus(find(params.id)))
  server.post<IdParams>('/tasks/:id/kill', ({ params }) => {
    const { state } = find(params.id)
    if (state.isTerminated) throw new ServiceProblem(409, `Task ${params.id} has already ended: ${state.status}.`)
    account.kill(params.id)
    return viewTaskStatus(find(params.id))
  })
  server.get<IdParams>('/tasks/:id/metadata', ({ params }) => find(params.id).metadata)
  server.put<IdParams>('/tasks/:id/metadata', ({ params, body }) => {
    find(params.id)
    account.setTaskMetadata(params.id, parseInput(metadataSchema, 'body', body))
    return find(params.id).metadata
  })
  server.patch<IdParams>('/tasks/:id/metadata', ({ params, body }) => {
    const { metadata } = find(params.id)
    account.setTaskMetadata(params.id, { ...metadata, ...parseInput(metadataSchema, 'body', body) })
    return find(params.id).metadata
  })
}

function listTasks(parts: ApiParts, query: ListQuery): object {
  const matching = parts.account.tasks().filter(task => matches(task, query))
  const sorted = sortTasks(matching, [query.sort ?? []].flat())
  const page = sorted.slice((query.page - 1) * query.per_page, query.page * query.per_page)
  return { total_size: matching.length, tasks: page.map(task => viewTask(task, contextOf(parts, task))) }
}

function matches({ plan, state, project }: AccountTask, query: ListQuery): boolean {
  if (query.status !== undefined && state.status !== query.status) return false
  if (query.project !== undefined && project !== query.project) return false
  if (query.active !== undefined && state.isTerminated === query.active) return false
  return query.task_id_filter === undefined || plan.id.includes(query.task_id_filter.toLowerCase())
}

type SortKey = (task: AccountTask) => string | number
const sortKeys: Readonly<Record<string, SortKey>> = {
  task_id: ({ plan }) => plan.id,
  status: ({ state }) => state.status,
  simulator: ({ plan }) => plan.simulator,
  project: ({ project }) => project,
  create_time: ({ state }) => state.phases[0]?.atSeconds ?? 0,
  end_time: ({ state }) => (state.isTerminated ? (state.phases.at(-1)?.atSeconds ?? 0) : Infinity),
}

function sortTasks(tasks: readonly AccountTask[], rules: readonly string[]): readonly AccountTask[] {
  const parsed = rules.map(rule => {
    const [field = '', direction = 'asc'] = rule.split(':')
    const key = sortKeys[field]
    if (!key || (direction !== 'asc' && direction !== 'desc')) {
      throw new ServiceProblem(422, [{ loc: ['query', 'sort'], msg: `Cannot sort by ${rule}`, type: 'value_error' }])
    }
    return { key, sign: direction === 'asc' ? 1 : -1 }
  })
  return [...tasks].sort((a, b) => {
    for (const { key, sign } of parsed) {
      const [left, right] = [key(a), key(b)]
      if (left !== right) return left < right ? -sign : sign
    }
    return 0
  })
}

function contextOf({ account, objects }: ApiParts, task: AccountTask): ViewContext {
  const { startMs } = account.clock
  return { startMs, elapsedSeconds: account.clock.elapsedSeconds(), ...objects.archives(task) }
}
