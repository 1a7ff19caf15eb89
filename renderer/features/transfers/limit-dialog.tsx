import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '../../../app/contract/transfers.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SpeedInput } from '../../ui/speed-input.tsx'

type LimitDialogProps = {
  readonly transfer: Transfer
  readonly onClose: () => void
  readonly onLimit: (bytesPerSecond: number | null) => void
}

/** Asks how fast one transfer may be. */
export function LimitDialog({ transfer, onClose, onLimit }: LimitDialogProps) {
  const { t } = useTranslation('transfers')
  const { limitBytesPerSecond } = transfer
  const [speed, setSpeed] = useState<number | null | undefined>(limitBytesPerSecond)
  return (
    <Dialog onClose={onClose} title={t('limit.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={event => {
          event.preventDefault()
          if (speed !== undefined) onLimit(speed)
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{transfer.title}</Text>
          <SpeedInput
            label={t('limit.speed')}
            description={t('limit.explanation')}
            kept={limitBytesPerSecond}
            onChange={setSpeed}
            isFocused
          />
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" onClick={onClose}>
              {t('limit.cancel')}
            </Button>
            <Button type="submit" disabled={speed === undefined || speed === limitBytesPerSecond}>
              {speed === null ? t('limit.lift') : t('limit.set')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
