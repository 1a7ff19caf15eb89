import { useTranslation } from 'react-i18next'
import type { HistoryStep, Operation } from '../../../app/contract/tasks.ts'
import { layOutTimeline, type Span, type TimelineLayout } from '../../../app/domain/task/timeline-layout.ts'
import { formatDuration, formatSeconds } from '../../ui/format-duration.ts'
import { formatDateTime } from '../../ui/format-time.ts'
import { TimeText } from '../../ui/time-text.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './task-timeline.module.css'

type History = readonly HistoryStep[]

/** What happened to the task, each phase and command to scale. It grows each second while something goes on. */
export function TaskTimeline({ history, isActive }: { readonly history: History; readonly isActive: boolean }) {
  const { t } = useTranslation('tasks')
  if (history.length === 0) return <p className={classes.note}>{t('detail.noHistory')}</p>
  return isActive ? <GrowingTimeline history={history} /> : <TimelineTable history={history} nowMs={0} />
}

function GrowingTimeline({ history }: { readonly history: History }) {
  return <TimelineTable history={history} nowMs={useNow()} />
}

function TimelineTable({ history, nowMs }: { readonly history: History; readonly nowMs: number }) {
  const { t } = useTranslation('tasks')
  const layout = layOutTimeline(history, nowMs)
  return (
    <table className={classes.table} aria-label={t('timeline.label')}>
      {layout && <Summary layout={layout} />}
      <thead>
        <tr>
          <th scope="col">{t('timeline.phase')}</th>
          <th scope="col" aria-hidden className={classes.scale} />
          <th scope="col">{t('timeline.begin')}</th>
          <th scope="col" className={classes.end}>
            {t('timeline.length')}
          </th>
        </tr>
      </thead>
      {history.map((step, index) => (
        <StepRows key={index} step={step} attempt={attemptOf(history, index)} bar={layout?.bars[index]} />
      ))}
    </table>
  )
}

function Summary({ layout: { startMs, endMs } }: { readonly layout: TimelineLayout }) {
  const { t } = useTranslation('tasks')
  const duration = formatDuration((endMs - startMs) / 1000)
  return (
    <caption>{t('timeline.summary', { start: formatDateTime(startMs), end: formatDateTime(endMs), duration })}</caption>
  )
}

type StepRowsProps = {
  readonly step: HistoryStep
  readonly attempt: number
  readonly bar: TimelineLayout['bars'][number] | undefined
}

function StepRows({ step, attempt, bar }: StepRowsProps) {
  const { t } = useTranslation('tasks')
  return (
    <tbody>
      <tr>
        <th scope="row" title={step.description}>
          {step.alias}
          {attempt > 1 && <span className={classes.muted}> · {t('timeline.attempt', { number: attempt })}</span>}
        </th>
        <BarCell span={bar} kind={step.status === 'computation-started' ? 'compute' : 'phase'} />
        <td>{step.startedAtMs !== null && <TimeText timeMs={step.startedAtMs} />}</td>
        <td className={classes.end}>{bar && <Length span={bar} />}</td>
      </tr>
      {step.operations.map((operation, index) => (
        <OperationRow
          key={index}
          operation={operation}
          span={bar?.operations.find(({ operationIndex }) => operationIndex === index)}
        />
      ))}
    </tbody>
  )
}

function OperationRow({ operation, span }: { readonly operation: Operation; readonly span: Span | undefined }) {
  const { t } = useTranslation('tasks')
  const { command, exitCode, state } = operation
  return (
    <tr className={classes.operation}>
      <th scope="row">
        {command === null ? operation.alias : <code title={command}>{command}</code>}
        {(state === 'failed' || (exitCode !== null && exitCode !== 0)) && (
          <span className={classes.failed}>
            {' '}
            {t('timeline.state.failed')}
            {exitCode !== null && `, ${t('timeline.exitCode', { code: exitCode })}`}
          </span>
        )}
      </th>
      <BarCell span={span} kind={state === 'failed' ? 'failed' : 'operation'} />
      <td>{operation.startedAtMs !== null && <TimeText timeMs={operation.startedAtMs} />}</td>
      <td className={classes.end}>{span && <Length span={span} />}</td>
    </tr>
  )
}

type BarCellProps = { readonly span: Span | undefined; readonly kind: 'phase' | 'compute' | 'operation' | 'failed' }

function BarCell({ span, kind }: BarCellProps) {
  return (
    <td aria-hidden className={classes.scale}>
      {span && (
        <div className={classes.track}>
          <div
            className={classes.bar}
            data-kind={kind}
            data-ongoing={span.isOngoing}
            style={{ insetInlineStart: `${span.startFraction * 100}%`, width: `${span.widthFraction * 100}%` }}
          />
        </div>
      )}
    </td>
  )
}

function Length({ span }: { readonly span: Span }) {
  const { t } = useTranslation('tasks')
  if (span.isOngoing) {
    return (
      <>
        {formatDuration(span.durationMs / 1000)} <span className={classes.muted}>({t('timeline.ongoing')})</span>
      </>
    )
  }
  return span.durationMs === 0 ? null : formatSeconds(span.durationMs / 1000)
}

/** Which time this phase occurs: a task that lost its machine goes through the same phases again. */
function attemptOf(history: History, index: number): number {
  const status = history[index]?.status
  return history.slice(0, index + 1).filter(step => step.status === status).length
}
