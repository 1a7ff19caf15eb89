import type { TaskEnd, TransferEnd } from '../contract/notices.ts'
import type { Task } from '../contract/tasks.ts'
import { runningSeconds } from '../domain/task/running-seconds.ts'
import type { EndedTransfer } from './notice-service.ts'

/** What is told of a task that has ended. */
export function endOfTask(task: Task): TaskEnd {
  const { id: taskId, status, statusAlias, simulator, project, endedAtMs, computationCostUsd: costUsd } = task
  const facts = { taskId, status, statusAlias, simulator, project, endedAtMs, costUsd }
  return { kind: 'task', ...facts, durationSeconds: runningSeconds(task, 0) }
}

export function endOfTransfer(transfer: EndedTransfer): TransferEnd {
  const { id: transferId, taskId, title, kind: transferKind, state } = transfer
  const { entriesDone, entriesFailed, writtenBytes, destination, failure } = transfer
  const facts = {
    transferId,
    taskId,
    title,
    transferKind,
    state,
    entriesDone,
    entriesFailed,
    writtenBytes,
    destination,
  }
  return { kind: 'transfer', ...facts, failure: state === 'failed' ? failure : null }
}
