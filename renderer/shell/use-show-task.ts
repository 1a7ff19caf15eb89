import type { TaskId } from '../../app/contract/tasks.ts'
import { isLocalArchive } from '../../app/domain/archive/local-archive-id.ts'
import { useTaskView } from '../features/tasks/task-view-context.tsx'

export type ShowTask = (id: TaskId, tab: 'overview' | 'files') => void

/** Leads from elsewhere to a task; to the transfers, where what was meant is an archive on this disk. */
export function useShowTask(showTransfers: () => void): ShowTask {
  const view = useTaskView()
  return (id, tab) => {
    if (isLocalArchive(id)) {
      showTransfers()
      return
    }
    view.openTask(id)
    view.showTab(tab)
  }
}
