import { Button, Menu } from '@mantine/core'
import { IconArrowLeft, IconDownload, IconPlayerStop, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../../app/contract/tasks.ts'
import { printable } from '../../../app/domain/printable.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { formatBytesAndPrice } from '../../ui/format-bytes-and-price.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import classes from './task-detail.module.css'
import { TaskStatus } from './task-status.tsx'
import { useTaskView } from './task-view-context.tsx'

/** What of a task the person wants to have. */
export type DownloadWish = {
  readonly task: Task
  readonly archive: 'output' | 'input'
  readonly kind: 'files' | 'archive'
}

type TaskHeaderProps = {
  readonly task: Task
  /** The task fills the window: it is left by going back, not by closing a panel. */
  readonly isAlone: boolean
  /** Null while the settings are not known. */
  readonly pricePerGigabyteUsd: number | null
  readonly onDownload: (wish: DownloadWish) => void
}

/** Which task this is, how it stands, and what can be done with it. */
export function TaskHeader({ task, isAlone, pricePerGigabyteUsd, onDownload }: TaskHeaderProps) {
  const { t } = useTranslation('tasks')
  const view = useTaskView()
  return (
    <header className={classes.header}>
      <div className={classes.titleLine}>
        {isAlone && (
          <IconButton label={t('detail.back')} onClick={() => view.closeTask()}>
            <IconArrowLeft size={18} />
          </IconButton>
        )}
        <h2 title={printable(task.simulator)}>{printable(task.simulator)}</h2>
        <TaskStatus task={task} />
        {!isAlone && (
          <span className={classes.close}>
            <IconButton label={t('detail.close')} onClick={() => view.closeTask()}>
              <IconX size={18} />
            </IconButton>
          </span>
        )}
      </div>
      <div className={classes.idLine}>
        <span>{printable(task.project)}</span>
        <span aria-hidden>·</span>
        <code>{task.id}</code>
        <CopyButton text={task.id} what={t('detail.copyId')} />
        <span className={classes.actions}>
          <DownloadMenu task={task} pricePerGigabyteUsd={pricePerGigabyteUsd} onDownload={onDownload} />
          {!task.isTerminated && (
            <Button
              variant="default"
              leftSection={<IconPlayerStop size={14} />}
              onClick={() => view.askToKill([task.id])}
            >
              {t('detail.kill')}
            </Button>
          )}
        </span>
      </div>
    </header>
  )
}

function DownloadMenu({ task, pricePerGigabyteUsd, onDownload }: Omit<TaskHeaderProps, 'isAlone'>) {
  const { t } = useTranslation('tasks')
  const wish = (archive: DownloadWish['archive'], kind: DownloadWish['kind']) => () =>
    onDownload({ task, archive, kind })
  const { outputZippedBytes: bytes } = task
  const takes =
    bytes === null || pricePerGigabyteUsd === null
      ? t('detail.priceLater')
      : formatBytesAndPrice(bytes, pricePerGigabyteUsd)
  const note = (text: string) => <span className={classes.takes}>{text}</span>
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={14} />}>
          {t('detail.download')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item rightSection={note(takes)} onClick={wish('output', 'files')}>
          {t('detail.downloadFiles')}
        </Menu.Item>
        <Menu.Item rightSection={note(takes)} onClick={wish('output', 'archive')}>
          {t('detail.downloadArchive')}
        </Menu.Item>
        <Menu.Item rightSection={note(t('detail.priceLater'))} onClick={wish('input', 'files')}>
          {t('detail.downloadInputs')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
