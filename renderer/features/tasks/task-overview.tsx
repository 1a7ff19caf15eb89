import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task, TaskDetail } from '../../../app/contract/tasks.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatClock } from '../../ui/format-time.ts'
import { FactGroup } from './facts.tsx'
import { StatusExplanation } from './status-explanation.tsx'
import { TaskCosts } from './task-costs.tsx'
import classes from './task-detail.module.css'
import { MachineFacts, MoreFacts, SizeFacts, TimesFacts } from './task-facts.tsx'
import { TaskMetrics } from './task-metrics.tsx'
import { TaskTimeline } from './task-timeline.tsx'
import { useTaskViewState } from './task-view-context.tsx'

type TaskOverviewProps = {
  readonly detail: TaskDetail
  readonly pricePerGigabyteUsd: number | null
  /** Draws what a task with outputs printed last: of a failed one, and where somebody asked for it. */
  readonly logs: (task: Task) => ReactNode
  readonly onReload: () => void
  readonly onShowFiles: () => void
}

/** Everything about a task but its files and its metadata. */
export function TaskOverview({ detail, pricePerGigabyteUsd, logs, onReload, onShowFiles }: TaskOverviewProps) {
  const { t } = useTranslation('tasks')
  const { task, staleReason } = detail
  const isLogWanted = useTaskViewState(state => state.logWantedOf === task.id)
  return (
    <div className={classes.overview}>
      {staleReason && (
        <FailureNotice
          problem={{
            ...staleReason,
            message: `${staleReason.message} ${t('detail.stale', { clock: formatClock(detail.asOfMs) })}`,
          }}
          remedies={{ retry: onReload }}
        />
      )}
      <StatusExplanation detail={detail} onShowFiles={onShowFiles} />
      {(task.group === 'failed' || isLogWanted) && (task.outputFiles ?? 0) > 0 && logs(task)}
      <FactGroup title={t('detail.section.timeline')}>
        <TaskTimeline history={detail.history} isActive={!task.isTerminated} />
      </FactGroup>
      <TimesFacts task={task} />
      <MachineFacts detail={detail} />
      <TaskCosts detail={detail} pricePerGigabyteUsd={pricePerGigabyteUsd} />
      <SizeFacts task={task} />
      <TaskMetrics metrics={detail.metrics} />
      <MoreFacts detail={detail} />
    </div>
  )
}
