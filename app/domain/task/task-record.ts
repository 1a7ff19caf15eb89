import type { HistoryStep, StatusCode, Task, TaskDetail, TaskId } from '../../contract/tasks.ts'

/** What the service says about a task in a list. What only this app knows (queue position, own kill) is added later. */
export type ServiceTask = Omit<Task, 'tasksAhead' | 'kill'>

/** The rest of what the service says about a task, in lists too. */
export type TaskFacts = Omit<TaskDetail, 'task' | 'history' | 'asOfMs' | 'staleReason'>

/** A task as one answer of the service tells it. */
export type TaskRecord = { readonly task: ServiceTask; readonly facts: TaskFacts }

/** A task with everything that happened to it, oldest first. */
export type TaskWithHistory = TaskRecord & { readonly history: readonly HistoryStep[] }

/** What the service tells about a task for less: no times, but the place in the queue. */
export type TaskStatus = {
  readonly id: TaskId
  readonly status: StatusCode
  readonly isTerminated: boolean
  readonly tasksAhead: number | null // null when not queued
}

/** One page of a list, newest submission first. `total` counts all pages; null when the service did not say. */
export type TaskPage = { readonly total: number | null; readonly tasks: readonly TaskRecord[] }
