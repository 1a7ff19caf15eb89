import { Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { printable } from '../../../app/domain/printable.ts'
import { formatBytes, formatExactBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { formatRoughMoney } from '../../ui/format-rough-money.ts'
import classes from './download-dialog.module.css'
import type { Forecast } from './use-forecast.ts'

type ForecastFactsProps = {
  readonly title: string
  readonly answer: Forecast
  /** Null for what comes from no further than this disk. */
  readonly pricePerGigabyteUsd: number | null
}

const nothing = {
  fileCount: 0,
  fetchBytes: 0,
  writeBytes: 0,
  spoolBytes: 0,
  existingFiles: 0,
  freeBytes: null,
  leftOut: [],
}

/** Files, bytes to fetch, room on the disk and price. */
export function ForecastFacts({ title, answer, pricePerGigabyteUsd }: ForecastFactsProps) {
  const { t } = useTranslation('transfers')
  const { forecast, isComplete } = answer
  const { fileCount, fetchBytes, writeBytes, spoolBytes, existingFiles, freeBytes, leftOut } = forecast ?? nothing
  const facts: readonly { readonly name: string; readonly value: string; readonly title?: string }[] = [
    { name: t('download.files'), value: formatCount(fileCount) },
    ...(pricePerGigabyteUsd === null
      ? []
      : [{ name: t('download.fetch'), value: formatBytes(fetchBytes), title: formatExactBytes(fetchBytes) }]),
    { name: t('download.disk'), value: formatBytes(writeBytes), title: formatExactBytes(writeBytes) },
    ...(spoolBytes === 0
      ? []
      : [{ name: t('download.spool'), value: formatBytes(spoolBytes), title: formatExactBytes(spoolBytes) }]),
    { name: t('download.free'), value: freeBytes === null ? t('download.freeUnknown') : formatBytes(freeBytes) },
    ...(pricePerGigabyteUsd === null
      ? []
      : [{ name: t('download.price'), value: formatRoughMoney((fetchBytes / 1e9) * pricePerGigabyteUsd) }]),
  ]
  return (
    <div>
      <h3 className={classes.subject}>{printable(title)}</h3>
      <dl className={classes.facts} aria-busy={!isComplete}>
        {facts.map(({ name, value, title }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd title={title}>{isComplete || forecast ? value : '…'}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.status} role="status">
        {!isComplete && (
          <>
            <Loader size={12} aria-hidden /> {t('download.forecasting')}
          </>
        )}
        {isComplete &&
          existingFiles > 0 &&
          t('download.existing', { count: existingFiles, formatted: formatCount(existingFiles) })}
      </p>
      {isComplete && leftOut.length > 0 && (
        <ul className={classes.leftOut} aria-label={t('download.leftOut')}>
          {leftOut.map(({ reason, fileCount: count }) => (
            <li key={reason}>{t('download.leftOutFor', { count, formatted: formatCount(count), reason })}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
