import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '../../../app/contract/transfers.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'

type CancelDialogProps = {
  readonly lost: Pick<Transfer, 'title' | 'fetchedBytes' | 'entriesDone' | 'destination' | 'kind'>
  readonly canPause: boolean
  readonly onKeep: () => void
  readonly onPause: () => void
  readonly onCancel: () => void
}

/** Asks before fetched bytes are thrown away: says what is lost, what stays, and what else could be done. */
export function CancelDialog({ lost, canPause, onKeep, onPause, onCancel }: CancelDialogProps) {
  const { t } = useTranslation('transfers')
  const { title, fetchedBytes, entriesDone, destination, kind } = lost
  const words = { title, fetched: formatBytes(fetchedBytes) }
  return (
    <Dialog onClose={onKeep} title={t('cancelDialog.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack gap="sm">
        <Text size="sm">
          {kind === 'archive' ? t('cancelDialog.losesZip', words) : t('cancelDialog.losesPart', words)}
        </Text>
        {kind === 'files' && entriesDone > 0 && (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {t('cancelDialog.keeps', { count: entriesDone, formatted: formatCount(entriesDone), folder: destination })}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {t('cancelDialog.instead')}
        </Text>
        <Group justify="flex-end" gap="xs" mt="xs">
          <Button variant="default" color="red" onClick={onCancel}>
            {t('cancelDialog.cancel')}
          </Button>
          {canPause && (
            <Button variant="default" onClick={onPause}>
              {t('cancelDialog.pause')}
            </Button>
          )}
          <Button data-autofocus onClick={onKeep}>
            {t('cancelDialog.goOn')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
