import { randomUUID } from 'node:crypto'
import type { ServiceClock } from '../service-clock.ts'
import { taskStateAt, type Kill, type TaskState } from './lifecycle.ts'
import type { TaskPlan } from './task-plan.ts'

export type Metadata = Readonly<Record<string, string>>

export type Project = {
  readonly id: string
  readonly name: string
  readonly createdAtSeconds: number // from the service's start
  readonly metadata: Metadata
}

/** A task and where it stands now. */
export type AccountTask = {
  readonly plan: TaskPlan
  readonly state: TaskState
  readonly project: string
  readonly metadata: Metadata
  readonly tasksAhead: number | undefined // while it is queued
}

/** The account's tasks and projects, with whatever was changed since the service started. */
export type Account = {
  readonly clock: ServiceClock
  /** Newest submission first. */
  tasks(): readonly AccountTask[]
  task(id: string): AccountTask | undefined
  /** Asks for the end of a task that has not ended. Asking again changes nothing. */
  kill(id: string): void
  setTaskMetadata(id: string, metadata: Metadata): void
  moveTask(id: string, project: string): void
  /** Newest first. */
  projects(): readonly Project[]
  project(name: string): Project | undefined
  createProject(name: string): Project
  changeProject(name: string, change: Partial<Pick<Project, 'name' | 'metadata'>>): void
  /** Its tasks go to the default project. */
  deleteProject(name: string): void
}

export const DEFAULT_PROJECT = 'default'

export type AccountOptions = {
  readonly clock: ServiceClock
  readonly plans: readonly TaskPlan[]
  readonly projects: readonly Project[]
  readonly killSeconds: number
}

export function createAccount({ clock, plans, projects: planned, killSeconds }: AccountOptions): Account {
  const kills = new Map<string, Kill>()
  const metadata = new Map<string, Metadata>()
  const taskProjects = new Map(plans.map(plan => [plan.id, plan.project]))
  const ordered = [...plans].sort((a, b) => submittedAt(b) - submittedAt(a))
  const stateOf = (plan: TaskPlan): TaskState => taskStateAt(plan, kills.get(plan.id), clock.elapsedSeconds())
  const view = (plan: TaskPlan): AccountTask => ({
    plan,
    state: stateOf(plan),
    project: taskProjects.get(plan.id) ?? DEFAULT_PROJECT,
    metadata: metadata.get(plan.id) ?? plan.metadata,
    tasksAhead: tasksAhead(plan, ordered, stateOf),
  })
  return {
    clock,
    tasks: () => ordered.map(view),
    task: id => {
      const plan = ordered.find(candidate => candidate.id === id)
      return plan && view(plan)
    },
    kill: id => {
      if (!kills.has(id)) kills.set(id, { atSeconds: clock.elapsedSeconds(), takesSeconds: killSeconds })
    },
    setTaskMetadata: (id, changed) => void metadata.set(id, changed),
    moveTask: (id, project) => void taskProjects.set(id, project),
    ...createProjectBook(planned, clock, taskProjects),
  }
}

type ProjectBook = Pick<Account, 'projects' | 'project' | 'createProject' | 'changeProject' | 'deleteProject'>

/** The projects, and which task is in which (by the task's id). */
function createProjectBook(
  planned: readonly Project[],
  clock: ServiceClock,
  taskProjects: Map<string, string>,
): ProjectBook {
  const projects = new Map(planned.map(project => [project.name, project]))
  const moveTasks = (from: string, to: string): void => {
    for (const [id, project] of taskProjects) if (project === from) taskProjects.set(id, to)
  }
  return {
    projects: () => [...projects.values()].sort((a, b) => b.createdAtSeconds - a.createdAtSeconds),
    project: name => projects.get(name),
    createProject: name => {
      const project = { id: randomUUID(), name, createdAtSeconds: clock.elapsedSeconds(), metadata: {} }
      projects.set(name, project)
      return project
    },
    changeProject: (name, change) => {
      const project = projects.get(name)
      if (!project) return
      projects.delete(name)
      const changed = { ...project, ...change }
      projects.set(changed.name, changed)
      moveTasks(name, changed.name)
    },
    deleteProject: name => {
      projects.delete(name)
      moveTasks(name, DEFAULT_PROJECT)
    },
  }
}

function submittedAt(plan: TaskPlan): number {
  return plan.phases[0]?.atSeconds ?? 0
}

/** How many tasks of the same machine group wait in front. */
function tasksAhead(
  plan: TaskPlan,
  newestFirst: readonly TaskPlan[],
  stateOf: (plan: TaskPlan) => TaskState,
): number | undefined {
  if (stateOf(plan).status !== 'submitted') return undefined
  return newestFirst.filter(
    other =>
      other.group.id === plan.group.id &&
      submittedAt(other) < submittedAt(plan) &&
      stateOf(other).status === 'submitted',
  ).length
}
