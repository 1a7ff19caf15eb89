import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useBridge } from '../bridge/bridge-context.tsx'
import { detailTabs, type TaskView } from '../features/tasks/task-view.ts'
import { useTaskView } from '../features/tasks/task-view-context.tsx'
import { perform } from '../ui/perform.ts'
import { focusNextRegion } from './regions.ts'
import type { Command } from './shortcuts.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useSingleKeys } from './use-single-keys.ts'

type Reach = {
  readonly searchRef: RefObject<HTMLInputElement | null>
  readonly toggleTransfers: () => void
  readonly openDialog: (dialog: 'settings' | 'help' | 'ledger') => void
}

/**
 * The shortcuts of the window: see `HelpDialog` for what people read about them. Answers a function that carries out a
 * command as its key would.
 */
export function useWorkspaceShortcuts({
  searchRef,
  toggleTransfers,
  openDialog,
}: Reach): (command: Command) => boolean {
  const { api } = useBridge()
  const { t } = useTranslation('ui')
  const view = useTaskView()
  const [isSingleKeys] = useSingleKeys()
  // A refresh that fails shows in the freshness line, which hears of it from the core.
  const refresh = () => perform(api.refreshTasks({}), t('unexpected'), () => undefined)

  const act = (command: Command): boolean => {
    switch (command.name) {
      case 'search':
        searchRef.current?.focus()
        searchRef.current?.select()
        return searchRef.current !== null
      case 'refresh':
        refresh()
        return true
      case 'kill':
        return askToKill(view)
      case 'transfers':
        toggleTransfers()
        return true
      case 'settings':
      case 'help':
      case 'ledger':
        openDialog(command.name)
        return true
      case 'region':
        focusNextRegion(command.step)
        return true
      case 'tab':
        return showTab(view, command.index)
      case 'escape':
        return stepBack(view)
    }
  }
  useShortcuts(isSingleKeys, act)
  return act
}

function askToKill(view: TaskView): boolean {
  const { selected, openId } = view.getState()
  const ids = selected.size > 0 ? [...selected] : openId === null ? [] : [openId]
  if (ids.length > 0) view.askToKill(ids)
  return ids.length > 0
}

function showTab(view: TaskView, index: number): boolean {
  const tab = detailTabs[index]
  if (tab === undefined || view.getState().openId === null) return false
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
