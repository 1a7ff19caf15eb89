import type { TaskId } from '../contract/tasks.ts'
import type { TaskPage, TaskStatus, TaskWithHistory } from '../domain/task/task-record.ts'

/** Where tasks come from: the service. Failures are those of `domain/service-errors.ts`. */
export interface TaskSource {
  /** @param query  `page` from 1, `perPage` 1 … 500. A page past the end is empty. */
  listTasks(
    query: { readonly page: number; readonly perPage: number; readonly active?: boolean },
    signal?: AbortSignal,
  ): Promise<TaskPage>
  getTask(id: TaskId, signal?: AbortSignal): Promise<TaskWithHistory>
  getTaskStatus(id: TaskId, signal?: AbortSignal): Promise<TaskStatus>
  /** Sent once. After a lost answer it may have taken effect all the same. */
  killTask(id: TaskId, signal?: AbortSignal): Promise<TaskStatus>
}
