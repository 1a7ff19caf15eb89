import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useMemo, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { EntryRow } from '../../../app/contract/outputs.ts'
import type { OpenFiles } from './archive-shelf.ts'
import type { EntryDrag } from './entry-drag.ts'
import classes from './entry-grid.module.css'
import { EntryHeader } from './entry-header.tsx'
import { pressEntryKey } from './entry-keys.ts'
import { rowAt } from './entry-layout.ts'
import { EntryLine, type EntryActs } from './entry-line.tsx'
import { cursorIndex, entryAt } from './entry-store.ts'
import { tickOf } from './selection.ts'

const rowHeight = 28
const headerHeight = 32
const rowsAround = 12

type EntryGridProps = {
  readonly files: OpenFiles
  /** Path of the entry whose text is shown beside the table. */
  readonly shownPath: string | null
  /** A file was chosen to be looked at, or a folder to be gone into. */
  readonly onLook: (entry: EntryRow) => void
  readonly drag: EntryDrag
}

/** The entries of an archive as a tree of any size: draws what is on screen, reads what is drawn. */
export function EntryGrid({ files, shownPath, onLook, drag }: EntryGridProps) {
  const { t } = useTranslation('outputs')
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const state = useStore(files.entries)
  const ticks = useStore(files.ticks, ({ ticks }) => ticks)
  const { layout, shown } = state
  // eslint-disable-next-line react-hooks/incompatible-library -- the React compiler, which it warns for, is not in use
  const virtualizer = useVirtualizer({
    count: layout.rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: rowsAround,
    scrollPaddingStart: headerHeight,
  })
  const indexes = virtualizer.getVirtualItems().map(item => item.index)
  const first = indexes[0] ?? 0
  const last = indexes.at(-1) ?? 0
  useEffect(() => files.entries.ensureRows(first, last), [files, layout, first, last])
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
  }, [shown, state.sort])

  // Boxes of rows on screen show what globs take, which only the core knows.
  useEffect(() => {
    const rows = indexes.map(index => rowAt(layout, index)).filter(row => row !== undefined)
    const paths = rows.flatMap(row => entryAt(state, row)?.path ?? [])
    files.ticks.look(shown.kind === 'folder' ? [shown.folder, ...paths] : paths)
  })

  const acts: EntryActs = useMemo(
    () => ({
      toggleTick: entry => files.ticks.toggle(entry),
      toggleFolder: ({ path }) =>
        files.entries.getState().open.has(path) ? files.entries.closeFolder(path) : files.entries.openFolder(path),
    }),
    [files],
  )
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current) return
    const pageRows = Math.max(1, Math.floor((scroller.current.clientHeight - headerHeight) / rowHeight) - 1)
    const scrollTo = (index: number) => virtualizer.scrollToIndex(index, { align: 'auto' })
    if (pressEntryKey(event, { files, pageRows, onLook, scrollTo })) event.preventDefault()
  }
  const onPress = (entry: EntryRow | undefined, index: number) => {
    const row = rowAt(layout, index)
    if (row) files.entries.moveCursor(row)
    if (!entry) return
    if (entry.kind !== 'folder') onLook(entry)
    else if (shown.kind === 'folder') acts.toggleFolder(entry)
  }

  const cursor = cursorIndex(state)
  return (
    <div
      ref={scroller}
      role="treegrid"
      tabIndex={0}
      aria-label={t(`table.${files.summary.kind}`)}
      aria-description={t('keys')}
      aria-rowcount={layout.rows + 1}
      aria-multiselectable
      aria-busy={state.isLoading}
      aria-activedescendant={indexes.includes(cursor) ? `${id}-${cursor}` : undefined}
      className={classes.scroller}
      onKeyDown={onKeyDown}
    >
      <EntryHeader files={files} />
      <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
        {indexes.map(index => {
          const row = rowAt(layout, index)
          if (!row) return null
          const entry = entryAt(state, row)
          const isFolderOpen = entry !== undefined && state.open.has(entry.path)
          const tick = entry ? tickOf(ticks, entry) : 'none'
          return (
            <div
              key={index}
              id={`${id}-${index}`}
              role="row"
              aria-rowindex={index + 2} // the header is row 1
              aria-level={row.depth + 1}
              aria-expanded={entry?.kind === 'folder' && shown.kind === 'folder' ? isFolderOpen : undefined}
              aria-selected={tick !== 'none'}
              aria-busy={entry ? undefined : true}
              className={classes.row}
              data-cursor={index === cursor}
              data-shown={entry !== undefined && entry.path === shownPath}
              style={{ transform: `translateY(${index * rowHeight}px)` }}
              onClick={() => onPress(entry, index)}
              draggable={entry?.problem === null}
              onPointerEnter={() => entry && drag.onNear(entry)}
              onDragStart={event => entry && drag.onStart(event, entry)}
              onDragEnd={drag.onEnd}
              onDoubleClick={() => entry?.kind === 'folder' && onLook(entry)}
            >
              {entry ? (
                <EntryLine
                  entry={entry}
                  depth={row.depth}
                  isFolderOpen={isFolderOpen}
                  isSearchHit={shown.kind === 'search'}
                  isLocal={files.summary.isLocal}
                  tick={tick}
                  acts={acts}
                />
              ) : (
                <div role="gridcell" className={classes.waiting} aria-label={t('row.loading')} />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
