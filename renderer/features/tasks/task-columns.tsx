import { Checkbox } from '@mantine/core'
import type { TFunction } from 'i18next'
import type { Task } from '../../../app/contract/tasks.ts'
import { printable } from '../../../app/domain/printable.ts'
import { formatBytes, formatExactBytes } from '../../ui/format-bytes.ts'
import { formatMoney } from '../../ui/format-money.ts'
import { TimeText } from '../../ui/time-text.tsx'
import type { RowColumn } from '../../ui/virtual-row.tsx'
import { machineName } from './machine-name.ts'
import { NotThere } from './not-there.tsx'
import { SelectAll } from './select-all.tsx'
import { TaskDuration } from './task-duration.tsx'
import { TaskStatus } from './task-status.tsx'
import classes from './task-table.module.css'

type ColumnId =
  'select' | 'status' | 'simulator' | 'project' | 'submitted' | 'duration' | 'machine' | 'cost' | 'outputs'
type Text = TFunction<'tasks'>

/** From which width of the table on a column is there. What is missing stands in the task's own view. */
const shownFrom: Readonly<Record<ColumnId, number>> = {
  select: 0,
  status: 0,
  simulator: 0,
  duration: 480,
  project: 600,
  submitted: 700,
  cost: 860,
  outputs: 960,
  machine: 1080,
}

const widths: Readonly<Record<ColumnId, string>> = {
  select: '24px',
  status: 'minmax(160px, 1.3fr)',
  simulator: 'minmax(120px, 1.3fr)',
  project: 'minmax(90px, 0.9fr)',
  submitted: '124px',
  duration: '106px',
  machine: 'minmax(150px, 1.1fr)',
  cost: '84px',
  outputs: '90px',
}

const order: readonly ColumnId[] = [
  'select',
  'status',
  'simulator',
  'project',
  'submitted',
  'duration',
  'machine',
  'cost',
  'outputs',
]
const alignedAtEnd: ReadonlySet<ColumnId> = new Set(['duration', 'cost', 'outputs'])

/** The columns that fit a width, from what matters most on; all of them while the width is 0, not measured yet. */
export function taskColumns(t: Text, width: number, onToggle: (task: Task) => void): readonly RowColumn<Task>[] {
  const isNarrow = width > 0 && width < shownFrom.project
  return order
    .filter(id => width === 0 || width >= shownFrom[id])
    .map(id => ({
      id,
      title: t(`column.${id}`),
      width: widths[id],
      ...(alignedAtEnd.has(id) && { align: 'end' as const }),
      ...(id === 'select' && { header: <SelectAll /> }),
      cell: (task, { isSelected }) =>
        id === 'select' ? (
          <Checkbox
            tabIndex={-1}
            className={classes.tick}
            aria-label={t('cell.selectTask', { name: `${task.simulator} ${task.id}` })}
            checked={isSelected}
            onClick={event => event.stopPropagation()}
            onDoubleClick={event => event.stopPropagation()}
            onChange={() => onToggle(task)}
          />
        ) : (
          cellOf(id, task, isNarrow)
        ),
    }))
}

function cellOf(id: Exclude<ColumnId, 'select'>, task: Task, isNarrow: boolean) {
  switch (id) {
    case 'status':
      return <TaskStatus task={task} />
    case 'simulator':
      return (
        <span title={printable(`${task.simulator} · ${task.project} · ${task.id}`)}>
          {printable(task.simulator)}{' '}
          {isNarrow ? (
            <span className={classes.project}>{printable(task.project)}</span> // it has no column of its own
          ) : (
            <span className={classes.id}>{task.id}</span>
          )}
        </span>
      )
    case 'project':
      return <span title={printable(task.project)}>{printable(task.project)}</span>
    case 'submitted':
      return task.createdAtMs === null ? <NotThere /> : <TimeText timeMs={task.createdAtMs} />
    case 'duration':
      return <TaskDuration task={task} />
    case 'machine':
      return <MachineCell task={task} />
    case 'cost':
      return task.computationCostUsd === null ? <NotThere /> : formatMoney(task.computationCostUsd)
    case 'outputs':
      return <OutputsCell task={task} />
  }
}

function MachineCell({ task }: { readonly task: Task }) {
  const name = task.machine && machineName(task.machine)
  return name === null ? <NotThere /> : <span title={name}>{name}</span>
}

function OutputsCell({ task }: { readonly task: Task }) {
  if (task.outputZippedBytes === null) return <NotThere />
  return <span title={formatExactBytes(task.outputZippedBytes)}>{formatBytes(task.outputZippedBytes)}</span>
}
