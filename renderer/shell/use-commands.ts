import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandName } from '../../app/contract/commands.ts'
import type { Task, TaskId } from '../../app/contract/tasks.ts'
import { useBridge } from '../bridge/bridge-context.tsx'
import { findTasks } from '../features/tasks/find-tasks.ts'
import type { DetailTab, TaskView } from '../features/tasks/task-view.ts'
import { useTaskView } from '../features/tasks/task-view-context.tsx'
import { perform } from '../ui/perform.ts'
import { useFocusedTransfer } from './focused-transfer.ts'
import { focusNextRegion } from './regions.ts'
import { say } from './say.ts'
import { useReportedCommands } from './use-reported-commands.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useSingleKeys } from './use-single-keys.ts'

type Reach = {
  readonly searchRef: RefObject<HTMLInputElement | null>
  /** Downloads what is ticked of the files in sight; null while there are none in sight. */
  readonly filesRef: RefObject<(() => void) | null>
  readonly toggleTransfers: () => void
  /** Asks for an archive of this disk to look into. */
  readonly openArchive: () => void
  /** Extracts what is ticked of the archive of this disk in sight. False while none is in sight. */
  readonly extract: () => boolean
  readonly openDialog: (dialog: 'settings' | 'help' | 'ledger' | 'notices') => void
  readonly askToDownload: (taskId: TaskId) => void
  readonly askToDownloadMany: (tasks: readonly Task[]) => void
}

/** Answers whether the command did anything. */
type Act = (command: CommandName) => boolean

/** Carries out the commands of the window: by key, and by the function it answers for whoever else asks for one. */
export function useCommands(reach: Reach): Act {
  const { api } = useBridge()
  const { t } = useTranslation('ui')
  const view = useTaskView()
  const toggleFocusedTransfer = useFocusedTransfer()
  const [isSingleKeys] = useSingleKeys()
  const run = (command: Promise<unknown>) => {
    perform(command, t('unexpected'), problem => say(problem.message, true))
    return true
  }
  const acts: Readonly<Record<CommandName, () => boolean>> = {
    search: () => focusSearch(reach.searchRef.current),
    // A refresh that fails shows in the freshness line, which hears of it from the core.
    refresh: () => done(() => perform(api.refreshTasks({}), t('unexpected'), () => undefined)),
    download() {
      if (reach.extract()) return true
      const { selected, openId, query } = view.getState()
      if (selected.size > 0) return run(findTasks(api, selected, query).then(reach.askToDownloadMany))
      return openId !== null && done(reach.filesRef.current ?? (() => reach.askToDownload(openId)))
    },
    openArchive: () => done(reach.openArchive),
    copyTaskId() {
      const { openId } = view.getState()
      return openId !== null && run(navigator.clipboard.writeText(openId))
    },
    kill: () => askToKill(view),
    showOverview: () => showTab(view, 'overview'),
    showFiles: () => showTab(view, 'files'),
    showMetadata: () => showTab(view, 'metadata'),
    transfers: () => done(reach.toggleTransfers),
    pauseTransfer() {
      const toggled = toggleFocusedTransfer()
      return toggled !== null && run(toggled)
    },
    ledger: () => done(() => reach.openDialog('ledger')),
    notices: () => done(() => reach.openDialog('notices')),
    settings: () => done(() => reach.openDialog('settings')),
    help: () => done(() => reach.openDialog('help')),
    nextRegion: () => done(() => focusNextRegion(1)),
    previousRegion: () => done(() => focusNextRegion(-1)),
    stepBack: () => stepBack(view),
  }
  const act: Act = command => acts[command]()
  useShortcuts(isSingleKeys, act)
  useReportedCommands()
  return act
}

function done(act: () => void): true {
  act()
  return true
}

function focusSearch(field: HTMLInputElement | null): boolean {
  field?.focus()
  field?.select()
  return field !== null
}

function askToKill(view: TaskView): boolean {
  const { selected, openId } = view.getState()
  const ids = selected.size > 0 ? [...selected] : openId === null ? [] : [openId]
  if (ids.length > 0) view.askToKill(ids)
  return ids.length > 0
}

function showTab(view: TaskView, tab: DetailTab): boolean {
  if (view.getState().openId === null) return false
  view.showTab(tab)
  return true
}

/** First the selection goes, then the open task. */
function stepBack(view: TaskView): boolean {
  const { selected, openId } = view.getState()
  if (selected.size > 0) view.clearSelection()
  else if (openId !== null) view.closeTask()
  else return false
  return true
}
