import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../../app/contract/tasks.ts'
import { runningSeconds } from '../../../app/domain/task/running-seconds.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { formatDuration } from '../../ui/format-duration.ts'
import { StatusIcon } from './task-status.tsx'
import { useTaskView } from './task-view-context.tsx'

const shownMs = 12_000

/** Says in the window when a task that was seen running has ended. Failures stay until they are dismissed. */
export function FinishNotices() {
  const { t } = useTranslation('tasks')
  const bridge = useBridge()
  const view = useTaskView()
  useEffect(() => {
    const notify = (task: Task) => {
      const isSuccess = task.group === 'finished'
      const seconds = runningSeconds(task, 0)
      const words = { simulator: task.simulator, project: task.project, status: task.statusAlias }
      notifications.show({
        id: `ended ${task.id}`,
        title: isSuccess ? t('notice.finished', words) : t('notice.failed', words),
        message: (
          <>
            {t('notice.body', { ...words, duration: seconds === null ? t('cell.notKnown') : formatDuration(seconds) })}
            <br />
            <Button size="compact-xs" variant="subtle" onClick={() => view.openTask(task.id)}>
              {t('notice.open')}
            </Button>
          </>
        ),
        icon: <StatusIcon code={task.status} size={18} />,
        color: isSuccess ? 'teal.8' : 'red.8',
        autoClose: isSuccess ? shownMs : false,
        closeButtonProps: { 'aria-label': t('notice.close') },
      })
    }
    return bridge.on('taskFinished', ({ task, wasSeenRunning }) => {
      if (wasSeenRunning) notify(task)
    })
  }, [bridge, view, t])
  return null
}
