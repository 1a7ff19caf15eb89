import { Button } from '@mantine/core'
import { IconListSearch, IconPlayerPlay } from '@tabler/icons-react'
import { useCallback, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task, TaskQuery } from '../../../app/contract/tasks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatCount } from '../../ui/format-count.ts'
import type { PagedRows } from '../../ui/paged-rows.ts'
import { usePagedRows, usePagedSummary } from '../../ui/use-paged-rows.ts'
import { DownloadMatching } from './download-matching.tsx'
import { FilterBar } from './filter-bar.tsx'
import { FilterChips, useFilterParts } from './filter-chips.tsx'
import { FreshnessLine } from './freshness-line.tsx'
import { SelectionBar } from './selection-bar.tsx'
import classes from './task-list.module.css'
import { TaskTable } from './task-table.tsx'
import { everything, isFiltered } from './task-view.ts'
import { useTaskView, useTaskViewState } from './task-view-context.tsx'
import { useTaskCounts } from './use-task-counts.ts'
import { useTasksChanged } from './use-tasks-changed.ts'

type TaskListProps = {
  readonly searchRef: RefObject<HTMLInputElement | null>
  readonly focusRef: { current: (() => void) | null }
  readonly onDownload: (tasks: readonly Task[]) => void
}

/** All tasks that the filters let through, always current. */
export function TaskList({ searchRef, focusRef, onDownload }: TaskListProps) {
  const { t } = useTranslation('tasks')
  const query = useTaskViewState(state => state.query)
  const counts = useTaskCounts(query)
  const rows = useTaskRows(query)
  return (
    <section aria-label={t('list.title')} className={classes.root}>
      <div className={classes.head}>
        <FilterBar query={query} counts={counts} searchRef={searchRef} />
        <FilterChips query={query} />
        <div className={classes.line}>
          <RowCount rows={rows} onDownload={onDownload} />
          <FreshnessLine />
        </div>
      </div>
      <div className={classes.body}>
        <ListBody rows={rows} query={query}>
          <TaskTable rows={rows} focusRef={focusRef} />
        </ListBody>
      </div>
      <SelectionBar onDownload={onDownload} />
    </section>
  )
}

function useTaskRows(query: TaskQuery): PagedRows<Task> {
  const { api } = useBridge()
  const loadPage = useCallback((offset: number, limit: number) => api.listTasks({ query, offset, limit }), [api, query])
  const rows = usePagedRows(JSON.stringify(query), loadPage)
  useTasksChanged(useCallback(() => rows.reload(), [rows]))
  return rows
}

function RowCount({ rows, onDownload }: { readonly rows: PagedRows<Task> } & Pick<TaskListProps, 'onDownload'>) {
  const { t } = useTranslation('tasks')
  const { total } = usePagedSummary(rows)
  return (
    <>
      <span role="status" className={classes.count}>
        {total !== null && t('list.count', { count: total, formatted: formatCount(total) })}
      </span>
      {total !== null && <DownloadMatching total={total} onDownload={onDownload} />}
    </>
  )
}

type ListBodyProps = { readonly rows: PagedRows<Task>; readonly query: TaskQuery; readonly children: ReactNode }

/** The table, or why there is none. */
function ListBody({ rows, query, children }: ListBodyProps) {
  const { t } = useTranslation('tasks')
  const { total, problem } = usePagedSummary(rows)
  const notice = problem && <FailureNotice problem={problem} remedies={{ retry: rows.reload }} />
  if (total === null && problem === null) return <EmptyState message={t('list.loading')} />
  if (total === 0) return isFiltered(query) ? <FilteredEmpty query={query} /> : <NoTasks />
  return (
    <>
      {notice && <div className={classes.notice}>{notice}</div>}
      {children}
    </>
  )
}

function NoTasks() {
  const { t } = useTranslation('tasks')
  return <EmptyState icon={<IconPlayerPlay size={32} />} message={t('list.empty')} />
}

function FilteredEmpty({ query }: { readonly query: TaskQuery }) {
  const { t } = useTranslation('tasks')
  const view = useTaskView()
  const filters = useFilterParts(query).map(part => part.label)
  return (
    <EmptyState
      icon={<IconListSearch size={32} />}
      message={t('list.filteredEmpty', { filters: filters.join(', ') })}
      action={
        <Button variant="default" onClick={() => view.changeQuery(everything)}>
          {t('list.clearFilters')}
        </Button>
      }
    />
  )
}
