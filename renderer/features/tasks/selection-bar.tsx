import { Button } from '@mantine/core'
import { IconDownload, IconPlayerStop, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../../app/contract/tasks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatCount } from '../../ui/format-count.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { usePerform } from '../../ui/use-perform.ts'
import { findTasks } from './find-tasks.ts'
import classes from './selection-bar.module.css'
import { useTaskView, useTaskViewState } from './task-view-context.tsx'

/** What can be done with the selected tasks. Draws nothing while none is. */
export function SelectionBar({ onDownload }: { readonly onDownload: (tasks: readonly Task[]) => void }) {
  const { t } = useTranslation('tasks')
  const { api } = useBridge()
  const view = useTaskView()
  const selected = useTaskViewState(state => state.selected)
  const { run, isBusy, problem } = usePerform()
  if (selected.size === 0) return null
  const download = () => run(() => findTasks(api, selected, view.getState().query).then(onDownload))
  return (
    <div role="toolbar" aria-label={t('selection.label')} className={classes.root}>
      <span role="status" className={classes.count}>
        {t('selection.selected', { count: selected.size, formatted: formatCount(selected.size) })}
      </span>
      <Button variant="default" leftSection={<IconDownload size={14} />} loading={isBusy} onClick={download}>
        {t('selection.download')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={14} />}
        onClick={() => view.askToKill([...selected])}
      >
        {t('selection.kill')}
      </Button>
      <IconButton label={t('selection.clear')} onClick={() => view.clearSelection()}>
        <IconX size={16} />
      </IconButton>
      {problem && <FailureNotice problem={problem} remedies={{ retry: download }} />}
    </div>
  )
}
