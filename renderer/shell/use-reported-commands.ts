import { useEffect } from 'react'
import type { CommandName } from '../../app/contract/commands.ts'
import { useBridge } from '../bridge/bridge-context.tsx'
import { useSettings } from '../features/settings/settings-context.tsx'
import { useTaskView } from '../features/tasks/task-view-context.tsx'
import { useTransferStore } from '../features/transfers/transfers-context.tsx'
import { availableCommands } from './available-commands.ts'
import { focusedTransfers } from './focused-transfer.ts'
import { isInOverlay } from './use-shortcuts.ts'

/** What may move the focus: some browsers say nothing when what had it is taken away. */
const hints = ['focusin', 'focusout', 'keyup', 'pointerup'] as const

/** Tells the application menu, where there is one, which commands would do something. */
export function useReportedCommands(): void {
  const { api } = useBridge()
  const { app } = useSettings()
  const view = useTaskView()
  const transfers = useTransferStore()
  const hasMenu = app?.shell === 'electron'

  useEffect(() => {
    if (!hasMenu) return undefined
    let reported = ''
    let timer: number | undefined
    // A report that does not arrive leaves the menu as it was; its commands look for themselves what there is to do.
    const report = (available: readonly CommandName[]) =>
      void api.reportCommands({ available: [...available] }).catch(() => undefined)
    const look = () => {
      timer = undefined
      const { openId, selected } = view.getState()
      const available = availableCommands({
        isCovered: isInOverlay(document.activeElement),
        isTaskOpen: openId !== null,
        selectedTasks: selected.size,
        isTransferFocused: focusedTransfers(transfers).length > 0,
      })
      if (reported === available.join()) return
      reported = available.join()
      report(available)
    }
    const lookSoon = () => {
      timer ??= window.setTimeout(look, 50) // the focus goes from one thing to the next by way of none
    }
    const stops = [view.subscribe(lookSoon), transfers.subscribe(lookSoon)]
    for (const hint of hints) document.addEventListener(hint, lookSoon)
    look()
    return () => {
      window.clearTimeout(timer)
      for (const stop of stops) stop()
      for (const hint of hints) document.removeEventListener(hint, lookSoon)
      report([])
    }
  }, [hasMenu, api, view, transfers])
}
