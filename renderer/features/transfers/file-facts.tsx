import { useTranslation } from 'react-i18next'
import { formatBytes, formatExactBytes } from '../../ui/format-bytes.ts'
import { TimeText } from '../../ui/time-text.tsx'

type Facts = { readonly isFolder?: boolean; readonly sizeBytes: number; readonly modifiedAtMs: number | null }
type FileFactsProps = { readonly facts: Facts | null; readonly absent: string }

/** Size and date of one file, or that a folder has its name, to be held against another's. */
export function FileFacts({ facts, absent }: FileFactsProps) {
  const { t } = useTranslation('transfers')
  if (facts === null) return <span>{absent}</span>
  const { isFolder = false, sizeBytes, modifiedAtMs } = facts
  return (
    <span>
      {isFolder ? t('conflicts.folder') : <span title={formatExactBytes(sizeBytes)}>{formatBytes(sizeBytes)}</span>}
      {modifiedAtMs !== null && (
        <>
          {' · '}
          <TimeText timeMs={modifiedAtMs} />
        </>
      )}
    </span>
  )
}
