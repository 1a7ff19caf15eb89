import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { VisuallyHidden } from '@mantine/core'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppInfo } from '../../../app/contract/app-info.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { problemOf } from '../../ui/problem.ts'
import { AlreadyThere } from './already-there.tsx'
import { Announcement } from './announcement.tsx'
import { AllTransferCommands } from './all-transfer-commands.tsx'
import type { DownloadWish } from './download-request.ts'
import { limitOfAll } from './limit-in-force.ts'
import { GroupRow } from './group-row.tsx'
import { ReorderingProvider } from './reordering.tsx'
import { TransferRow } from './transfer-row.tsx'
import { limitWords, summaryWords } from './transfer-words.ts'
import { useDownloadLimit, useTransfers } from './transfers-context.tsx'
import classes from './transfers.module.css'

type TransfersPanelProps = {
  readonly app: AppInfo
  readonly isOpen: boolean
  readonly onToggle: () => void
  /** Asks where else the same download should go. */
  readonly onElsewhere: (wish: DownloadWish) => void
}

/** The drawer at the bottom of the window: one line when closed, every transfer when open. */
export function TransfersPanel({ app, isOpen, onToggle, onElsewhere }: TransfersPanelProps) {
  const { t } = useTranslation('transfers')
  const totals = useTransfers(state => state.totals)
  const timeLeft = useTransfers(state => state.totalTimeLeft)
  const listId = useId()
  const toggle = useRef<HTMLButtonElement>(null)
  const limit = useDownloadLimit()
  const limits = totals.moving > 0 ? limitWords(t, limitOfAll(limit)) : []
  const summary = [...summaryWords(t, totals, timeLeft), ...limits].join(' · ')
  return (
    <section aria-label={t('panel')} className={classes.panel}>
      <header className={classes.line}>
        <button
          ref={toggle}
          type="button"
          className={classes.toggle}
          data-heading
          aria-expanded={isOpen}
          aria-controls={listId}
          onClick={onToggle}
        >
          {isOpen ? <IconChevronDown size={16} aria-hidden /> : <IconChevronUp size={16} aria-hidden />}
          <span className={classes.panelName}>{t('panel')}</span>
          <span className={classes.summary}>{summary}</span>
        </button>
        {totals.fraction !== null && totals.moving > 0 && (
          <div className={classes.total} aria-hidden>
            <div className={classes.totalFill} style={{ width: `${totals.fraction * 100}%` }} />
          </div>
        )}
        {isOpen && <AllTransferCommands heading={toggle} />}
      </header>
      <Announcement text={announcementOf()} />
      <div id={listId} className={classes.list} hidden={!isOpen}>
        {isOpen && <TransferList app={app} onElsewhere={onElsewhere} />}
      </div>
    </section>
  )

  function announcementOf(): string {
    if (totals.moving === 0 || totals.fraction === null) return summary
    const active = t('active', { count: totals.moving, formatted: String(totals.moving) })
    return t('announceProgress', { percent: Math.floor(totals.fraction * 10) * 10, active })
  }
}

function TransferList({ app, onElsewhere }: Pick<TransfersPanelProps, 'app' | 'onElsewhere'>) {
  const { t } = useTranslation('transfers')
  const items = useTransfers(state => state.items)
  const isKnown = useTransfers(state => state.isKnown)
  const problem = useTransfers(state => state.problem)
  const [announced, announce] = useState('')
  if (problem !== null && !isKnown) return <FailureNotice problem={problemOf(problem, t('listFailed'))} />
  if (!isKnown) return <EmptyState message={t('loading')} />
  if (items.length === 0) return <EmptyState message={t('empty')} />
  const common = { app, onElsewhere, announce }
  return (
    <>
      <VisuallyHidden role="status">{announced}</VisuallyHidden>
      <AlreadyThere />
      <ReorderingProvider>
        <ul className={classes.rows}>
          {items.map(({ groupId, ids }) =>
            groupId === null ? (
              <TransferRow key={ids[0]} {...common} id={ids[0]} within={null} />
            ) : (
              <GroupRow key={groupId} {...common} groupId={groupId} ids={ids} />
            ),
          )}
        </ul>
      </ReorderingProvider>
    </>
  )
}
