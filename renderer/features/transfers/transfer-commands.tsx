import {
  IconExternalLink,
  IconFolderOpen,
  IconListDetails,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconShieldCheck,
  IconTrash,
  IconX,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppInfo } from '../../../app/contract/app-info.ts'
import type { Transfer } from '../../../app/contract/transfers.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { isEnded, isMoving, losesData } from './transfer-progress.ts'
import { useTransferStore } from './transfers-context.tsx'

type Can = Pick<AppInfo, 'canOpen' | 'canReveal'>

type TransferCommandsProps = {
  readonly transfer: Transfer
  readonly can: Can
  readonly run: (command: () => Promise<unknown>) => void
  /** Apart from `run`: a transfer may be told to go on while it is still stopping. */
  readonly runResume: (command: () => Promise<unknown>) => void
  /** Cancelling would throw data away: ask first. */
  readonly onAskCancel: () => void
  readonly onShowNotes: () => void
  readonly onVerify: () => void
  readonly onRemove: () => void
}

/** The buttons of one transfer: those that make sense as it stands. */
export function TransferCommands(props: TransferCommandsProps) {
  const { transfer, can, run, runResume, onAskCancel, onShowNotes, onVerify, onRemove } = props
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const store = useTransferStore()
  const { id, state, title } = transfer
  // Never disabled while a command is under way, and one button for pausing and resuming: whoever uses the keyboard stays
  // where they are. A second command meanwhile is ignored.
  const button = (name: CommandName, icon: ReactNode, onClick: () => void) => (
    <IconButton key={name === 'resume' ? 'pause' : name} label={t(name, { title })} onClick={onClick}>
      {icon}
    </IconButton>
  )
  const command = (name: CommandName, icon: ReactNode, call: () => Promise<Transfer>) =>
    button(name, icon, () => (name === 'resume' ? runResume : run)(() => call().then(store.accept)))

  const commands: Readonly<Record<CommandName, () => ReactNode>> = {
    open: () => button('open', <IconExternalLink size={16} aria-hidden />, () => run(() => api.openTransfer({ id }))),
    reveal: () =>
      button('reveal', <IconFolderOpen size={16} aria-hidden />, () => run(() => api.revealTransfer({ id }))),
    notes: () => button('notes', <IconListDetails size={16} aria-hidden />, onShowNotes),
    verify: () => button('verify', <IconShieldCheck size={16} aria-hidden />, onVerify),
    retry: () => command('retry', <IconRefresh size={16} aria-hidden />, () => api.retryTransfer({ id })),
    pause: () => command('pause', <IconPlayerPause size={16} aria-hidden />, () => api.pauseTransfer({ id })),
    resume: () => command('resume', <IconPlayerPlay size={16} aria-hidden />, () => api.resumeTransfer({ id })),
    cancel: () =>
      losesData(transfer)
        ? button('cancel', <IconX size={16} aria-hidden />, onAskCancel)
        : command('cancel', <IconX size={16} aria-hidden />, () => api.cancelTransfer({ id })),
    remove: () => button('remove', <IconTrash size={16} aria-hidden />, onRemove),
  }
  return <>{commandsFor(transfer, state, can).map(name => commands[name]())}</>
}

type CommandName = 'open' | 'reveal' | 'notes' | 'verify' | 'retry' | 'pause' | 'resume' | 'cancel' | 'remove'

/** Which commands a transfer offers, in the order of their buttons. */
function commandsFor(transfer: Transfer, state: Transfer['state'], can: Can): readonly CommandName[] {
  const isDone = state === 'done'
  const isOfferedBelow = transfer.failure?.remedy === 'retry' // beside the reason, where it is larger
  const canRetry =
    (state === 'failed' && !isOfferedBelow) || state === 'cancelled' || (isDone && transfer.entriesFailed > 0)
  const offered: Readonly<Record<CommandName, boolean>> = {
    open: isDone && can.canOpen,
    reveal: isDone && can.canReveal,
    notes: isEnded(transfer),
    verify: isDone,
    retry: canRetry,
    pause: isMoving(transfer),
    resume: state === 'paused',
    cancel: isMoving(transfer) || state === 'paused',
    remove: isEnded(transfer),
  }
  return (Object.keys(offered) as CommandName[]).filter(name => offered[name])
}
