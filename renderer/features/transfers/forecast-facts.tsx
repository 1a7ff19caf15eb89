import { Loader } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, formatExactBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { formatRoughMoney } from '../../ui/format-rough-money.ts'
import classes from './download-dialog.module.css'
import type { DownloadWish } from './download-request.ts'
import { sumForecasts } from './forecasts.ts'
import type { useForecasts } from './use-forecasts.ts'

type ForecastFactsProps = {
  readonly wish: DownloadWish
  readonly forecasts: ReturnType<typeof useForecasts>
  readonly pricePerGigabyteUsd: number
}

/** Files, bytes to fetch, room on the disk and price: of all tasks together. */
export function ForecastFacts({ wish, forecasts, pricePerGigabyteUsd }: ForecastFactsProps) {
  const { t } = useTranslation('transfers')
  const { results, done, isComplete } = forecasts
  const sum = sumForecasts(results)
  const [first] = wish.tasks
  const subject =
    wish.tasks.length === 1
      ? (first?.title ?? '')
      : t('download.subject', { count: wish.tasks.length, formatted: formatCount(wish.tasks.length) })
  const facts = [
    { name: t('download.files'), value: formatCount(sum.fileCount) },
    { name: t('download.fetch'), value: formatBytes(sum.fetchBytes), title: formatExactBytes(sum.fetchBytes) },
    { name: t('download.disk'), value: formatBytes(sum.writeBytes), title: formatExactBytes(sum.writeBytes) },
    {
      name: t('download.free'),
      value: sum.freeBytes === null ? t('download.freeUnknown') : formatBytes(sum.freeBytes),
    },
    { name: t('download.price'), value: formatRoughMoney((sum.fetchBytes / 1e9) * pricePerGigabyteUsd) },
  ]
  return (
    <div>
      <h3 className={classes.subject} title={wish.tasks.map(({ title }) => title).join('\n')}>
        {subject}
      </h3>
      <dl className={classes.facts} aria-busy={!isComplete}>
        {facts.map(({ name, value, title }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd title={title}>{results.length === 0 ? '…' : value}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.status} role="status">
        {isComplete ? existing() : working()}
      </p>
    </div>
  )

  function existing(): string {
    if (sum.existingFiles === 0) return ''
    return t('download.existing', { count: sum.existingFiles, formatted: formatCount(sum.existingFiles) })
  }

  function working(): ReactNode {
    const total = wish.tasks.length
    const progress = { done: formatCount(done), total: formatCount(total) }
    return (
      <>
        <Loader size={12} aria-hidden />{' '}
        {total === 1 ? t('download.forecasting') : t('download.forecastingMany', progress)}
      </>
    )
  }
}
