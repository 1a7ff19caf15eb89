import { useTranslation } from 'react-i18next'
import type { ArchiveSummary } from '../../../app/contract/outputs.ts'
import { formatBytes, formatExactBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import classes from './files-tab.module.css'

/** What it took to list an archive, against what it holds. */
export function ArchiveCost({ archive }: { readonly archive: ArchiveSummary }) {
  const { t } = useTranslation('outputs')
  const counted = (count: number) => ({ count, formatted: formatCount(count) })
  const title = [
    t('folderCount', counted(archive.folderCount)),
    t('unpacked', { size: formatBytes(archive.unpackedBytes) }),
    formatExactBytes(archive.indexBytesFetched),
  ].join(' · ')
  return (
    <p className={classes.cost} title={title}>
      {t(archive.isLocal ? 'costLocal' : archive.isIndexFromCache ? 'costFromCache' : 'cost', {
        fetched: formatBytes(archive.indexBytesFetched),
        whole: formatBytes(archive.archiveBytes),
        files: t('fileCount', counted(archive.fileCount)),
        requests: t('requestCount', counted(archive.indexRequests)),
      })}
      {archive.refusedEntries > 0 && (
        <span className={classes.refused}> · {t('refused', counted(archive.refusedEntries))}</span>
      )}
    </p>
  )
}
