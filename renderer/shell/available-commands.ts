import type { CommandName } from '../../app/contract/commands.ts'

export type Situation = {
  /** A dialog or a menu is open: commands would act behind it. */
  readonly isCovered: boolean
  readonly isTaskOpen: boolean
  readonly selectedTasks: number
  /** The focus is on a transfer that can be paused or resumed. */
  readonly isTransferFocused: boolean
}

const always: readonly CommandName[] = [
  ...(['search', 'refresh', 'transfers', 'openArchive', 'ledger', 'notices', 'settings', 'help'] as const),
  ...(['nextRegion', 'previousRegion'] as const),
]
const ofOpenTask: readonly CommandName[] = ['copyTaskId', 'showOverview', 'showFiles', 'showMetadata']
const ofTasks: readonly CommandName[] = ['download', 'kill', 'stepBack']

/** The commands that would do something now. */
export function availableCommands(situation: Situation): readonly CommandName[] {
  const { isCovered, isTaskOpen, selectedTasks, isTransferFocused } = situation
  if (isCovered) return []
  return [
    ...always,
    ...(isTaskOpen ? ofOpenTask : []),
    ...(isTaskOpen || selectedTasks > 0 ? ofTasks : []),
    ...(isTransferFocused ? (['pauseTransfer'] as const) : []),
  ]
}
