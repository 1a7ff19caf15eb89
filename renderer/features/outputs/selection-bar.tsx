import { Button } from '@mantine/core'
import { IconDownload, IconFileZip } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { mostPaths, type Selection } from '../../../app/contract/outputs.ts'
import type { TransferKind } from '../../../app/contract/transfers.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytesAndPrice } from '../../ui/format-bytes-and-price.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { problemOf } from '../../ui/problem.ts'
import type { OpenFiles } from './archive-shelf.ts'
import classes from './files-tab.module.css'
import { GlobChips } from './glob-chips.tsx'
import { priceText } from './price.ts'
import { isNothingTaken, selectionOf, wholeArchive } from './selection.ts'
import type { SelectionSum } from './tick-store.ts'

export type WantedDownload = { readonly kind: TransferKind; readonly selection: Selection }

type SelectionBarProps = CostProps & {
  /** Saves without a dialog; stands beside the button that asks. */
  readonly saveMenu?: ReactNode
}

type CostProps = {
  readonly files: OpenFiles
  readonly pricePerGigabyteUsd: number
  readonly onDownload: (wanted: WantedDownload) => void
}

/** What is taken by globs and ticks, what it takes to fetch, and the three ways to download. */
export function SelectionBar({ files, pricePerGigabyteUsd, onDownload, saveMenu }: SelectionBarProps) {
  const { t } = useTranslation('outputs')
  const ticks = useStore(files.ticks, state => state.ticks)
  const isNothing = isNothingTaken(ticks)
  return (
    <div className={classes.selection}>
      <GlobChips files={files} />
      <div className={classes.taken}>
        <SelectionSummary files={files} pricePerGigabyteUsd={pricePerGigabyteUsd} />
        {!isNothing && (
          <Button size="compact-sm" variant="subtle" onClick={() => files.ticks.clear()}>
            {t('clearTicks')}
          </Button>
        )}
      </div>
      <div className={classes.actions}>
        <WholeArchive files={files} pricePerGigabyteUsd={pricePerGigabyteUsd} onDownload={onDownload} />
        <Button.Group>
          <Button
            className={classes.priced}
            disabled={isNothing}
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => onDownload({ kind: 'files', selection: selectionOf(ticks) })}
          >
            {t(files.summary.isLocal ? 'extract' : 'download')}
          </Button>
          {saveMenu}
        </Button.Group>
      </div>
    </div>
  )
}

function SelectionSummary({ files, pricePerGigabyteUsd }: Omit<CostProps, 'onDownload'>) {
  const { t } = useTranslation('outputs')
  const { ticks, sum, isSumming, problem, hasTooMany } = useStore(files.ticks)
  if (hasTooMany) return <p role="alert">{t('tooManyTicks', { most: formatCount(mostPaths) })}</p>
  const { isLocal, archiveBytes } = files.summary
  if (isNothingTaken(ticks)) return <p className={classes.muted}>{t(isLocal ? 'nothingTakenLocal' : 'nothingTaken')}</p>
  if (problem !== null) {
    const retry = () => files.ticks.retry()
    return <FailureNotice problem={problemOf(problem, t('sumFailed'))} remedies={{ retry }} />
  }
  if (!sum) return <p className={classes.muted}>{t('summing')}</p>
  return (
    <p className={classes.sum} role="status" aria-busy={isSumming}>
      <strong>{t('fileCount', { count: sum.fileCount, formatted: formatCount(sum.fileCount) })}</strong>
      {restOf(sum)}
    </p>
  )

  function restOf({ compressedBytes, fetchBytes, refusedEntries }: SelectionSum): string {
    const saved = formatBytes(Math.max(0, archiveBytes - fetchBytes))
    const fetching = [
      t('toFetch', { compressed: formatBytes(fetchBytes), price: priceText(fetchBytes, pricePerGigabyteUsd) }),
      t('saves', { saved }),
    ]
    const parts: string[] = isLocal ? [t('packed', { compressed: formatBytes(compressedBytes) })] : fetching
    if (refusedEntries > 0) {
      parts.push(t('selectionRefused', { count: refusedEntries, formatted: formatCount(refusedEntries) }))
    }
    return `, ${parts.join(', ')}`
  }
}

function WholeArchive({ files, pricePerGigabyteUsd, onDownload }: CostProps) {
  const { t } = useTranslation('outputs')
  const { archiveBytes, fetchBytes, fileCount, isLocal } = files.summary
  const all = {
    files: t('fileCount', { count: fileCount, formatted: formatCount(fileCount) }),
    compressed: formatBytes(fetchBytes),
    price: priceText(fetchBytes, pricePerGigabyteUsd),
  }
  if (isLocal) {
    return (
      <Button
        variant="default"
        className={classes.priced}
        title={t('extractAllTitle', all)}
        onClick={() => onDownload({ kind: 'files', selection: wholeArchive })}
      >
        {t('extractAll')}
      </Button>
    )
  }
  const zip = { size: formatBytes(archiveBytes), price: priceText(archiveBytes, pricePerGigabyteUsd) }
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileZip size={16} aria-hidden />}
        className={classes.priced}
        title={t('downloadZipTitle', zip)}
        onClick={() => onDownload({ kind: 'archive', selection: wholeArchive })}
      >
        {t('downloadZip')}
        <Takes bytes={archiveBytes} pricePerGigabyteUsd={pricePerGigabyteUsd} />
      </Button>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        className={classes.priced}
        title={t('downloadAllTitle', all)}
        onClick={() => onDownload({ kind: 'files', selection: wholeArchive })}
      >
        {t('downloadAll')}
        <Takes bytes={fetchBytes} pricePerGigabyteUsd={pricePerGigabyteUsd} />
      </Button>
    </>
  )
}

type TakesProps = { readonly bytes: number; readonly pricePerGigabyteUsd: number }

/** What a button takes, below its word. Assistive technology reads it in the button's description. */
function Takes({ bytes, pricePerGigabyteUsd }: TakesProps) {
  return (
    <span aria-hidden className={classes.takes}>
      {formatBytesAndPrice(bytes, pricePerGigabyteUsd)}
    </span>
  )
}
