import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { EntryRow, Selection } from '../../../app/contract/outputs.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { problemOf } from '../../ui/problem.ts'
import { Splitter } from '../../ui/splitter.tsx'
import { useResizable } from '../../ui/use-resizable.ts'
import { ArchiveCost } from './archive-cost.tsx'
import { isArchiveGone } from './archive-gone.ts'
import type { OpenFiles } from './archive-shelf.ts'
import { EntryGrid } from './entry-grid.tsx'
import { EntrySearch } from './entry-search.tsx'
import classes from './files-tab.module.css'
import { FolderTrail } from './folder-trail.tsx'
import { SaveMenu } from './save-menu.tsx'
import { SaveTargets } from './save-targets.tsx'
import type { SavingPlaces } from './saving-places.ts'
import { SearchHits } from './search-hits.tsx'
import { SelectionBar, type WantedDownload } from './selection-bar.tsx'
import { isNothingTaken, selectionOf } from './selection.ts'
import { TextPreview } from './text-preview.tsx'
import { useAmount } from './use-amount.ts'
import { useSaving } from './use-saving.ts'

/** Narrower than this, the preview stands below the table instead of beside it. */
const besideFromPixels = 900

type ArchiveBrowserProps = {
  readonly files: OpenFiles
  readonly pricePerGigabyteUsd: number
  /** Reads the list anew: what is in the cloud may have changed. */
  readonly onReopen: () => void
  readonly onDownload: (wanted: WantedDownload) => void
  /** Told what is taken by globs and ticks, null for nothing. Keep the reference. */
  readonly onTaken?: ((selection: Selection | null) => void) | undefined
  /** Where things can be saved to without a dialog. */
  readonly places?: SavingPlaces | undefined
}

/** An opened archive: its folders or the hits of a search, what is ticked, and the text of one file. */
export function ArchiveBrowser(props: ArchiveBrowserProps) {
  const { files, pricePerGigabyteUsd, onReopen, onDownload, onTaken, places } = props
  useTaken(files, onTaken)
  const [looked, setLooked] = useState<EntryRow | null>(null)
  const saving = useSaving(files, places)
  const amountOf = useAmount(files, pricePerGigabyteUsd)
  const askWhere = ({ selection }: Pick<WantedDownload, 'selection'>) => onDownload({ kind: 'files', selection })
  const { ref, width } = useElementSize()
  const table = useRef<HTMLDivElement>(null)
  const searchInput = useRef<HTMLInputElement>(null)
  const focusTable = () => table.current?.querySelector<HTMLElement>('[role=treegrid]')?.focus()

  const look = (entry: EntryRow) => {
    if (entry.kind === 'folder') files.entries.show({ kind: 'folder', folder: entry.path })
    else setLooked(entry)
  }
  const close = () => {
    setLooked(null)
    focusTable()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isFind = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f'
    if (isFind) searchInput.current?.select()
    else if (event.key === 'Escape' && looked) close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={ref} className={classes.browser} data-beside={width >= besideFromPixels} onKeyDown={onKeyDown}>
      <div ref={table} className={classes.table}>
        <div className={classes.top}>
          <FolderTrail files={files} />
          <SearchHits files={files} />
          <EntrySearch files={files} inputRef={searchInput} onLeave={focusTable} />
        </div>
        <BrowserProblem files={files} onReopen={onReopen} />
        <div className={classes.grid}>
          <EntryGrid files={files} shownPath={looked?.path ?? null} onLook={look} drag={saving.drag} />
        </div>
        {saving.problem && (
          <div className={classes.problem}>
            <FailureNotice problem={saving.problem} />
          </div>
        )}
        <SelectionBar
          files={files}
          pricePerGigabyteUsd={pricePerGigabyteUsd}
          onDownload={onDownload}
          saveMenu={
            places && (
              <SaveMenu files={files} places={places} amountOf={amountOf} onSave={saving.save} onElsewhere={askWhere} />
            )
          }
        />
        <ArchiveCost archive={files.summary} />
        {saving.dragged && places && (
          <SaveTargets
            folders={places.folders}
            amount={amountOf(saving.dragged)}
            onSave={folder => saving.dragged && saving.save(folder, saving.dragged)}
            onElsewhere={() => saving.dragged && askWhere(saving.dragged)}
          />
        )}
      </div>
      {looked && (
        <PreviewPane isBeside={width >= besideFromPixels}>
          <TextPreview
            key={looked.path}
            archiveId={files.summary.id}
            entry={looked}
            isLocal={files.summary.isLocal}
            onClose={close}
            onReopen={onReopen}
            pricePerGigabyteUsd={pricePerGigabyteUsd}
            onDownload={() => onDownload({ kind: 'files', selection: { include: [looked.path], exclude: [] } })}
          />
        </PreviewPane>
      )}
    </div>
  )
}

/** Nothing is taken of an archive that is not shown. */
function useTaken(files: OpenFiles, onTaken: ArchiveBrowserProps['onTaken']): void {
  useEffect(() => {
    if (!onTaken) return
    const tell = () => {
      const { ticks } = files.ticks.getState()
      onTaken(isNothingTaken(ticks) ? null : selectionOf(ticks))
    }
    tell()
    const stop = files.ticks.subscribe(tell)
    return () => {
      stop()
      onTaken(null)
    }
  }, [files, onTaken])
}

function PreviewPane({ isBeside, children }: { readonly isBeside: boolean; readonly children: React.ReactNode }) {
  const { t } = useTranslation('outputs')
  const [width, setWidth] = useResizable('preview-width', 420)
  const [height, setHeight] = useResizable('preview-height', 260)
  const border = { label: t('preview.resize'), isAfter: false }
  return (
    <>
      {isBeside ? (
        <Splitter {...border} between="columns" size={width} min={280} max={1200} onResize={setWidth} />
      ) : (
        <Splitter {...border} between="rows" size={height} min={120} max={800} onResize={setHeight} />
      )}
      <div className={classes.pane} style={isBeside ? { width } : { height }}>
        {children}
      </div>
    </>
  )
}

function BrowserProblem({ files, onReopen }: { readonly files: OpenFiles; readonly onReopen: () => void }) {
  const { t } = useTranslation('outputs')
  const problem = useStore(files.entries, state => state.problem)
  if (problem === null) return null
  const retry = isArchiveGone(problem) ? onReopen : () => files.entries.retry()
  const shown = problemOf(problem, t('openingFailed'))
  return (
    <div className={classes.problem}>
      <FailureNotice problem={{ ...shown, remedy: 'retry' }} remedies={{ retry }} />
    </div>
  )
}
