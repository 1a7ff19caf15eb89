import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { mostTasksAtOnce } from '../../../app/contract/many-tasks.ts'
import type { Task } from '../../../app/contract/tasks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { formatCount } from '../../ui/format-count.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { findMatchingTasks } from './find-tasks.ts'
import { useTaskView, useTaskViewState } from './task-view-context.tsx'

type DownloadMatchingProps = {
  /** Tasks the list matches, drawn or not. */
  readonly total: number
  readonly onDownload: (tasks: readonly Task[]) => void
}

/** Downloads files of everything in the list: a whole project, or whatever the filters let through. */
export function DownloadMatching({ total, onDownload }: DownloadMatchingProps) {
  const { t } = useTranslation('tasks')
  const { api } = useBridge()
  const view = useTaskView()
  const hasSelection = useTaskViewState(state => state.selected.size > 0)
  const { run, isBusy, problem } = usePerform()
  if (total === 0 || hasSelection) return null // with a selection, its own bar says of what
  // One more than can be taken, so that whoever draws them can tell.
  const ask = () => run(() => findMatchingTasks(api, view.getState().query, mostTasksAtOnce + 1).then(onDownload))
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      leftSection={<IconDownload size={14} aria-hidden />}
      loading={isBusy}
      aria-label={t('list.downloadAll', { count: total, formatted: formatCount(total) })}
      title={problem?.message ?? t('list.downloadAll', { count: total, formatted: formatCount(total) })}
      onClick={ask}
    >
      {t('list.download')}
    </Button>
  )
}
