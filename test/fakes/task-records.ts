import type { TaskId } from '../../app/contract/tasks.ts'
import { statusGroup } from '../../app/domain/task/status.ts'
import type { ServiceTask, TaskRecord } from '../../app/domain/task/task-record.ts'

export const taskId = (text: string): TaskId => text as TaskId

/** A task as the service tells it: ended well, unless changed. The group follows from status and `isTerminated`. */
export function taskRecord(id: string, changes: Partial<ServiceTask> = {}): TaskRecord {
  const status = changes.status ?? 'success'
  const isTerminated = changes.isTerminated ?? !['submitted', 'started', 'computation-started'].includes(status)
  const task: ServiceTask = {
    id: taskId(id),
    status,
    statusAlias: `Alias of ${status}`,
    group: statusGroup(status, isTerminated),
    isTerminated,
    simulator: 'openfoam-foundation',
    project: 'default',
    createdAtMs: Date.parse('2025-12-01T10:00:00Z'),
    inputSubmittedAtMs: null,
    startedAtMs: null,
    computationStartedAtMs: null,
    computationEndedAtMs: null,
    endedAtMs: null,
    durationSeconds: null,
    machine: null,
    machineGroup: null,
    computationCostUsd: null,
    outputZippedBytes: null,
    outputBytes: null,
    outputFiles: null,
    metadata: {},
    retries: 0,
    ...changes,
  }
  return { task, facts: emptyFacts }
}

const emptyFacts: TaskRecord['facts'] = {
  metrics: {},
  orchestrationFee: null,
  errorDetail: null,
  containerImage: null,
  storagePath: null,
  inputPath: null,
  outputPath: null,
  region: null,
  commands: [],
}
