import type { TaskId } from '../../app/contract/tasks.ts'
import { NoticeToasts } from '../features/notices/notice-toasts.tsx'
import { NoticesPanel } from '../features/notices/notices-panel.tsx'
import { useSeenTask } from '../features/notices/use-seen-task.ts'
import { useTaskView, useTaskViewState } from '../features/tasks/task-view-context.tsx'
import type { WhenUncovered } from './use-covers.ts'
import type { ShowTask } from './use-show-task.ts'

type NoticeCenterProps = {
  readonly isOpen: boolean
  readonly onOpen: () => void
  readonly onClose: () => void
  readonly showTask: ShowTask
  readonly whenUncovered: WhenUncovered
  readonly onDownload: (id: TaskId) => void
  readonly onOpenSettings: () => void
}

/** Notices with their ways to the rest of the window: a click leads to the task, and an open task is no news. */
export function NoticeCenter(props: NoticeCenterProps) {
  const { isOpen, onOpen, onClose, showTask, whenUncovered, onDownload, onOpenSettings } = props
  const view = useTaskView()
  useSeenTask(useTaskViewState(state => state.openId))
  const openTask = (id: TaskId) => {
    onClose()
    showTask(id, 'overview')
  }
  return (
    <>
      <NoticesPanel isOpen={isOpen} onClose={onClose} onOpenTask={openTask} onOpenSettings={onOpenSettings} />
      <NoticeToasts
        isListOpen={isOpen}
        onOpenTask={id => whenUncovered(() => openTask(id))}
        onDownload={id =>
          whenUncovered(() => {
            openTask(id)
            onDownload(id)
          })
        }
        onShowLog={id => whenUncovered(() => view.showLog(id))}
        onShowAll={() => whenUncovered(onOpen)}
      />
    </>
  )
}
