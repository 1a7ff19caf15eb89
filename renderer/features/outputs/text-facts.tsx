import { Button } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EntryRow } from '../../../app/contract/outputs.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import classes from './text-preview.module.css'
import { readSteps, type EntryText, type ReadingText } from './use-entry-text.ts'

type TextFactsProps = { readonly entry: EntryRow; readonly reading: ReadingText; readonly isLocal: boolean }

/** How much of the file is shown, whether it is proved to be right, and what reading it took. */
export function TextFacts({ entry, reading, isLocal }: TextFactsProps) {
  const { t } = useTranslation('outputs')
  const { content, isReading, canReadMore } = reading
  if (!content) return null
  const isAtEnd = !content.isComplete && !canReadMore
  return (
    <div className={classes.facts}>
      <span>{extentOf(content)}</span>
      {canReadMore && (
        <Button size="compact-xs" variant="default" loading={isReading} onClick={reading.readMore}>
          {t('preview.more')}
        </Button>
      )}
      <Verified content={content} />
      <span>
        {t('preview.lineCount', { count: content.rows.lineCount, formatted: formatCount(content.rows.lineCount) })}
      </span>
      <span>{content.encoding.toUpperCase()}</span>
      <span>
        {t(isLocal ? 'preview.readLocally' : 'preview.fetched', { fetched: formatBytes(content.bytesFetched) })}
      </span>
      {isAtEnd && (
        <span>
          {t(isLocal ? 'preview.atMostLocal' : 'preview.atMost', { most: formatBytes(readSteps.at(-1) ?? 0) })}
        </span>
      )}
    </div>
  )

  function extentOf({ isComplete }: EntryText): string {
    const whole = formatBytes(entry.sizeBytes)
    if (isComplete) return t('preview.whole', { whole })
    const read =
      readSteps.findLast(step => step <= Math.max(content?.rows.text.length ?? 0, readSteps[0])) ?? readSteps[0]
    return t('preview.part', { read: formatBytes(read), whole })
  }
}

function Verified({ content }: { readonly content: EntryText }) {
  const { t } = useTranslation('outputs')
  return content.isVerified ? (
    <StatusBadge
      tone="success"
      label={t('preview.verified')}
      title={t('preview.verifiedTitle')}
      icon={<IconCircleCheck size={14} />}
    />
  ) : (
    <StatusBadge
      tone="neutral"
      label={t('preview.unverified')}
      title={t('preview.unverifiedTitle')}
      icon={<IconCircleDashed size={14} />}
    />
  )
}
