import { Loader } from '@mantine/core'
import { IconDownload, IconSearch, IconTextWrap, IconX } from '@tabler/icons-react'
import { useLocalStorage } from '@mantine/hooks'
import { useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchiveId, EntryRow } from '../../../app/contract/outputs.ts'
import { printable } from '../../../app/domain/printable.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytesAndPrice } from '../../ui/format-bytes-and-price.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { problemOf } from '../../ui/problem.ts'
import { isArchiveGone } from './archive-gone.ts'
import { FindBar } from './find-bar.tsx'
import classes from './text-preview.module.css'
import { TextFacts } from './text-facts.tsx'
import { TextView } from './text-view.tsx'
import { useEntryText, type ReadingText } from './use-entry-text.ts'
import { useFind } from './use-find.ts'

type TextPreviewProps = {
  readonly archiveId: ArchiveId
  readonly entry: EntryRow
  /** Of an archive on this disk: nothing is downloaded. */
  readonly isLocal: boolean
  readonly onClose: () => void
  /** Reads the archive's list anew, when it changed in the cloud since. */
  readonly onReopen: () => void
  readonly pricePerGigabyteUsd: number
  readonly onDownload: () => void
}

/** The text of one entry, read from its archive without anything else. */
export function TextPreview(props: TextPreviewProps) {
  const { archiveId, entry, isLocal, onClose, onReopen, pricePerGigabyteUsd, onDownload } = props
  const { t } = useTranslation('outputs')
  const reading = useEntryText(archiveId, entry)
  const text = reading.content?.rows.text ?? ''
  const takes = formatBytesAndPrice(entry.fetchBytes, pricePerGigabyteUsd)
  const finding = useFind(text)
  const section = useRef<HTMLElement>(null)
  const findInput = useRef<HTMLInputElement>(null)
  const [isWrapped, setWrapped] = useLocalStorage({
    key: 'preview.wrap',
    defaultValue: false,
    getInitialValueInEffect: false,
  })

  const closeFind = () => {
    finding.close()
    section.current?.querySelector<HTMLElement>('[role=document]')?.focus() // the field had it, and goes
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f') {
      finding.open()
      findInput.current?.select()
    } else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section
      ref={section}
      aria-label={t('preview.region', { name: entry.name })}
      className={classes.preview}
      onKeyDown={onKeyDown}
    >
      <header className={classes.toolbar}>
        <h3 className={classes.title} title={printable(entry.path)}>
          {printable(entry.name)}
        </h3>
        <IconButton label={t('preview.find')} onClick={finding.open} isPressed={finding.isOpen} disabled={text === ''}>
          <IconSearch size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('preview.wrap')} onClick={() => setWrapped(!isWrapped)} isPressed={isWrapped}>
          <IconTextWrap size={16} aria-hidden />
        </IconButton>
        {text !== '' && <CopyButton text={text} what={t('preview.copy')} />}
        <IconButton label={isLocal ? t('preview.extract') : t('preview.download', { takes })} onClick={onDownload}>
          <IconDownload size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('preview.close')} onClick={onClose}>
          <IconX size={16} aria-hidden />
        </IconButton>
      </header>
      <TextFacts entry={entry} reading={reading} isLocal={isLocal} />
      {finding.isOpen && <FindBar finding={finding} inputRef={findInput} onClose={closeFind} />}
      <div className={classes.body}>
        <PreviewBody entry={entry} reading={reading} onReopen={onReopen} isWrapped={isWrapped} finding={finding} />
      </div>
    </section>
  )
}

type PreviewBodyProps = {
  readonly entry: EntryRow
  readonly reading: ReadingText
  readonly onReopen: () => void
  readonly isWrapped: boolean
  readonly finding: ReturnType<typeof useFind>
}

function PreviewBody({ entry, reading, onReopen, isWrapped, finding }: PreviewBodyProps) {
  const { t } = useTranslation('outputs')
  const { content, isReading, problem } = reading
  if (problem !== null) {
    const retry = isArchiveGone(problem) ? onReopen : reading.retry
    return (
      <div className={classes.notice}>
        <FailureNotice problem={problemOf(problem, t('preview.failed'))} remedies={{ retry }} />
      </div>
    )
  }
  if (!content) {
    if (!isReading) return null
    return <EmptyState icon={<Loader size="sm" />} message={t('preview.loading', { name: entry.name })} />
  }
  if (content.rows.text === '') return <EmptyState message={t('preview.empty')} />
  return <TextView name={entry.name} rows={content.rows} isWrapped={isWrapped} finding={finding} />
}
