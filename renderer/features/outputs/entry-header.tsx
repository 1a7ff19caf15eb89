import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { EntrySort } from '../../../app/contract/outputs.ts'
import type { OpenFiles } from './archive-shelf.ts'
import classes from './entry-grid.module.css'
import type { EntryState } from './entry-store.ts'
import { tickOf, type Tickable } from './selection.ts'
import { TickBox } from './tick-box.tsx'

const remoteColumns = [
  { id: 'name', by: 'name', isNumber: false },
  { id: 'size', by: 'size', isNumber: true },
  { id: 'fetch', by: 'fetch', isNumber: true },
  { id: 'ratio', by: null, isNumber: true },
  { id: 'files', by: null, isNumber: true },
  { id: 'modified', by: 'modified', isNumber: false },
] as const
/** Of an archive on this disk nothing is fetched. */
const localColumns = remoteColumns.map(column =>
  column.id === 'fetch' ? ({ id: 'packed', by: 'compressed', isNumber: true } as const) : column,
)

/** The folder on screen as something to tick; null during a search, and until its files are counted. */
export function shownFolder({ shown, fileCounts }: EntryState): Tickable | null {
  if (shown.kind === 'search') return null
  const fileCount = fileCounts.get(shown.folder)
  return fileCount === undefined ? null : { path: shown.folder, fileCount }
}

/** Titles of the columns: press to sort, press again to turn the order round. */
export function EntryHeader({ files }: { readonly files: OpenFiles }) {
  const { t } = useTranslation('outputs')
  const sort = useStore(files.entries, state => state.sort)
  const columns = files.summary.isLocal ? localColumns : remoteColumns
  return (
    <div role="rowgroup" className={classes.header}>
      <div role="row" aria-rowindex={1} className={classes.headerRow}>
        <div role="columnheader" className={classes.cell} aria-label={t('column.tick')}>
          <TickAll files={files} />
        </div>
        {columns.map(({ id, by, isNumber }) => (
          <div
            key={id}
            role="columnheader"
            className={isNumber ? classes.number : classes.cell}
            data-column={id === 'name' || id === 'size' ? undefined : id}
            title={id === 'ratio' ? t('ratioTitle') : undefined}
            aria-sort={by === null ? undefined : orderOf(sort, by)}
          >
            {by === null ? (
              t(`column.${id}`)
            ) : (
              <button type="button" className={classes.sort} onClick={() => files.entries.sortBy(nextSort(sort, by))}>
                {t(`column.${id}`)}
                <span aria-hidden>{{ ascending: ' ↑', descending: ' ↓', none: '' }[orderOf(sort, by)]}</span>
              </button>
            )}
          </div>
        ))}
      </div>
    </div>
  )
}

function TickAll({ files }: { readonly files: OpenFiles }) {
  const { t } = useTranslation('outputs')
  const path = useStore(files.entries, state => shownFolder(state)?.path)
  const fileCount = useStore(files.entries, state => shownFolder(state)?.fileCount)
  const folder = path === undefined || fileCount === undefined ? null : { path, fileCount }
  const tick = useStore(files.ticks, state => (folder ? tickOf(state.ticks, folder) : 'none'))
  if (!folder) return null
  return <TickBox tick={tick} label={t('tickAll')} onToggle={() => files.ticks.toggle(folder)} />
}

function orderOf(sort: EntrySort, by: EntrySort['by']): 'ascending' | 'descending' | 'none' {
  if (sort.by !== by) return 'none'
  return sort.descending ? 'descending' : 'ascending'
}

/** Names rise first; sizes and times show the largest and the newest first. */
function nextSort(sort: EntrySort, by: EntrySort['by']): EntrySort {
  return { by, descending: sort.by === by ? !sort.descending : by !== 'name' }
}
