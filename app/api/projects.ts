import { z } from 'zod'
import { count, listOf, number, textRecord, time } from './lenient.ts'
import type { Requester } from './requester.ts'

export type Project = {
  readonly name: string
  readonly createdAtMs: number | null
  readonly taskCount: number | null
  readonly computationCostUsd: number | null
  readonly metadata: Readonly<Record<string, string>>
}

export interface ProjectsApi {
  /** All projects, newest first. */
  listProjects(signal?: AbortSignal): Promise<readonly Project[]>
}

const pageSize = 100
const mostPages = 100 // a service that ignores `page` must not keep us asking for ever

const projectSchema = z
  .object({
    name: z.string().min(1),
    created_at: time,
    num_tasks: count,
    estimated_computation_cost: number,
    project_metadata: textRecord,
  })
  .transform(wire => ({
    name: wire.name,
    createdAtMs: wire.created_at,
    taskCount: wire.num_tasks,
    computationCostUsd: wire.estimated_computation_cost,
    metadata: wire.project_metadata,
  }))

export function createProjectsApi(requester: Requester): ProjectsApi {
  return {
    async listProjects(signal) {
      const projects = new Map<string, Project>()
      for (let page = 1; page <= mostPages; page++) {
        const found = listOf(projectSchema).parse(
          await requester.get('/projects', { page, per_page: pageSize }, signal),
        )
        for (const project of found) projects.set(project.name, project)
        if (found.length < pageSize) break
      }
      return [...projects.values()]
    },
  }
}
