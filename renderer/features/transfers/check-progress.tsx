import { Button, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Check } from '../../../app/contract/checks.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import classes from './check.module.css'

type CheckProgressProps = { readonly check: Check; readonly onStop: () => void }

/** How far a comparison is. It reads as fast as the disk goes, so bytes tell more than files. */
export function CheckProgress({ check, onStop }: CheckProgressProps) {
  const { t } = useTranslation('transfers')
  const { checkedBytes, totalBytes, checkedFiles, totalFiles } = check
  const fraction = totalBytes === null || totalBytes === 0 ? null : checkedBytes / totalBytes
  return (
    <Stack gap="sm">
      <p className={classes.path}>{t('check.where', { path: check.path })}</p>
      <ProgressBar fraction={fraction} label={t('check.progress')} />
      <p className={classes.facts}>{amounts()}</p>
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onStop}>
          {t('check.stop')}
        </Button>
      </Group>
    </Stack>
  )

  function amounts(): string {
    if (check.state === 'queued') return t('check.queued')
    if (totalFiles === null || totalBytes === null) return t('check.reading')
    return t(`check.running.${check.kind}`, {
      files: formatCount(checkedFiles),
      totalFiles: formatCount(totalFiles),
      bytes: formatBytes(checkedBytes),
      totalBytes: formatBytes(totalBytes),
    })
  }
}
