import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { DEFAULT_PROJECT, type Account, type Project } from '../account/account.ts'
import { viewTask } from '../account/task-view.ts'
import { formatTimestamp } from '../timestamp.ts'
import type { ObjectStore } from '../storage/object-store.ts'
import type { ApiParts } from './api-server.ts'
import { metadataSchema } from './metadata.ts'
import { parseInput, ServiceProblem } from './problems.ts'

const pageQuery = z.object({
  page: z.coerce.number().int().min(1).default(1),
  per_page: z.coerce.number().int().min(1).max(100).default(100),
  project_type: z.enum(['project', 'benchmark']).default('project'),
})
const nameBody = z.object({ name: z.string().min(1).max(128) })
const deleteQuery = z.object({ project_name: z.string() })
type NameParams = { Params: { name: string } }
type TaskParams = { Params: { name: string; id: string } }

/** Projects and their metadata. */
export function addProjectRoutes(server: FastifyInstance, { account, objects }: ApiParts): void {
  const find = (name: string): Project => {
    const project = account.project(name)
    if (!project) throw new ServiceProblem(404, `Project ${name} not found.`)
    return project
  }
  const view = (project: Project): object => viewProject(project, account, objects)
  server.get('/projects', request => {
    const { page, per_page: perPage, project_type: type } = parseInput(pageQuery, 'query', request.query)
    if (type === 'benchmark') return []
    return account
      .projects()
      .slice((page - 1) * perPage, page * perPage)
      .map(view)
  })
  server.post('/projects', request => {
    const { name } = parseInput(nameBody, 'body', request.body)
    if (account.project(name)) throw new ServiceProblem(409, `Project ${name} already exists.`)
    return view(account.createProject(name))
  })
  server.get<NameParams>('/projects/:name', ({ params }) => view(find(params.name)))
  server.patch<NameParams>('/projects/:name', ({ params, body }) => {
    find(params.name)
    const { name } = parseInput(nameBody, 'body', body)
    account.changeProject(params.name, { name })
    return view(find(name))
  })
  server.delete('/projects', async (request, reply) => {
    const { project_name: name } = parseInput(deleteQuery, 'query', request.query)
    if (find(name).name === DEFAULT_PROJECT) throw new ServiceProblem(400, 'The default project cannot be deleted.')
    account.deleteProject(name)
    return reply.code(202).send(JSON.stringify(null))
  })
  addTaskMoves(server, account, find)
  addProjectMetadata(server, account, find)
}

function addTaskMoves(server: FastifyInstance, account: Account, find: (name: string) => Project): void {
  const move = (id: string, project: string): Record<string, string> => {
    if (!account.task(id)) throw new ServiceProblem(404, `Task ${id} not found.`)
    account.moveTask(id, project)
    return { task_id: id, project }
  }
  server.post<TaskParams>('/projects/:name/task/:id/add', ({ params }) => move(params.id, find(params.name).name))
  server.post<TaskParams>('/projects/:name/task/:id/remove', ({ params }) => {
    find(params.name)
    return move(params.id, DEFAULT_PROJECT)
  })
}

function addProjectMetadata(server: FastifyInstance, account: Account, find: (name: string) => Project): void {
  server.get<NameParams>('/projects/:name/metadata', ({ params }) => find(params.name).metadata)
  server.put<NameParams>('/projects/:name/metadata', ({ params, body }) => {
    find(params.name)
    account.changeProject(params.name, { metadata: parseInput(metadataSchema, 'body', body) })
    return find(params.name).metadata
  })
  server.patch<NameParams>('/projects/:name/metadata', ({ params, body }) => {
    const { metadata } = find(params.name)
    account.changeProject(params.name, { metadata: { ...metadata, ...parseInput(metadataSchema, 'body', body) } })
    return find(params.name).metadata
  })
}

function viewProject(project: Project, account: Account, objects: ObjectStore): object {
  const tasks = account.tasks().filter(task => task.project === project.name)
  const { startMs } = account.clock
  const elapsedSeconds = account.clock.elapsedSeconds()
  const views = tasks.map(task => viewTask(task, { startMs, elapsedSeconds, ...objects.archives(task) }))
  const sum = (field: string): number =>
    views.reduce((total, view) => total + (typeof view[field] === 'number' ? view[field] : 0), 0)
  const ended = tasks.filter(({ state }) => state.isTerminated)
  const succeeded = ended.filter(({ state }) => state.status === 'success')
  const perTask = (total: number): number => Number((total / Math.max(1, tasks.length)).toFixed(4))
  return {
    name: project.name,
    project_type: 'project',
    id: project.id,
    created_at: formatTimestamp(startMs + project.createdAtSeconds * 1000),
    num_tasks: tasks.length,
    estimated_computation_cost: Number(sum('estimated_computation_cost').toFixed(4)),
    total_orchestration_fee: Number((0.02 * ended.length).toFixed(2)),
    total_orchestration_fee_undiscounted: Number((0.02 * ended.length).toFixed(2)),
    task_status_overview: countByStatus(tasks.map(({ state }) => state.status)),
    project_metadata: project.metadata,
    statistics: {
      success_rate: ended.length === 0 ? 0 : Number((succeeded.length / ended.length).toFixed(4)),
      avg_task_duration_seconds: perTask(sum('duration_seconds')),
      avg_task_compute_cost: perTask(sum('estimated_computation_cost')),
    },
  }
}

function countByStatus(statuses: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
