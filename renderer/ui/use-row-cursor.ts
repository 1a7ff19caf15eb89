import { useCallback, useEffect, useState } from 'react'
import type { PagedRows } from './paged-rows.ts'

type Cursor = { readonly index: number; readonly key: string | null }

/** The row that the keyboard is on: a position that follows its row when the list moves under it. */
export function useRowCursor<Row>(rows: PagedRows<Row>, keyOf: (row: Row) => string, total: number) {
  const [cursor, setCursor] = useState<Cursor>({ index: 0, key: null })

  const moveTo = useCallback(
    (index: number) => {
      const row = rows.getState().rows.get(index)
      setCursor({ index, key: row === undefined ? null : keyOf(row) })
    },
    [rows, keyOf],
  )
  useEffect(() => rows.subscribe(() => setCursor(before => follow(before, rows, keyOf))), [rows, keyOf])

  return { index: Math.max(0, Math.min(cursor.index, total - 1)), moveTo }
}

function follow<Row>(cursor: Cursor, rows: PagedRows<Row>, keyOf: (row: Row) => string): Cursor {
  const known = rows.getState().rows
  const here = known.get(cursor.index)
  if (here === undefined) return cursor
  if (cursor.key === null) return { index: cursor.index, key: keyOf(here) }
  if (keyOf(here) === cursor.key) return cursor
  for (const [index, row] of known) if (keyOf(row) === cursor.key) return { index, key: cursor.key }
  return { index: cursor.index, key: keyOf(here) }
}
