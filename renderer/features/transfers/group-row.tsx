import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { SharedCommand } from '../../../app/contract/transfer-queue.ts'
import type { TransferGroupId, TransferId } from '../../../app/contract/transfers.ts'
import { printable } from '../../../app/domain/printable.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytesAndPrice } from '../../ui/format-bytes-and-price.ts'
import { formatCount } from '../../ui/format-count.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { useFocusWhenGone } from '../../ui/use-focus-when-gone.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { GroupCommands } from './group-commands.tsx'
import { sumGroup, type GroupTotals } from './group-progress.ts'
import type { QueuePosition, QueueRow } from './queue-line.ts'
import { StateIcon } from './state-icon.tsx'
import { TransferMenu } from './transfer-menu.tsx'
import { TransferRow, type RowProps } from './transfer-row.tsx'
import { bytesWords, groupWords, paceWords, positionWords, stateWord, toneOf } from './transfer-words.ts'
import { usePrice, useTransfers, useTransferStore } from './transfers-context.tsx'
import { useQueueRow } from './use-queue-row.ts'
import classes from './transfers.module.css'

type GroupRowProps = RowProps & { readonly groupId: TransferGroupId; readonly ids: readonly TransferId[] }

/** Transfers that were asked for together: what they amount to, and each of them once it is opened. */
export function GroupRow({ groupId, ids, app, onElsewhere, announce }: GroupRowProps) {
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const store = useTransferStore()
  const transfers = useTransfers(useShallow(({ byId }) => ids.flatMap(id => byId[id] ?? [])))
  const totals = useMemo(() => sumGroup(transfers), [transfers])
  const group = transfers[0]?.group
  const isPointedAt = useTransfers(({ pointedAt }) => ids.some(id => pointedAt.includes(id)))
  const [isToggled, setToggled] = useState<boolean | null>(null)
  const isOpen = isToggled ?? isPointedAt
  const { run, problem } = usePerform()
  const [isAsking, setAsking] = useState(false)
  const listId = useId()
  const ref = useRef<HTMLLIElement>(null)
  const expectGone = useFocusWhenGone(ref)
  const folder = printable(group?.folder ?? '')
  const title = groupWords(t, totals.total, group?.globs ?? [])
  const row = useMemo((): QueueRow => ({ ids, within: null }), [ids])
  const { move, onKeyDown, problem: moveProblem, position, reordering } = useQueueRow({ row, title, announce })
  const shownProblem = problem ?? moveProblem
  const tell = (command: SharedCommand) => {
    setAsking(false)
    run(async () => {
      const { transfers: told } = await api.tellTransfers({ ids: [...ids], command })
      for (const transfer of told) store.accept(transfer)
    })
  }
  return (
    <li ref={ref} className={classes.row} aria-label={title} data-group={groupId} onKeyDown={onKeyDown} {...reordering}>
      <div className={classes.head}>
        <button
          type="button"
          className={classes.disclosure}
          aria-expanded={isOpen}
          aria-controls={listId}
          onClick={() => setToggled(!isOpen)}
        >
          {isOpen ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
          <span className={classes.title}>{title}</span>
        </button>
        <StatusBadge tone={toneOf(totals)} label={stateWord(t, totals)} icon={<StateIcon {...totals} />} />
        <span className={classes.destination} title={folder}>
          {folder}
        </span>
        <div className={classes.commands}>
          <GroupCommands
            title={title}
            totals={totals}
            onTell={tell}
            onAskCancel={() => setAsking(true)}
            onRemove={() => {
              expectGone()
              run(() => Promise.all(ids.map(id => api.removeTransfer({ id }))))
            }}
          />
          {position && <TransferMenu title={title} position={position} onMove={move} />}
        </div>
      </div>
      <ProgressBar fraction={totals.fraction} label={t('progressOf', { title })} tone={toneOf(totals)} />
      <GroupFacts totals={totals} position={position} />
      {shownProblem && <FailureNotice problem={shownProblem} />}
      <ul id={listId} className={classes.members} aria-label={t('group.members', { title })} hidden={!isOpen}>
        {isOpen &&
          ids.map(id => (
            <TransferRow key={id} id={id} within={groupId} app={app} onElsewhere={onElsewhere} announce={announce} />
          ))}
      </ul>
      {isAsking && (
        <CancelDialog
          lost={{ ...totals.lost, title, destination: group?.folder ?? '', kind: 'files' }}
          canPause={totals.moving > 0}
          onKeep={() => setAsking(false)}
          onPause={() => tell('pause')}
          onCancel={() => tell('cancel')}
        />
      )}
    </li>
  )
}

type GroupFactsProps = { readonly totals: GroupTotals; readonly position: QueuePosition | null }

function GroupFacts({ totals, position }: GroupFactsProps) {
  const { t } = useTranslation('transfers')
  const price = usePrice()
  const { total, done, attention, leftBytes, bytesPerSecond } = totals
  const facts = [
    bytesWords(t, totals),
    t('group.done', { done: formatCount(done), total: formatCount(total) }),
    ...(attention > 0 ? [t('attention', { count: attention, formatted: formatCount(attention) })] : []),
    ...paceWords(t, bytesPerSecond, undefined),
    ...(leftBytes > 0 && price !== null ? [t('stillToFetch', { takes: formatBytesAndPrice(leftBytes, price) })] : []),
    ...positionWords(t, position),
  ]
  return <p className={classes.facts}>{facts.join(' · ')}</p>
}
