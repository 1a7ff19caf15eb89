import { useCallback, useEffect, useMemo, useRef, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppInfo } from '../../../app/contract/app-info.ts'
import type { AppClient } from '../../../app/contract/contract.ts'
import type { Transfer, TransferGroupId, TransferId, TransferRequest } from '../../../app/contract/transfers.ts'
import { printable } from '../../../app/domain/printable.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { useFocusWhenGone } from '../../ui/use-focus-when-gone.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { CheckDialog } from './check-dialog.tsx'
import { ConflictsDialog } from './conflicts-dialog.tsx'
import { LimitDialog } from './limit-dialog.tsx'
import { NotesDialog } from './notes-dialog.tsx'
import { TransferCommands } from './transfer-commands.tsx'
import type { QueueRow } from './queue-line.ts'
import { StateIcon } from './state-icon.tsx'
import { TransferFacts } from './transfer-facts.tsx'
import { TransferMenu } from './transfer-menu.tsx'
import { wishOf, type DownloadWish } from './download-request.ts'
import { fractionOf } from './transfer-progress.ts'
import { stateWord, toneOf } from './transfer-words.ts'
import { useTransfers, useTransferStore } from './transfers-context.tsx'
import { useQueueRow } from './use-queue-row.ts'
import classes from './transfers.module.css'

/** What every row of the list gets. */
export type RowProps = {
  readonly app: AppInfo
  /** Asks where else the same download should go. */
  readonly onElsewhere: (wish: DownloadWish) => void
  /** Reads out what the row cannot say where it stood. */
  readonly announce: (text: string) => void
}

type TransferRowProps = RowProps & {
  readonly id: TransferId
  readonly within: TransferGroupId | null // the group whose opened row it stands in
}

/** One transfer: what, where to, how far, how fast, and what can be done. Draws again only when it changes itself. */
export function TransferRow({ id, within, app, onElsewhere, announce }: TransferRowProps) {
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const store = useTransferStore()
  const transfer = useTransfers(state => state.byId[id])
  const { run, isBusy, problem } = usePerform()
  const { run: runResume, problem: resumeProblem } = usePerform()
  const row = useMemo((): QueueRow => ({ ids: [id], within }), [id, within])
  const title = printable(transfer?.title ?? '')
  const { move, onKeyDown, problem: moveProblem, position, reordering } = useQueueRow({ row, title, announce })
  const isPointedAt = useTransfers(state => state.pointedAt.includes(id))
  const ref = useScrolledTo(isPointedAt)
  const expectGone = useFocusWhenGone(ref)
  const [dialog, setDialog] = useState<'cancel' | 'notes' | 'limit' | 'check' | 'conflicts' | null>(null)
  const beginCheck = useCallback((client: AppClient) => client.checkTransfer({ id }), [id])
  const shownProblem = problem ?? resumeProblem ?? moveProblem
  if (!transfer) return null

  const askElsewhere = (request: TransferRequest) => onElsewhere(wishOf(request, transfer.title))
  const canLeave = app.shell === 'electron' && transfer.state === 'done' && transfer.entriesFailed === 0
  const leaving = {
    draggable: true,
    title: t('dragOut'),
    onDragStart(event: DragEvent) {
      event.preventDefault() // the system drags from here on
      event.stopPropagation()
      run(() => api.dragTransfer({ id }))
    },
  }
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
      aria-label={title}
      data-transfer={id}
      onKeyDown={onKeyDown}
      {...(canLeave ? leaving : reordering)}
    >
      <div className={classes.head}>
        <StatusBadge tone={toneOf(transfer)} label={stateWord(t, transfer)} icon={<StateIcon {...transfer} />} />
        <span className={classes.title}>{title}</span>
        <span className={classes.destination} title={printable(transfer.destination)}>
          {printable(transfer.destination)}
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
            onRemove={() => {
              expectGone()
              run(() => api.removeTransfer({ id }))
            }}
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
      <TransferFacts transfer={transfer} position={position} app={app} isMember={within !== null} />
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
          lost={transfer}
          canPause={transfer.state !== 'paused'}
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
