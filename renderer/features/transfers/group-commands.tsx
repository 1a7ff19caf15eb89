import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconTrash, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SharedCommand } from '../../../app/contract/transfer-queue.ts'
import { formatCount } from '../../ui/format-count.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import type { GroupTotals } from './group-progress.ts'

type GroupCommandsProps = {
  readonly title: string
  readonly totals: GroupTotals
  readonly onTell: (command: SharedCommand) => void
  /** Cancelling would throw data away: ask first. */
  readonly onAskCancel: () => void
  readonly onRemove: () => void
}

/** The buttons of a group: those that make sense for any of its transfers. */
export function GroupCommands({ title, totals, onTell, onAskCancel, onRemove }: GroupCommandsProps) {
  const { t } = useTranslation('transfers')
  const { moving, paused, attention, isEnded, lost } = totals
  // One button for pausing and resuming: whoever uses the keyboard stays where they are.
  return (
    <>
      {attention > 0 && (
        <IconButton
          label={t('group.retry', { title, count: attention, formatted: formatCount(attention) })}
          onClick={() => onTell('retry')}
        >
          <IconRefresh size={16} aria-hidden />
        </IconButton>
      )}
      {moving > 0 && (
        <IconButton key="pause" label={t('pause', { title })} onClick={() => onTell('pause')}>
          <IconPlayerPause size={16} aria-hidden />
        </IconButton>
      )}
      {paused > 0 && (
        <IconButton
          key={moving > 0 ? 'resume' : 'pause'}
          label={t('resume', { title })}
          onClick={() => onTell('resume')}
        >
          <IconPlayerPlay size={16} aria-hidden />
        </IconButton>
      )}
      {!isEnded && (
        <IconButton label={t('cancel', { title })} onClick={() => (lost.isAny ? onAskCancel() : onTell('cancel'))}>
          <IconX size={16} aria-hidden />
        </IconButton>
      )}
      {isEnded && (
        <IconButton label={t('remove', { title })} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </IconButton>
      )}
    </>
  )
}
