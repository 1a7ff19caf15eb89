import { IconAlertTriangle, IconCircleCheck, IconHourglass, IconPlayerStop } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../../app/contract/tasks.ts'
import { printable } from '../../../app/domain/printable.ts'
import { formatMoney } from '../../ui/format-money.ts'
import { formatAge } from '../../ui/format-time.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './kill-dialog.module.css'
import { TaskStatus } from './task-status.tsx'
import type { KillProgress } from './use-killing.ts'

type KillRowProps = { readonly task: Task; readonly progress: KillProgress | undefined }

/** One task to be killed: enough to recognise it, and how far its kill is. */
export function KillRow({ task, progress }: KillRowProps) {
  const { t } = useTranslation('tasks')
  const nowMs = useNow()
  const cost = task.computationCostUsd === null ? t('cell.notKnown') : formatMoney(task.computationCostUsd)
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <strong>{printable(task.simulator)}</strong> <code>{task.id}</code>
        <div className={classes.note}>
          {t('kill.project', { project: task.project })}
          {task.createdAtMs !== null && ` · ${t('kill.age', { age: formatAge(task.createdAtMs, nowMs) })}`}
          {` · ${t('kill.cost', { cost })}`}
        </div>
        {progress?.state === 'failed' && progress.problem && <div role="alert">{progress.problem.message}</div>}
      </div>
      {progress ? <Progress progress={progress} /> : <TaskStatus task={task} />}
    </li>
  )
}

function Progress({ progress }: { readonly progress: KillProgress }) {
  const { t } = useTranslation('tasks')
  switch (progress.state) {
    case 'asking':
      return <StatusBadge tone="neutral" icon={<IconHourglass size={14} />} label={t('kill.asking')} />
    case 'requested':
      return <StatusBadge tone="warning" icon={<IconPlayerStop size={14} />} label={t('kill.requested')} />
    case 'ended': {
      const label = t('kill.ended', { status: progress.statusAlias })
      return <StatusBadge tone="success" icon={<IconCircleCheck size={14} />} label={label} />
    }
    case 'already-ended': {
      const label = t('kill.alreadyEnded', { status: progress.statusAlias ?? t('cell.notKnown') })
      return <StatusBadge tone="neutral" icon={<IconCircleCheck size={14} />} label={label} />
    }
    case 'failed':
      return <StatusBadge tone="danger" icon={<IconAlertTriangle size={14} />} label={t('kill.failed')} />
  }
}
