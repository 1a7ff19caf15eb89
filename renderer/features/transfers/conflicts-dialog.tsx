import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { conflictAnswerSchema, type Conflict, type ConflictAnswer } from '../../../app/contract/conflicts.ts'
import type { Transfer } from '../../../app/contract/transfers.ts'
import { printable } from '../../../app/domain/printable.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytesAndPrice } from '../../ui/format-bytes-and-price.ts'
import { formatCount } from '../../ui/format-count.ts'
import { usePagedRows, usePagedSummary } from '../../ui/use-paged-rows.ts'
import { usePerform } from '../../ui/use-perform.ts'
import type { RowColumn } from '../../ui/virtual-row.tsx'
import { VirtualRows } from '../../ui/virtual-rows.tsx'
import classes from './check.module.css'
import { FileFacts } from './file-facts.tsx'
import { heightOf } from './table-height.ts'
import { usePrice, useTransferStore } from './transfers-context.tsx'

const keyOf = ({ path }: Conflict) => path

type ConflictsDialogProps = { readonly transfer: Transfer; readonly onClose: () => void }

/** The one question about all files in the way of a transfer. Nothing happens to them before it is answered. */
export function ConflictsDialog({ transfer, onClose }: ConflictsDialogProps) {
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const store = useTransferStore()
  const { run, isBusy, problem } = usePerform()
  const [answer, setAnswer] = useState<ConflictAnswer>('skip-identical')
  const [sizeBytes, setSizeBytes] = useState<number | null>(null)
  const price = usePrice()
  const decide = () =>
    run(async () => {
      store.accept(await api.decideConflicts({ id: transfer.id, conflicts: answer }))
      onClose()
    })
  return (
    <Dialog
      size="xl"
      onClose={onClose}
      title={t('conflicts.title', { title: transfer.title })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="sm">
        <ConflictsTable transfer={transfer} onSize={setSizeBytes} />
        <Radio.Group
          label={t('conflicts.answer')}
          value={answer}
          onChange={value => setAnswer(conflictAnswerSchema.parse(value))}
        >
          <Stack gap={6} mt={6}>
            {conflictAnswerSchema.options.map(option => (
              <Radio
                key={option}
                size="xs"
                value={option}
                label={t(`conflicts.answers.${option}`)}
                description={t(`conflicts.help.${option}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {answer !== 'skip-identical' && sizeBytes !== null && price !== null && (
          <Text size="sm">{t('conflicts.takes', { takes: formatBytesAndPrice(sizeBytes, price) })}</Text>
        )}
        {problem && <FailureNotice problem={problem} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('conflicts.later')}
          </Button>
          <Button loading={isBusy} onClick={decide}>
            {t(`conflicts.decide.${answer}`)}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

type ConflictsTableProps = {
  readonly transfer: Transfer
  /** Told what the entries hold together. */
  readonly onSize: (sizeBytes: number) => void
}

function ConflictsTable({ transfer: { id, destination }, onSize }: ConflictsTableProps) {
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const load = useCallback(
    (offset: number, limit: number) =>
      api.listConflicts({ id, offset, limit }).then(({ total, sizeBytes, conflicts }) => {
        onSize(sizeBytes)
        return { total, rows: conflicts }
      }),
    [api, id, onSize],
  )
  const rows = usePagedRows(id, load)
  const { total, problem } = usePagedSummary(rows)
  const columns = useMemo(
    (): readonly RowColumn<Conflict>[] => [
      {
        ...{ id: 'path', title: t('conflicts.column.path'), width: 'minmax(160px, 1fr)' },
        cell: ({ localPath }) => <span title={printable(localPath)}>{printable(localPath)}</span>,
      },
      {
        ...{ id: 'local', title: t('conflicts.column.local'), width: 'minmax(150px, 0.8fr)' },
        cell: ({ local }) => <FileFacts facts={local} absent={t('conflicts.gone')} />,
      },
      {
        ...{ id: 'archived', title: t('conflicts.column.archived'), width: 'minmax(150px, 0.8fr)' },
        cell: ({ archived }) => <FileFacts facts={archived} absent="" />,
      },
    ],
    [t],
  )
  return (
    <>
      {total !== null && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {t('conflicts.about', { count: total, formatted: formatCount(total), folder: destination })}
        </Text>
      )}
      {problem && <FailureNotice problem={problem} remedies={{ retry: rows.reload }} />}
      <div className={classes.conflicts} style={{ height: heightOf(total) }}>
        <VirtualRows label={t('conflicts.table')} rows={rows} columns={columns} keyOf={keyOf} minWidth={520} />
      </div>
    </>
  )
}
