import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Selection } from '../../app/contract/outputs.ts'
import type { Task, TaskId } from '../../app/contract/tasks.ts'
import { useBridge } from '../bridge/bridge-context.tsx'
import { useSettings } from '../features/settings/settings-context.tsx'
import type { FolderBrowserSlot } from '../features/settings/downloads-section.tsx'
import { ManyTasksDialog } from '../features/transfers/many-tasks-dialog.tsx'
import { DownloadDialog } from '../features/transfers/download-dialog.tsx'
import type { DownloadWish } from '../features/transfers/download-request.ts'
import { FolderBrowser } from '../features/transfers/folder-browser.tsx'
import { perform } from '../ui/perform.ts'

type ManyTasksWish = { readonly tasks: readonly Task[]; readonly folder?: string | undefined }

/** What other parts of the window ask to download. */
export type DownloadAsk = Omit<DownloadWish, 'task'> & { readonly task: Task }

export const everyFile: Selection = { include: [''], exclude: [] }

export type Downloads = {
  readonly ask: (ask: DownloadAsk) => void
  /** Everything a task has put out, of a task that may not be in sight. */
  readonly askOfTask: (id: TaskId, folder?: string) => void
  /** The same files of several tasks. */
  readonly askOfMany: (tasks: readonly Task[], folder?: string) => void
  readonly askAgain: (wish: DownloadWish) => void
  /** The dialog while one is asked for. */
  readonly dialog: ReactNode
}

/** Turns wishes from anywhere in the window into a dialog: one for a task, one for several. */
export function useDownloads(onStarted: () => void): Downloads {
  const { api } = useBridge()
  const { t } = useTranslation('ui')
  const { settings, app } = useSettings()
  const [wish, setWish] = useState<DownloadWish | ManyTasksWish | null>(null)
  const close = () => setWish(null)
  const ask = ({ task, ...rest }: DownloadAsk) => setWish({ ...rest, task: { id: task.id, title: titleOf(task) } })
  const askOfTask = (id: TaskId, folder?: string) =>
    perform(
      api
        .getTask({ id })
        .then(({ task }) => ask({ task, archive: 'output', kind: 'files', selection: everyFile, folder })),
      t('unexpected'),
      () => undefined, // the task's own page, which opens beside, says why it cannot be shown
    )
  const askOfMany = (tasks: readonly Task[], folder?: string) => {
    if (tasks.length > 0) setWish({ tasks, folder })
  }
  const common = app &&
    settings.value && {
      app,
      pricePerGigabyteUsd: settings.value.pricePerGigabyteUsd,
      onClose: close,
      onStarted() {
        close()
        onStarted()
      },
    }
  const dialog =
    wish &&
    common &&
    ('task' in wish ? <DownloadDialog {...common} wish={wish} /> : <ManyTasksDialog {...common} {...wish} />)
  return { ask, askOfTask, askOfMany, askAgain: setWish, dialog }
}

export function titleOf({ simulator, project }: Task): string {
  return `${simulator} · ${project}`
}

/** The folder browser of the transfers, where the settings need one. */
export const chooseFolderHere: FolderBrowserSlot = props => <FolderBrowserHere {...props} />

function FolderBrowserHere(props: Parameters<FolderBrowserSlot>[0]) {
  const { app } = useSettings()
  return <FolderBrowser {...props} hostName={app?.hostName ?? ''} />
}
