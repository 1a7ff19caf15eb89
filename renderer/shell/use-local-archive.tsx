import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalArchive, Selection } from '../../app/contract/outputs.ts'
import { useBridge } from '../bridge/bridge-context.tsx'
import { useSettings } from '../features/settings/settings-context.tsx'
import { useTaskView } from '../features/tasks/task-view-context.tsx'
import type { DownloadWish } from '../features/transfers/download-request.ts'
import { perform } from '../ui/perform.ts'
import { everyFile } from './downloads.tsx'
import { LocalArchivePane } from './local-archive-pane.tsx'
import { OpenArchiveDialog } from './open-archive-dialog.tsx'
import { say } from './say.ts'

export type LocalArchives = {
  /** Asks for an archive with the system's dialog or, without one, with ours. */
  readonly ask: () => void
  readonly open: (path: string) => void
  /** Asks where to, for what is ticked of the archive that is open, or all of it. False while none is open. */
  readonly extract: (folder?: string) => boolean
  /** The archive that is open, in the place of the tasks; null while none is. */
  readonly pane: ReactNode
  /** While a path is asked for. */
  readonly dialog: ReactNode
}

/** Archives on the computer that keeps the downloads: chosen, dropped, looked into, and left again. */
export function useLocalArchive(onExtract: (wish: DownloadWish) => void, onSaving: () => void): LocalArchives {
  const { api } = useBridge()
  const { t } = useTranslation('shell')
  const { app } = useSettings()
  const [archive, setArchive] = useState<LocalArchive | null>(null)
  const [isAsking, setAsking] = useState(false)
  const ticked = useRef<Selection>(everyFile)
  const returnTo = useRef<Element | null>(null)
  useLeaving(archive, () => setArchive(null))

  const show = (opened: LocalArchive) => {
    returnTo.current ??= document.activeElement
    setArchive(opened)
    setAsking(false)
  }
  const close = () => {
    setArchive(null)
    if (returnTo.current instanceof HTMLElement) returnTo.current.focus()
    returnTo.current = null
  }
  const failed = t('localArchive.failed')
  const open = (path: string) =>
    perform(api.openLocalArchive({ path }).then(show), failed, problem => say(problem.message, true))
  const chooseNatively = async () => {
    const { path } = await api.chooseArchive({})
    if (path !== null) show(await api.openLocalArchive({ path }))
  }
  const ask = () => {
    if (app?.canChooseFolderNatively === true) perform(chooseNatively(), failed, problem => say(problem.message, true))
    else setAsking(true)
  }
  const extract = (folder?: string) => {
    if (archive) onExtract({ ...wishOf(archive), selection: ticked.current, folder })
    return archive !== null
  }
  return {
    ask,
    open,
    extract,
    pane: archive && (
      <LocalArchivePane
        key={archive.path}
        archive={archive}
        tickedRef={ticked}
        onSaving={onSaving}
        onExtract={selection => onExtract({ ...wishOf(archive), selection })}
        onClose={close}
      />
    ),
    dialog: isAsking && (
      <OpenArchiveDialog hostName={app?.hostName ?? ''} onOpened={show} onClose={() => setAsking(false)} />
    ),
  }
}

function wishOf({ taskId, fileName }: LocalArchive): Omit<DownloadWish, 'selection'> {
  return { task: { id: taskId, title: fileName }, archive: 'output', kind: 'files', isLocal: true }
}

/** What is chosen elsewhere, a task by a notice or a list in the sidebar, is not to stay hidden behind an archive. */
function useLeaving(archive: LocalArchive | null, leave: () => void): void {
  const view = useTaskView()
  const latest = useRef(leave)
  useEffect(() => {
    latest.current = leave
  })
  useEffect(() => {
    if (!archive) return undefined
    const { openId, query } = view.getState()
    return view.subscribe(state => {
      const isTaskOpened = state.openId !== openId && state.openId !== null
      if (isTaskOpened || state.query !== query) latest.current()
    })
  }, [archive, view])
}
