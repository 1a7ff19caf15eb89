import type { z } from 'zod'
import {
  statusCodeSchema,
  statusGroupSchema,
  type StatusCode,
  type StatusGroup,
  type taskCalls,
  type TaskQuery,
} from '../contract/tasks.ts'

/** How many tasks share a project and a status. */
export type Facet = {
  readonly project: string
  readonly group: StatusGroup
  readonly code: StatusCode
  readonly count: number
}

export type TaskCounts = Omit<z.output<typeof taskCalls.countTasks.output>, 'revision'>

/** A row of the grouped count. */
export function toFacet(row: Readonly<Record<string, unknown>>): Facet {
  return {
    project: String(row['project']),
    group: statusGroupSchema.parse(row['status_group']),
    code: statusCodeSchema.parse(row['status']),
    count: Number(row['count']),
  }
}

/** Matches of a query among facets that already match its text. */
export function totalOf(facets: readonly Facet[], query: TaskQuery): number {
  return sum(facets.filter(facet => hasStatus(facet, query) && hasProject(facet, query)))
}

/** Each count ignores the filter of its own kind: choosing "failed" must not turn "finished" into zero. */
export function countsOf(facets: readonly Facet[], query: TaskQuery): TaskCounts {
  const ofProject = facets.filter(facet => hasProject(facet, query))
  const ofStatus = facets.filter(facet => hasStatus(facet, query))
  return {
    total: totalOf(facets, query),
    groups: Object.fromEntries(sumBy(ofProject, facet => facet.group)),
    codes: Object.fromEntries(sumBy(ofProject, facet => facet.code)),
    projects: [...sumBy(ofStatus, facet => facet.project)]
      .map(([name, count]) => ({ name, count }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  }
}

function hasStatus(facet: Facet, { groups, codes }: TaskQuery): boolean {
  if (groups.length === 0 && codes.length === 0) return true
  return groups.includes(facet.group) || codes.includes(facet.code)
}

function hasProject(facet: Facet, { project }: TaskQuery): boolean {
  return project === null || facet.project === project
}

function sum(facets: readonly Facet[]): number {
  return facets.reduce((total, { count }) => total + count, 0)
}

function sumBy<K extends string>(facets: readonly Facet[], key: (facet: Facet) => K): ReadonlyMap<K, number> {
  const sums = new Map<K, number>()
  for (const facet of facets) sums.set(key(facet), (sums.get(key(facet)) ?? 0) + facet.count)
  return sums
}
