import { NativeSelect } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LedgerMonth, LedgerTask } from '../../../app/contract/ledger.ts'
import type { TaskId } from '../../../app/contract/tasks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytes, formatExactBytes } from '../../ui/format-bytes.ts'
import { formatRoughMoney } from '../../ui/format-rough-money.ts'
import { usePagedRows, usePagedSummary } from '../../ui/use-paged-rows.ts'
import type { RowColumn } from '../../ui/virtual-row.tsx'
import { VirtualRows } from '../../ui/virtual-rows.tsx'
import { formatMonth } from './format-month.ts'
import classes from './ledger.module.css'

const keyOf = ({ taskId }: LedgerTask) => taskId
const everyMonth = ''

type LedgerTasksProps = {
  readonly months: readonly LedgerMonth[]
  readonly revision: number
  readonly onOpenTask: (id: TaskId) => void
}

/** The tasks, those of which most was fetched first: of one month, or of all. Enter or a double press opens one. */
export function LedgerTasks({ months, revision, onOpenTask }: LedgerTasksProps) {
  const { t } = useTranslation('ledger')
  const [month, setMonth] = useState(everyMonth)
  const rows = useLedgerTasks(month, revision)
  const { total, problem } = usePagedSummary(rows)
  const columns = useMemo(() => taskColumns(t), [t])
  return (
    <div className={classes.tasks}>
      <NativeSelect
        className={classes.which}
        size="xs"
        label={t('tasksOf')}
        value={month}
        onChange={event => setMonth(event.currentTarget.value)}
        data={[
          { value: everyMonth, label: t('allMonths') },
          ...months.map(({ month: value }) => ({ value, label: formatMonth(value) })),
        ]}
      />
      {problem && <FailureNotice problem={problem} remedies={{ retry: rows.reload }} />}
      {total === 0 ? (
        <EmptyState message={t('noTasks')} />
      ) : (
        <div className={classes.taskRows}>
          <VirtualRows
            label={t('tasksTable')}
            rows={rows}
            columns={columns}
            keyOf={keyOf}
            minWidth={640}
            onOpen={({ taskId }) => onOpenTask(taskId)}
          />
        </div>
      )}
    </div>
  )
}

function useLedgerTasks(month: string, revision: number) {
  const { api } = useBridge()
  const load = useCallback(
    (offset: number, limit: number) =>
      api.listLedgerTasks({ month: month === everyMonth ? null : month, offset, limit }),
    [api, month],
  )
  const rows = usePagedRows(month, load)
  useEffect(() => rows.reload(), [rows, revision])
  return rows
}

function taskColumns(t: TFunction<'ledger'>): readonly RowColumn<LedgerTask>[] {
  const bytes = (id: 'fetched' | 'avoided', of: (task: LedgerTask) => number): RowColumn<LedgerTask> => ({
    ...{ id, title: t(id), width: '92px', align: 'end' },
    cell: task => <span title={formatExactBytes(of(task))}>{formatBytes(of(task))}</span>,
  })
  const money = (id: 'cost' | 'saved', of: (task: LedgerTask) => number): RowColumn<LedgerTask> => ({
    ...{ id, title: t(id), width: '122px', align: 'end' },
    cell: task => formatRoughMoney(of(task)),
  })
  return [
    { id: 'task', title: t('task'), width: 'minmax(180px, 1fr)', cell: task => <TaskCell task={task} /> },
    bytes('fetched', ({ fetchedBytes }) => fetchedBytes),
    money('cost', ({ fetchedUsd }) => fetchedUsd),
    bytes('avoided', ({ avoidedBytes }) => avoidedBytes),
    money('saved', ({ avoidedUsd }) => avoidedUsd),
  ]
}

function TaskCell({ task: { taskId, simulator, project } }: { readonly task: LedgerTask }) {
  const { t } = useTranslation('ledger')
  if (simulator === null || project === null) return <span title={t('unknownTask')}>{taskId}</span>
  const name = `${simulator} · ${project}`
  return (
    <span title={`${name} · ${taskId}`}>
      {name} <span className={classes.taskId}>{taskId}</span>
    </span>
  )
}
