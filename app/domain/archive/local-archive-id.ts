import type { TaskId } from '../../contract/tasks.ts'

/** Of archives on this disk, whose ids stand where those of tasks would. A task's has small letters and digits alone. */
export const localArchivePrefix = 'local-'

export function isLocalArchive(id: TaskId): boolean {
  return id.startsWith(localArchivePrefix)
}
