import { useElementSize } from '@mantine/hooks'
import { useCallback, useMemo, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../../app/contract/tasks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import type { PagedRows } from '../../ui/paged-rows.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { VirtualRows, type RowReach } from '../../ui/virtual-rows.tsx'
import { findIdsBetween } from './find-tasks.ts'
import { taskColumns } from './task-columns.tsx'
import classes from './task-table.module.css'
import { useTaskView, useTaskViewState } from './task-view-context.tsx'

const keyOf = (task: Task) => task.id

type TaskTableProps = {
  readonly rows: PagedRows<Task>
  readonly focusRef: { current: (() => void) | null }
}

/** The tasks of the list: opened by a press or Enter, selected by tick, Space, Shift and Ctrl. */
export function TaskTable({ rows, focusRef }: TaskTableProps) {
  const { t } = useTranslation('tasks')
  const { ref, width } = useElementSize()
  const view = useTaskView()
  const selected = useTaskViewState(state => state.selected)
  const openId = useTaskViewState(state => state.openId)
  const { anchorAt, extendTo, selectAll } = useSelection()
  const { run } = usePerform()
  const copy = (id: string) => run(() => navigator.clipboard.writeText(id))
  const columns = useMemo(() => taskColumns(t, width, task => view.toggleSelected(task.id)), [t, width, view])

  const onReach = useCallback(
    (task: Task, index: number, reach: RowReach) => {
      if (reach.isExtending) {
        extendTo(index)
        return
      }
      anchorAt(index)
      if (reach.isToggling) view.toggleSelected(task.id)
      else if (reach.by === 'press') view.openTask(task.id)
    },
    [anchorAt, extendTo, view],
  )
  const onKey = (event: KeyboardEvent, task: Task | undefined) => {
    if (!event.ctrlKey && !event.metaKey) return
    if (event.key === 'a') {
      event.preventDefault()
      selectAll()
    } else if (event.key === 'c' && task !== undefined && getSelection()?.isCollapsed !== false) {
      event.preventDefault()
      copy(task.id)
    }
  }
  return (
    <div ref={ref} className={classes.root}>
      <VirtualRows
        label={t('list.label')}
        rows={rows}
        columns={columns}
        keyOf={keyOf}
        selected={selected}
        openKey={openId}
        onReach={onReach}
        onOpen={task => view.openTask(task.id)}
        onToggle={(task, index) => {
          anchorAt(index)
          view.toggleSelected(task.id)
        }}
        onKey={onKey}
        focusRef={focusRef}
      />
    </div>
  )
}

/** Selections that reach beyond one row. The core names the ids: most rows are not in the window. */
function useSelection() {
  const { api } = useBridge()
  const view = useTaskView()
  const anchor = useRef(0)
  const { run } = usePerform()
  const anchorAt = useCallback((index: number) => {
    anchor.current = index
  }, [])
  const extendTo = useCallback(
    (index: number) => {
      const { query } = view.getState()
      run(() => findIdsBetween(api, query, anchor.current, index).then(ids => view.select(ids)))
    },
    [api, view, run],
  )
  const selectAll = useCallback(() => {
    const { query } = view.getState()
    run(() => api.listTaskIds({ query }).then(({ ids }) => view.select(ids)))
  }, [api, view, run])
  return { anchorAt, extendTo, selectAll }
}
