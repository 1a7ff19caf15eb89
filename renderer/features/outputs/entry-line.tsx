import { IconAlertTriangle, IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryRow } from '../../../app/contract/outputs.ts'
import { printable } from '../../../app/domain/printable.ts'
import { formatBytes, formatExactBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { TimeText } from '../../ui/time-text.tsx'
import classes from './entry-grid.module.css'
import { EntryIcon } from './entry-icon.tsx'
import type { Tick } from './selection.ts'
import { TickBox } from './tick-box.tsx'

/** What a row can be asked to do. One object for all rows, so that a row draws again only for its own sake. */
export type EntryActs = {
  readonly toggleTick: (entry: EntryRow) => void
  readonly toggleFolder: (entry: EntryRow) => void
}

type EntryLineProps = {
  readonly entry: EntryRow
  readonly depth: number
  readonly isFolderOpen: boolean
  readonly isSearchHit: boolean
  readonly isLocal: boolean // on this disk: nothing is fetched
  readonly tick: Tick
  readonly acts: EntryActs
}

/** The cells of one entry: a folder's numbers are sums of everything below it. */
export const EntryLine = memo(function EntryLine(props: EntryLineProps) {
  const { entry, depth, isFolderOpen, isSearchHit, isLocal, tick, acts } = props
  const { t } = useTranslation('outputs')
  return (
    <>
      <div role="gridcell" className={classes.cell}>
        <TickBox
          tick={tick}
          label={t('tickRow', { name: entry.name })}
          isDisabled={entry.problem !== null}
          onToggle={() => acts.toggleTick(entry)}
        />
      </div>
      <div role="gridcell" className={classes.nameCell} style={{ paddingInlineStart: depth * 18 }}>
        {!isSearchHit && <Chevron entry={entry} isOpen={isFolderOpen} onToggle={acts.toggleFolder} />}
        <span className={classes.icon} data-kind={entry.kind}>
          <EntryIcon entry={entry} isOpen={isFolderOpen} />
        </span>
        <span className={classes.name} title={printable(entry.path)}>
          {printable(isSearchHit ? entry.path : entry.name)}
        </span>
        {entry.kind === 'link' && <span className={classes.note}>{t('link')}</span>}
        {entry.problem !== null && (
          <span className={classes.problem} title={entry.problem}>
            <IconAlertTriangle size={14} aria-hidden /> {entry.problem}
          </span>
        )}
      </div>
      <Bytes bytes={entry.sizeBytes} />
      {isLocal ? (
        <Bytes bytes={entry.compressedBytes} column="packed" />
      ) : (
        <Bytes bytes={entry.fetchBytes} column="fetch" />
      )}
      <div role="gridcell" className={classes.number} data-column="ratio">
        {ratioText(entry)}
      </div>
      <div role="gridcell" className={classes.number} data-column="files">
        {entry.kind === 'folder' ? formatCount(entry.fileCount) : ''}
      </div>
      <div role="gridcell" className={classes.cell} data-column="modified">
        {entry.modifiedAtMs !== null && <TimeText timeMs={entry.modifiedAtMs} />}
      </div>
    </>
  )
})

function Bytes({ bytes, column }: { readonly bytes: number; readonly column?: string }) {
  return (
    <div role="gridcell" className={classes.number} data-column={column} title={formatExactBytes(bytes)}>
      {formatBytes(bytes)}
    </div>
  )
}

type ChevronProps = {
  readonly entry: EntryRow
  readonly isOpen: boolean
  readonly onToggle: (entry: EntryRow) => void
}

/** For the mouse alone: the row itself tells whether it is open, and arrow keys open and close it. */
function Chevron({ entry, isOpen, onToggle }: ChevronProps) {
  const { t } = useTranslation('outputs')
  if (entry.kind !== 'folder') return <span className={classes.chevron} />
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.chevron}
      aria-label={t(isOpen ? 'closeFolder' : 'openFolder', { name: entry.name })}
      onDoubleClick={event => event.stopPropagation()}
      onClick={event => {
        event.stopPropagation()
        onToggle(entry)
      }}
    >
      {isOpen ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
    </button>
  )
}

function ratioText({ sizeBytes, compressedBytes }: EntryRow): string {
  return sizeBytes === 0 ? '' : `${Math.round((100 * compressedBytes) / sizeBytes)} %`
}
