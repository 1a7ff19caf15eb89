import { memo, type MouseEvent, type ReactNode } from 'react'
import type { PagedRows } from './paged-rows.ts'
import { useRowAt } from './use-paged-rows.ts'
import classes from './virtual-rows.module.css'

export type RowColumn<Row> = {
  readonly id: string
  readonly title: string
  /** What stands in the header instead of the title, such as a checkbox. */
  readonly header?: ReactNode
  /** A track of a CSS grid: "minmax(160px, 2fr)". */
  readonly width: string
  readonly align?: 'end'
  /** Sorts by this column when its header is pressed. `order` is null while another column decides. */
  readonly sort?: { readonly order: 'ascending' | 'descending' | null; readonly onSort: () => void }
  readonly cell: (row: Row, context: { readonly index: number; readonly isSelected: boolean }) => ReactNode
}

type VirtualRowProps<Row> = {
  readonly id: string
  readonly rows: PagedRows<Row>
  readonly index: number
  readonly top: number
  readonly height: number
  readonly columns: readonly RowColumn<Row>[]
  readonly isAtCursor: boolean
  readonly keyOf: (row: Row) => string
  readonly selected: ReadonlySet<string> | null
  readonly openKey: string | null
  readonly onPress: (index: number, event: MouseEvent) => void
  readonly onOpen: (index: number) => void
}

function Row<RowValue>(props: VirtualRowProps<RowValue>) {
  const { rows, index, top, height, columns, selected, keyOf } = props
  const row = useRowAt(rows, index)
  const key = row === undefined ? null : keyOf(row)
  const isSelected = key !== null && selected?.has(key) === true
  const isOpen = key !== null && key === props.openKey
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={index + 2} // the header is row 1
      aria-selected={selected === null ? undefined : isSelected}
      aria-current={isOpen ? 'true' : undefined}
      aria-busy={row === undefined ? true : undefined}
      className={classes.row}
      data-cursor={props.isAtCursor}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={event => props.onPress(index, event)}
      onDoubleClick={() => props.onOpen(index)}
    >
      {columns.map(column => (
        <div key={column.id} role="gridcell" className={classes.cell} data-align={column.align}>
          {row === undefined ? <span className={classes.waiting} /> : column.cell(row, { index, isSelected })}
        </div>
      ))}
    </div>
  )
}

/** One drawn row of a virtual list. */
export const VirtualRow = memo(Row) as typeof Row
