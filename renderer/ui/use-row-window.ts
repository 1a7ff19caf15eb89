import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, type RefObject } from 'react'
import type { PagedRows } from './paged-rows.ts'

export type RowWindow = {
  readonly indexes: readonly number[]
  readonly totalHeight: number
  readonly scrollTo: (index: number) => void
}

const rowsAround = 12

/** Which rows of a fixed height are on screen, and asks the list for them. `headerHeight` lies over the first rows. */
export function useRowWindow<Row>(
  rows: PagedRows<Row>,
  total: number,
  rowHeight: number,
  headerHeight: number,
  scroller: RefObject<HTMLDivElement | null>,
): RowWindow {
  // eslint-disable-next-line react-hooks/incompatible-library -- the React compiler, which it warns for, is not in use
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: rowsAround,
    scrollPaddingStart: headerHeight,
    paddingStart: 0,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = (items.at(-1)?.index ?? -1) + 1
  useEffect(() => {
    rows.show(first, Math.max(last, first + 1))
  }, [rows, first, last])
  return {
    indexes: items.map(item => item.index),
    totalHeight: virtualizer.getTotalSize(),
    scrollTo: index => virtualizer.scrollToIndex(index, { align: 'auto' }),
  }
}
