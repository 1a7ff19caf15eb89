import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconClockX,
  IconCloudUpload,
  IconHelp,
  IconHourglass,
  IconPlayerPlay,
  IconPlayerStop,
  IconServer,
  IconServerOff,
  type Icon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { StatusCode, Task } from '../../../app/contract/tasks.ts'
import { formatCount } from '../../ui/format-count.ts'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'
import classes from './task-status.module.css'

type Look = { readonly tone: Tone; readonly icon: Icon }

const looks: Readonly<Record<StatusCode, Look>> = {
  'pending-input': { tone: 'neutral', icon: IconHourglass },
  submitted: { tone: 'neutral', icon: IconClock },
  started: { tone: 'progress', icon: IconServer },
  'computation-started': { tone: 'progress', icon: IconPlayerPlay },
  'computation-ended': { tone: 'progress', icon: IconCloudUpload },
  success: { tone: 'success', icon: IconCircleCheck },
  failed: { tone: 'danger', icon: IconCircleX },
  'pending-kill': { tone: 'warning', icon: IconPlayerStop },
  killed: { tone: 'warning', icon: IconPlayerStop },
  zombie: { tone: 'warning', icon: IconServerOff },
  'spot-instance-preempted': { tone: 'warning', icon: IconServerOff },
  'executer-terminated': { tone: 'warning', icon: IconServerOff },
  'executer-terminated-by-user': { tone: 'warning', icon: IconServerOff },
  'executer-terminated-ttl-exceeded': { tone: 'warning', icon: IconClockX },
  'executer-terminated-credits-exhausted': { tone: 'danger', icon: IconAlertTriangle },
  'executer-failed': { tone: 'danger', icon: IconAlertTriangle },
  'ttl-exceeded': { tone: 'warning', icon: IconClockX },
  other: { tone: 'neutral', icon: IconHelp },
}

/** The icon of a status, for lists of statuses. */
export function StatusIcon({ code, size = 14 }: { readonly code: StatusCode; readonly size?: number }) {
  const StatusSign = looks[code].icon
  return <StatusSign size={size} aria-hidden />
}

/** A task's status in the service's own word, with its place in the queue and a kill request under way. */
export function TaskStatus({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks')
  const isWorded = task.statusAlias !== task.status // the service may leave its word out and give the code alone
  const label = isWorded ? task.statusAlias : t(`code.${task.status}`)
  return (
    <span className={classes.root}>
      <StatusBadge
        tone={looks[task.status].tone}
        label={label}
        icon={<StatusIcon code={task.status} />}
        title={task.status === 'other' ? t('code.other') : label}
      />
      {task.kill === 'requested' && !task.isTerminated && task.status !== 'pending-kill' && (
        <span className={classes.beside}>{t('cell.killRequested')}</span>
      )}
      {task.tasksAhead !== null && !task.isTerminated && <QueuePlace tasksAhead={task.tasksAhead} />}
    </span>
  )
}

function QueuePlace({ tasksAhead }: { readonly tasksAhead: number }) {
  const { t } = useTranslation('tasks')
  return (
    <span className={classes.beside}>
      {tasksAhead === 0
        ? t('cell.nextInLine')
        : t('cell.tasksAhead', { count: tasksAhead, formatted: formatCount(tasksAhead) })}
    </span>
  )
}
