import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { createPagedRows, type LoadPage, type PagedRows } from './paged-rows.ts'

/**
 * The paged rows of a list in this component.
 *
 * @param listKey   Names the list: another key asks for another list, with the old rows shown until it answers.
 * @param loadPage  Asks for one window. Read when `listKey` changes.
 */
export function usePagedRows<Row>(listKey: string, loadPage: LoadPage<Row>, pageSize = 100): PagedRows<Row> {
  const { t } = useTranslation('ui')
  const unexpected = t('unexpected')
  const [rows] = useState(() => createPagedRows({ loadPage, pageSize, unexpected }))
  useEffect(() => rows.show(0, 1), [rows]) // whether there are any, before anything is drawn
  const shownKey = useRef(listKey)
  useEffect(() => {
    if (shownKey.current === listKey) return
    shownKey.current = listKey
    rows.replace(loadPage)
  }, [rows, listKey, loadPage])
  return rows
}

/** How many rows the list has, whether it is known yet, and why it may not be. */
export function usePagedSummary<Row>(rows: PagedRows<Row>) {
  const total = useSyncExternalStore(rows.subscribe, () => rows.getState().total)
  const problem = useSyncExternalStore(rows.subscribe, () => rows.getState().problem)
  return { total, problem }
}

/** One row by position; undefined until its page is there. Renders again only when this row changes. */
export function useRowAt<Row>(rows: PagedRows<Row>, index: number): Row | undefined {
  return useSyncExternalStore(rows.subscribe, () => rows.getState().rows.get(index))
}
