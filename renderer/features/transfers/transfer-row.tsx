import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconDownload,
  IconPlayerPause,
  IconWifiOff,
} from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppInfo } from '../../../app/contract/app-info.ts'
import type { AppClient } from '../../../app/contract/contract.ts'
import type { Transfer, TransferId, TransferRequest } from '../../../app/contract/transfers.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytesAndPrice } from '../../ui/format-bytes-and-price.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { usePerform } from '../../ui/use-perform.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { CheckDialog } from './check-dialog.tsx'
import { ConflictsDialog } from './conflicts-dialog.tsx'
import { LimitDialog } from './limit-dialog.tsx'
import { limitInForce } from './limit-in-force.ts'
import { NotesDialog } from './notes-dialog.tsx'
import { TransferCommands } from './transfer-commands.tsx'
import { TransferMenu } from './transfer-menu.tsx'
import { wishOf, type DownloadWish } from './download-request.ts'
import { leftToFetch } from './left-to-fetch.ts'
import { fractionOf } from './transfer-progress.ts'
import {
  bytesWords,
  entryWords,
  limitWords,
  paceWords,
  positionWords,
  stateWord,
  toneOf,
  verifiedWords,
} from './transfer-words.ts'
import { useDownloadLimit, usePrice, useTransfers, useTransferStore } from './transfers-context.tsx'
import { useMoving } from './use-moving.ts'
import { useQueuePosition, type QueuePosition } from './use-queue-position.ts'
import classes from './transfers.module.css'

type TransferRowProps = {
  readonly id: TransferId
  readonly app: AppInfo
  /** Asks where else the same download should go. */
  readonly onElsewhere: (wish: DownloadWish) => void
  /** Reads out what the row cannot say where it stood. */
  readonly announce: (text: string) => void
}

/** One transfer: what, where to, how far, how fast, and what can be done. Draws again only when it changes itself. */
export function TransferRow({ id, app, onElsewhere, announce }: TransferRowProps) {
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const store = useTransferStore()
  const transfer = useTransfers(state => state.byId[id])
  const { run, isBusy, problem } = usePerform()
  const { run: runResume, problem: resumeProblem } = usePerform()
  const { move, onKeyDown, problem: moveProblem } = useMoving(id, announce)
  const position = useQueuePosition(id)
  const isPointedAt = useTransfers(state => state.pointedAt.includes(id))
  const ref = useScrolledTo(isPointedAt)
  const [dialog, setDialog] = useState<'cancel' | 'notes' | 'limit' | 'check' | 'conflicts' | null>(null)
  const beginCheck = useCallback((client: AppClient) => client.checkTransfer({ id }), [id])
  const shownProblem = problem ?? resumeProblem ?? moveProblem
  if (!transfer) return null

  const askElsewhere = (request: TransferRequest) => onElsewhere(wishOf(request, transfer.title))
  const canLeave = app.shell === 'electron' && transfer.state === 'done' && transfer.entriesFailed === 0
  const close = () => setDialog(null)
  const act = (command: () => Promise<Transfer>) => {
    close()
    run(() => command().then(store.accept))
  }
  return (
    <li
      ref={ref}
      className={classes.row}
      data-pointed={isPointedAt}
      aria-label={transfer.title}
      data-transfer={id}
      onKeyDown={onKeyDown}
      draggable={canLeave}
      title={canLeave ? t('dragOut') : undefined}
      onDragStart={event => {
        event.preventDefault() // the system drags from here on
        run(() => api.dragTransfer({ id }))
      }}
    >
      <div className={classes.head}>
        <StatusBadge tone={toneOf(transfer)} label={stateWord(t, transfer)} icon={<StateIcon transfer={transfer} />} />
        <span className={classes.title}>{transfer.title}</span>
        <span className={classes.destination} title={transfer.destination}>
          {transfer.destination}
        </span>
        <div className={classes.commands}>
          <TransferCommands
            transfer={transfer}
            can={app}
            run={run}
            runResume={runResume}
            onAskCancel={() => setDialog('cancel')}
            onShowNotes={() => setDialog('notes')}
            onVerify={() => setDialog('check')}
          />
          {position && (
            <TransferMenu
              title={transfer.title}
              position={position}
              onMove={move}
              onAskLimit={() => setDialog('limit')}
            />
          )}
        </div>
      </div>
      <ProgressBar
        fraction={fractionOf(transfer)}
        label={t('progressOf', { title: transfer.title })}
        tone={toneOf(transfer)}
      />
      <TransferFacts transfer={transfer} position={position} app={app} />
      {transfer.failure && transfer.state !== 'done' && (
        <FailureNotice
          problem={transfer.failure}
          isBusy={isBusy}
          remedies={{
            retry: () => act(() => api.retryTransfer({ id })),
            'decide-conflicts': () => setDialog('conflicts'),
            'choose-folder': () => run(() => api.getTransferRequest({ id }).then(askElsewhere)),
          }}
        />
      )}
      {shownProblem && <FailureNotice problem={shownProblem} />}
      {dialog === 'notes' && <NotesDialog transfer={transfer} onClose={close} />}
      {dialog === 'conflicts' && <ConflictsDialog transfer={transfer} onClose={close} />}
      {dialog === 'check' && (
        <CheckDialog
          title={transfer.title}
          kind={transfer.kind === 'archive' ? 'zip' : 'folder'}
          begin={beginCheck}
          onClose={close}
        />
      )}
      {dialog === 'limit' && (
        <LimitDialog
          transfer={transfer}
          onClose={close}
          onLimit={bytesPerSecond => act(() => api.setTransferLimit({ id, bytesPerSecond }))}
        />
      )}
      {dialog === 'cancel' && (
        <CancelDialog
          transfer={transfer}
          onKeep={close}
          onPause={() => act(() => api.pauseTransfer({ id }))}
          onCancel={() => act(() => api.cancelTransfer({ id }))}
        />
      )}
    </li>
  )
}

