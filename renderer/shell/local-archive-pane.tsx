import { IconFileZip } from '@tabler/icons-react'
import { CloseButton } from '@mantine/core'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalArchive, Selection } from '../../app/contract/outputs.ts'
import { printable } from '../../app/domain/printable.ts'
import { FilesTab } from '../features/outputs/files-tab.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { everyFile } from './downloads.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import classes from './local-archive.module.css'
import { useSavingPlaces } from './use-saving-places.tsx'

type LocalArchivePaneProps = {
  readonly archive: LocalArchive
  /** Kept at what is ticked; at everything where nothing is. */
  readonly tickedRef: { current: Selection }
  readonly onExtract: (selection: Selection) => void
  /** Files of it are being saved to a favourite folder. */
  readonly onSaving: () => void
  readonly onClose: () => void
}

/** An archive of this disk, in the browser that tasks' archives have. */
export function LocalArchivePane({ archive, tickedRef, onExtract, onSaving, onClose }: LocalArchivePaneProps) {
  const { t } = useTranslation('shell')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const saving = useSavingPlaces({ taskId: archive.taskId, archive: 'output' }, onSaving)
  const onTaken = useCallback(
    (selection: Selection | null) => {
      tickedRef.current = selection ?? everyFile
    },
    [tickedRef],
  )
  return (
    <section className={classes.pane} data-region aria-label={t('localArchive.region')}>
      <header className={classes.header}>
        <IconFileZip size={20} aria-hidden />
        <div className={classes.names}>
          <h2 ref={heading} tabIndex={-1} className={classes.name}>
            {printable(archive.fileName)}
          </h2>
          <p className={classes.path} title={printable(archive.path)}>
            {printable(archive.path)}
          </p>
        </div>
        <CloseButton aria-label={t('localArchive.closeArchive')} onClick={onClose} />
      </header>
      {saving.problem && <FailureNotice problem={saving.problem} />}
      {saving.dialog}
      <div className={classes.files}>
        <ErrorBoundary>
          <FilesTab
            task={{ id: archive.taskId, isTerminated: true }}
            archive="output"
            pricePerGigabyteUsd={0}
            onTaken={onTaken}
            places={saving.places}
            onDownload={({ selection }) => onExtract(selection)}
          />
        </ErrorBoundary>
      </div>
    </section>
  )
}
