import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useBridge } from '../bridge/bridge-context.tsx'
import { findTasks } from '../features/tasks/find-tasks.ts'
import { useTaskView } from '../features/tasks/task-view-context.tsx'
import { perform } from '../ui/perform.ts'
import type { Downloads } from './downloads.tsx'
import { say } from './say.ts'

/** A folder that is dropped becomes the destination of what is selected: of tasks, or of files of the open task. */
export function useFolderDrops(
  downloads: Pick<Downloads, 'askOfTask' | 'askOfMany'>,
  filesRef: RefObject<((folder?: string) => void) | null>,
): (folder: string) => void {
  const { api } = useBridge()
  const { t } = useTranslation('shell')
  const { t: tUi } = useTranslation('ui')
  const view = useTaskView()
  return folder => {
    const { selected, openId, query } = view.getState()
    if (selected.size > 0) {
      const asked = findTasks(api, selected, query).then(tasks => downloads.askOfMany(tasks, folder))
      perform(asked, tUi('unexpected'), problem => say(problem.message, true))
    } else if (filesRef.current) filesRef.current(folder)
    else if (openId !== null) downloads.askOfTask(openId, folder)
    else say(t('drop.nothingSelected'), false)
  }
}
