import { Modal, Tabs } from '@mantine/core'
import { IconReceipt2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Ledger } from '../../../app/contract/ledger.ts'
import type { TaskId } from '../../../app/contract/tasks.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { problemOf } from '../../ui/problem.ts'
import { LedgerExport } from './ledger-export.tsx'
import { LedgerMonths } from './ledger-months.tsx'
import { LedgerPrice } from './ledger-price.tsx'
import { LedgerSummary } from './ledger-summary.tsx'
import { LedgerTasks } from './ledger-tasks.tsx'
import { useLedger } from './use-ledger.ts'
import { WhatCounts } from './what-counts.tsx'
import classes from './ledger.module.css'

type LedgerDialogProps = {
  /** Null while the settings are not known. */
  readonly pricePerGigabyteUsd: number | null
  /** Where files land, where that is not the computer of the window; null where it is. */
  readonly hostName: string | null
  readonly onChangePrice: () => void
  readonly onOpenTask: (id: TaskId) => void
}

/** What was fetched and what was not, in bytes and in money: this month, ever, by month and by task. */
export function LedgerDialog(props: LedgerDialogProps & { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { isOpen, onClose, ...content } = props
  const { t } = useTranslation('ledger')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size={820}
      title={t('title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <LedgerContent {...content} />
    </Modal>
  )
}

function LedgerContent(props: LedgerDialogProps) {
  const { t } = useTranslation('ledger')
  const { t: tUi } = useTranslation('ui')
  const { ledger, error, reload, revision } = useLedger()
  if (ledger === null && error !== null) {
    return <FailureNotice problem={problemOf(error, tUi('unexpected'))} remedies={{ retry: reload }} />
  }
  if (ledger === null) return <EmptyState message={t('loading')} />
  if (isEmpty(ledger)) {
    return (
      <div className={classes.content}>
        <EmptyState icon={<IconReceipt2 size={32} />} message={t('empty')} />
        <LedgerPrice {...props} />
        <WhatCounts />
      </div>
    )
  }
  return (
    <div className={classes.content}>
      <LedgerSummary ledger={ledger} />
      <LedgerPrice {...props} />
      <Tabs defaultValue="months" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="months">{t('tabs.months')}</Tabs.Tab>
          <Tabs.Tab value="tasks">{t('tabs.tasks')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="months">
          <LedgerMonths months={ledger.months} />
        </Tabs.Panel>
        <Tabs.Panel value="tasks">
          <LedgerTasks months={ledger.months} revision={revision} onOpenTask={props.onOpenTask} />
        </Tabs.Panel>
      </Tabs>
      <WhatCounts />
      <LedgerExport hostName={props.hostName} />
    </div>
  )
}

function isEmpty({ ever }: Ledger): boolean {
  return ever.fetchedBytes === 0 && ever.avoidedBytes === 0
}
