import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task, TaskId } from '../../../app/contract/tasks.ts'
import { printable } from '../../../app/domain/printable.ts'
import { formatBytes, formatExactBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { formatRoughMoney } from '../../ui/format-rough-money.ts'
import { problemOf } from '../../ui/problem.ts'
import classes from './many-tasks.module.css'
import type { TaskPreview } from './task-previews.ts'

type ManyTasksTableProps = {
  readonly tasks: readonly Task[]
  readonly results: ReadonlyMap<TaskId, TaskPreview>
  /** Relative to the folder chosen; empty while the template names none. */
  readonly folders: ReadonlyMap<TaskId, string>
  readonly pricePerGigabyteUsd: number
}

/** What is taken of each task, and where to; or why nothing is. */
export function ManyTasksTable({ tasks, results, folders, pricePerGigabyteUsd }: ManyTasksTableProps) {
  const { t } = useTranslation('manyTasks')
  return (
    <div className={classes.tableFrame} tabIndex={0} role="region" aria-label={t('table.label')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('table.task')}</th>
            <th scope="col">{t('table.folder')}</th>
            <th scope="col" className={classes.number}>
              {t('table.files')}
            </th>
            <th scope="col" className={classes.number}>
              {t('table.fetch')}
            </th>
            <th scope="col" className={classes.number}>
              {t('table.price')}
            </th>
          </tr>
        </thead>
        <tbody>
          {tasks.map(task => (
            <TaskRow
              key={task.id}
              task={task}
              preview={results.get(task.id)}
              folder={folders.get(task.id)}
              pricePerGigabyteUsd={pricePerGigabyteUsd}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type TaskRowProps = {
  readonly task: Task
  readonly preview: TaskPreview | undefined
  readonly folder: string | undefined
  readonly pricePerGigabyteUsd: number
}

/** There may be hundreds, and each changes once. */
const TaskRow = memo(function TaskRow({ task, preview, folder, pricePerGigabyteUsd }: TaskRowProps) {
  const { t } = useTranslation('manyTasks')
  const { t: tUi } = useTranslation('ui')
  const name = (
    <td className={classes.name}>
      {printable(`${task.simulator} · ${task.project}`)} <span className={classes.id}>{task.id.slice(0, 8)}</span>
    </td>
  )
  if (preview?.state === 'found') {
    const { fileCount, fetchBytes } = preview.sum
    return (
      <tr>
        {name}
        <td className={classes.folder}>{printable(folder ?? '')}</td>
        <td className={classes.number}>{formatCount(fileCount)}</td>
        <td className={classes.number} title={formatExactBytes(fetchBytes)}>
          {formatBytes(fetchBytes)}
        </td>
        <td className={classes.number}>{formatRoughMoney((fetchBytes / 1e9) * pricePerGigabyteUsd)}</td>
      </tr>
    )
  }
  return (
    <tr className={preview?.state === 'failed' ? classes.failed : classes.leftOut}>
      {name}
      <td colSpan={4}>{whyNot(preview)}</td>
    </tr>
  )

  function whyNot(preview: Exclude<TaskPreview, { state: 'found' }> | undefined): string {
    switch (preview?.state) {
      case undefined:
        return t('table.waiting')
      case 'nothing':
        return t('table.nothing')
      case 'none':
        return t('table.none', { reason: preview.reason })
      case 'failed':
        return t('table.failed', { message: problemOf(preview.problem, tUi('unexpected')).message })
    }
  }
})
