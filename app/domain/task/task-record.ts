import type { HistoryStep, Task, TaskDetail } from '../../contract/tasks.ts'

/** What the service says about a task in a list. What only this app knows (queue position, own kill) is added later. */
export type ServiceTask = Omit<Task, 'tasksAhead' | 'kill'>

/** The rest of what the service says about a task, in lists too. */
export type TaskFacts = Omit<TaskDetail, 'task' | 'history' | 'asOfMs' | 'staleReason'>

/** A task as one answer of the service tells it. */
export type TaskRecord = { readonly task: ServiceTask; readonly facts: TaskFacts }

/** A task with everything that happened to it, oldest first. */
export type TaskWithHistory = TaskRecord & { readonly history: readonly HistoryStep[] }
