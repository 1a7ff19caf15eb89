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

/** How long a notice stays. The list and its counts keep telling after that. */
const shownMs = { finished: 8_000, failed: 30_000 } as const

/** Says in the window when a task that was seen running has ended, unless the person has just ended it here. */
export function FinishNotices() {
  const { t } = useTranslation('tasks')
  const bridge = useBridge()
  const view = useTaskView()
  useEffect(() => {
    const open = (task: Task) => {
      view.openTask(task.id)
      notifications.hide(noticeId(task))
    }
    const notify = (task: Task) => {
      const isSuccess = task.group === 'finished'
      const seconds = runningSeconds(task, 0)
      const words = { simulator: task.simulator, project: task.project, status: task.statusAlias }
      notifications.show({
        id: noticeId(task),
        title: isSuccess ? t('notice.finished', words) : t('notice.failed', words),
        message: (
          <>
            {t('notice.body', { ...words, duration: seconds === null ? t('cell.notKnown') : formatDuration(seconds) })}
            <br />
            <Button size="compact-xs" variant="subtle" onClick={() => open(task)}>
              {t('notice.open')}
            </Button>
          </>
        ),
        icon: <StatusIcon code={task.status} size={18} />,
        color: isSuccess ? 'teal.8' : 'red.8',
        autoClose: isSuccess ? shownMs.finished : shownMs.failed,
        closeButtonProps: { 'aria-label': t('notice.close') },
      })
    }
    const stop = bridge.on('taskFinished', ({ task, wasSeenRunning }) => {
      if (wasSeenRunning && !view.getState().killedHere.has(task.id)) notify(task)
    })
    return () => {
      stop()
      notifications.clean()
    }
  }, [bridge, view, t])
  return null
}

function noticeId({ id }: Task): string {
  return `ended ${id}`
}
