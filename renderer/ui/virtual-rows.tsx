import { useCallback, useEffect, useId, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import type { PagedRows } from './paged-rows.ts'
import { usePagedSummary } from './use-paged-rows.ts'
import { useRowCursor } from './use-row-cursor.ts'
import { useRowWindow } from './use-row-window.ts'
import { VirtualRow, type RowColumn } from './virtual-row.tsx'
import classes from './virtual-rows.module.css'

/** How a row was reached: what selection rules need to know. */
export type RowReach = {
  readonly by: 'press' | 'key'
  readonly isExtending: boolean
  readonly isToggling: boolean
}

type VirtualRowsProps<Row> = {
  readonly label: string
  readonly rows: PagedRows<Row>
  /** Keep the reference while the columns are the same: rows draw again when it changes. */
  readonly columns: readonly RowColumn<Row>[]
  readonly keyOf: (row: Row) => string
  /** Keys of the selected rows; null for a list without selection. */
  readonly selected?: ReadonlySet<string> | null
  /** The row that is shown in full elsewhere. */
  readonly openKey?: string | null
  readonly rowHeight?: number
  readonly minWidth?: number
  /** The cursor came to a row by arrow keys or by a press. */
  readonly onReach?: (row: Row, index: number, reach: RowReach) => void
  /** Enter or a double press. */
  readonly onOpen?: (row: Row, index: number) => void
  /** Space. */
  readonly onToggle?: (row: Row, index: number) => void
  /** Any other key, with the row at the cursor. */
  readonly onKey?: (event: KeyboardEvent, row: Row | undefined) => void
  /** Called with a function that puts the focus on the list. */
  readonly focusRef?: { current: (() => void) | null }
}

const headerHeight = 32

/** A table of any length: draws what is on screen, is walked by keyboard, and tells its true length and positions. */
export function VirtualRows<Row>(props: VirtualRowsProps<Row>) {
  const { rows, columns, keyOf, selected = null, openKey = null, rowHeight = 36, onReach, onOpen, focusRef } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const total = usePagedSummary(rows).total ?? 0
  const rowWindow = useRowWindow(rows, total, rowHeight, headerHeight, scroller)
  const cursor = useRowCursor(rows, keyOf, total)
  const rowId = (index: number) => `${id}-row-${index}`
  const { moveTo } = cursor

  useEffect(() => {
    if (focusRef) focusRef.current = () => scroller.current?.focus()
  }, [focusRef])

  const onPress = useCallback(
    (index: number, event: MouseEvent) => {
      const row = rows.getState().rows.get(index)
      moveTo(index)
      if (row === undefined) return
      onReach?.(row, index, {
        by: 'press',
        isExtending: event.shiftKey,
        isToggling: event.ctrlKey || event.metaKey,
      })
    },
    [rows, moveTo, onReach],
  )
  const openAt = useCallback(
    (index: number) => {
      const row = rows.getState().rows.get(index)
      if (row !== undefined) onOpen?.(row, index)
    },
    [rows, onOpen],
  )
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current) return
    const row = rows.getState().rows.get(cursor.index)
    const visible = Math.max(1, Math.floor((scroller.current.clientHeight - headerHeight) / rowHeight) - 1)
    const target = targetOf(event.key, cursor.index, total, visible)
    if (target !== null && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      moveTo(target)
      rowWindow.scrollTo(target)
      const reached = rows.getState().rows.get(target)
      if (reached !== undefined)
        onReach?.(reached, target, { by: 'key', isExtending: event.shiftKey, isToggling: false })
    } else if (event.key === 'Enter' && row !== undefined && onOpen) {
      event.preventDefault()
      onOpen(row, cursor.index)
    } else if (event.key === ' ' && row !== undefined && props.onToggle) {
      event.preventDefault()
      props.onToggle(row, cursor.index)
    } else {
      props.onKey?.(event, row)
    }
  }

  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-multiselectable={selected === null ? undefined : true}
      aria-activedescendant={rowWindow.indexes.includes(cursor.index) ? rowId(cursor.index) : undefined}
      className={classes.scroller}
      style={{ ['--columns' as string]: columns.map(column => column.width).join(' ') }}
      onKeyDown={onKeyDown}
    >
      <div className={classes.content} style={{ minWidth: props.minWidth }}>
        <HeaderRow columns={columns} />
        <div role="rowgroup" className={classes.body} style={{ height: rowWindow.totalHeight }}>
          {rowWindow.indexes.map(index => (
            <VirtualRow
              key={index}
              id={rowId(index)}
              rows={rows}
              index={index}
              top={index * rowHeight}
              height={rowHeight}
              columns={columns}
              isAtCursor={index === cursor.index}
              keyOf={keyOf}
              selected={selected}
              openKey={openKey}
              onPress={onPress}
              onOpen={openAt}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

function targetOf(key: string, from: number, total: number, pageRows: number): number | null {
  if (total === 0) return null
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: from - 1,
    ArrowDown: from + 1,
    PageUp: from - pageRows,
    PageDown: from + pageRows,
    Home: 0,
    End: total - 1,
  }
  const target = steps[key]
  return target === undefined ? null : Math.max(0, Math.min(total - 1, target))
}

function HeaderRow<Row>({ columns }: { readonly columns: readonly RowColumn<Row>[] }) {
  return (
    <div role="rowgroup" className={classes.header} style={{ height: headerHeight }}>
      <div role="row" aria-rowindex={1} className={classes.headerRow}>
        {columns.map(column => (
          <div
            key={column.id}
            role="columnheader"
            className={classes.cell}
            data-align={column.align}
            aria-sort={column.sort ? (column.sort.order ?? 'none') : undefined}
            aria-label={column.header === undefined ? undefined : column.title}
          >
            {column.header ?? <HeaderTitle column={column} />}
          </div>
        ))}
      </div>
    </div>
  )
}

function HeaderTitle<Row>({ column }: { readonly column: RowColumn<Row> }) {
  if (!column.sort) return <span>{column.title}</span>
  const mark = { ascending: ' ↑', descending: ' ↓', none: '' }[column.sort.order ?? 'none']
  return (
    <button type="button" className={classes.sort} onClick={column.sort.onSort}>
      {column.title}
      <span aria-hidden>{mark}</span>
    </button>
  )
}
