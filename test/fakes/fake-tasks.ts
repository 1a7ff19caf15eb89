import { taskIdSchema, type HistoryStep, type Task, type TaskDetail, type TaskQuery } from '../../app/contract/tasks.ts'
import type { FakeAnswers } from './fake-transport.ts'

/** 2026-04-21 12:00:00 UTC: when the fake tasks were submitted. */
export const submittedAtMs = Date.UTC(2026, 3, 21, 12)

/** A finished task, with what a test says differently. */
export function fakeTask(id: string, change: Partial<Task> = {}): Task {
  return {
    id: taskIdSchema.parse(id),
    status: 'success',
    statusAlias: 'Success',
    group: 'finished',
    isTerminated: true,
    simulator: 'openfoam-foundation',
    project: 'default',
    createdAtMs: submittedAtMs,
    inputSubmittedAtMs: submittedAtMs + 1000,
    startedAtMs: submittedAtMs + 2000,
    computationStartedAtMs: submittedAtMs + 5000,
    computationEndedAtMs: submittedAtMs + 60_000,
    endedAtMs: submittedAtMs + 62_000,
    durationSeconds: 60,
    tasksAhead: null,
    machine: { type: 'c2d-highcpu-16', provider: 'GCP', hosts: 1, name: null, cpuCount: 16, memoryBytes: 32e9 },
    machineGroup: 'api-group',
    computationCostUsd: 0.012,
    outputZippedBytes: 12_764_332,
    outputBytes: 52_241_441,
    outputFiles: 92,
    metadata: {},
    retries: 0,
    kill: 'none',
    ...change,
  }
}

/** A task that is computing since `startedAtMs`. */
export function runningTask(id: string, startedAtMs: number, change: Partial<Task> = {}): Task {
  return fakeTask(id, {
    status: 'computation-started',
    statusAlias: 'In Progress',
    group: 'active',
    isTerminated: false,
    startedAtMs,
    computationStartedAtMs: startedAtMs,
    computationEndedAtMs: null,
    endedAtMs: null,
    durationSeconds: null,
    outputZippedBytes: null,
    outputBytes: null,
    outputFiles: null,
    ...change,
  })
}

export function fakeDetail(task: Task, change: Partial<TaskDetail> = {}): TaskDetail {
  return {
    task,
    history: [],
    metrics: {},
    orchestrationFee: null,
    errorDetail: null,
    containerImage: null,
    storagePath: null,
    inputPath: null,
    outputPath: null,
    region: null,
    commands: [],
    asOfMs: submittedAtMs,
    staleReason: null,
    ...change,
  }
}

export function fakeStep(change: Partial<HistoryStep> & Pick<HistoryStep, 'status' | 'alias'>): HistoryStep {
  return { description: '', startedAtMs: null, endedAtMs: null, machineId: null, operations: [], ...change }
}

/** Answers of a core whose mirror holds these tasks, as they are at each call. */
export function answersFor(tasks: () => readonly Task[]): FakeAnswers {
  const matching = (query: TaskQuery) => tasks().filter(task => matches(task, query))
  return {
    listTasks: ({ query, offset, limit }) => {
      const found = matching(query)
      return { total: found.length, rows: found.slice(offset, offset + limit), revision: 1 }
    },
    listTaskIds: ({ query }) => ({ ids: matching(query).map(({ id }) => id) }),
    countTasks: () => ({
      total: tasks().length,
      groups: countBy(tasks(), ({ group }) => group),
      codes: countBy(tasks(), ({ status }) => status),
      projects: Object.entries(countBy(tasks(), ({ project }) => project)).map(([name, count = 0]) => ({
        name,
        count,
      })),
      revision: 1,
    }),
    getTask: ({ id }) => fakeDetail(tasks().find(task => task.id === id)!),
    getTaskSync: () => ({
      state: 'fresh',
      lastSuccessAtMs: Date.now(),
      nextAttemptAtMs: null,
      failure: null,
      mirroredTasks: tasks().length,
      totalTasks: tasks().length,
      revision: 1,
    }),
  }
}

function matches(task: Task, { groups, codes, project, text }: TaskQuery): boolean {
  const hasStatus = groups.length + codes.length === 0 || groups.includes(task.group) || codes.includes(task.status)
  const words = `${task.id} ${task.simulator} ${task.project}`
  return hasStatus && (project === null || project === task.project) && words.includes(text)
}

function countBy<Key extends string>(tasks: readonly Task[], keyOf: (task: Task) => Key): Partial<Record<Key, number>> {
  const counts: Partial<Record<Key, number>> = {}
  for (const task of tasks) counts[keyOf(task)] = (counts[keyOf(task)] ?? 0) + 1
  return counts
}
