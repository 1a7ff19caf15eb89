import { Button, Group } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer, TransferNote } from '../../../app/contract/transfers.ts'
import { printable } from '../../../app/domain/printable.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { usePagedRows, usePagedSummary } from '../../ui/use-paged-rows.ts'
import type { RowColumn } from '../../ui/virtual-row.tsx'
import { VirtualRows } from '../../ui/virtual-rows.tsx'
import classes from './transfers.module.css'

const keyOf = ({ kind, path }: TransferNote) => `${kind} ${path}`

type NotesDialogProps = { readonly transfer: Transfer; readonly onClose: () => void }

/** The report of a transfer: what is missing, what was renamed or refused, what was there already. */
export function NotesDialog({ transfer, onClose }: NotesDialogProps) {
  const { t } = useTranslation('transfers')
  return (
    <Dialog
      size="xl"
      onClose={onClose}
      title={t('notesDialog.title', { title: transfer.title })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <NotesTable transfer={transfer} />
      <Group justify="flex-end" mt="sm">
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
      </Group>
    </Dialog>
  )
}

function NotesTable({ transfer }: { readonly transfer: Transfer }) {
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const load = useCallback(
    (offset: number, limit: number) =>
      api.listTransferNotes({ id: transfer.id, offset, limit }).then(({ total, notes }) => ({ total, rows: notes })),
    [api, transfer.id],
  )
  const rows = usePagedRows(transfer.id, load)
  const { total, problem } = usePagedSummary(rows)
  const isClean = transfer.state === 'done' && transfer.entriesFailed === 0
  const columns = useMemo(
    (): readonly RowColumn<TransferNote>[] => [
      { id: 'kind', title: t('notesDialog.what'), width: '100px', cell: ({ kind }) => t(`notesDialog.kind.${kind}`) },
      {
        id: 'path',
        title: t('notesDialog.path'),
        width: 'minmax(160px, 1fr)',
        cell: ({ path }) => <span title={printable(path)}>{printable(path)}</span>,
      },
      {
        id: 'message',
        title: t('notesDialog.why'),
        width: 'minmax(160px, 1.4fr)',
        cell: note => <NoteMessage note={note} />,
      },
    ],
    [t],
  )
  return (
    <div className={classes.notes} data-empty={total === 0}>
      {problem && <FailureNotice problem={problem} remedies={{ retry: rows.reload }} />}
      {total === 0 ? (
        <EmptyState message={t(isClean ? 'notesDialog.empty' : 'notesDialog.emptySoFar')} />
      ) : (
        <VirtualRows label={t('notesDialog.table')} rows={rows} columns={columns} keyOf={keyOf} minWidth={560} />
      )}
    </div>
  )
}

function NoteMessage({ note }: { readonly note: TransferNote }) {
  const { t } = useTranslation('transfers')
  const savedAs = note.localPath === null ? '' : t('notesDialog.savedAs', { path: note.localPath })
  const text = [note.message, note.kind === 'renamed' ? savedAs : ''].filter(part => part !== '').join(' · ')
  return <span title={text}>{text}</span>
}