/** Brings a row into sight as soon as somebody is pointed at it. */
function useScrolledTo(isPointedAt: boolean) {
  const ref = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isPointedAt) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [isPointedAt])
  return ref
}

type TransferFactsProps = {
  readonly transfer: Transfer
  readonly position: QueuePosition | null
  readonly app: AppInfo
}

function TransferFacts({ transfer, position, app }: TransferFactsProps) {
  const { t } = useTranslation('transfers')
  const timeLeft = useTransfers(state => state.timeLeft[transfer.id])
  const limit = useDownloadLimit()
  const price = usePrice()
  const left = leftToFetch(transfer)
  const facts = [
    bytesWords(t, transfer),
    ...entryWords(t, transfer),
    ...verifiedWords(t, transfer),
    ...(transfer.state === 'running' ? paceWords(t, transfer.bytesPerSecond, timeLeft) : []),
    ...(left !== null && price !== null ? [t('stillToFetch', { takes: formatBytesAndPrice(left, price) })] : []),
    ...positionWords(t, position),
    ...limitWords(t, limitInForce(transfer, limit)),
    ...(transfer.state === 'done' && !app.canReveal ? [t('savedOn', { host: app.hostName })] : []),
  ]
  return <p className={classes.facts}>{facts.join(' · ')}</p>
}

function StateIcon({ transfer }: { readonly transfer: Transfer }) {
  switch (transfer.state) {
    case 'done':
      return transfer.entriesFailed > 0 ? <IconAlertTriangle size={14} /> : <IconCircleCheck size={14} />
    case 'failed':
      return <IconAlertTriangle size={14} />
    case 'cancelled':
      return <IconCircleX size={14} />
    case 'paused':
      return <IconPlayerPause size={14} />
    case 'waiting':
      return <IconWifiOff size={14} />
    case 'queued':
      return <IconClock size={14} />
    case 'reading-index':
    case 'running':
    case 'verifying':
      return <IconDownload size={14} />
  }
}
