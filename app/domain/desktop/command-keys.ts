import type { CommandName } from '../../contract/commands.ts'
import { isAccelerator, isPlainKey, type Keystroke } from './accelerator.ts'

type Keys = readonly string[]

/** The keys of every command, as Electron writes accelerators. The page, the menu and the list of shortcuts read this. */
const keys: Readonly<Record<CommandName, Keys | { readonly mac: Keys; readonly others: Keys }>> = {
  search: ['CommandOrControl+F', '/'],
  refresh: ['CommandOrControl+R', 'F5'],
  download: ['CommandOrControl+D'],
  openArchive: ['CommandOrControl+O'],
  copyTaskId: [], // Ctrl+C belongs to the list, where it copies the id of the row that has the focus
  kill: ['CommandOrControl+.'],
  showOverview: tabKeys(1),
  showFiles: tabKeys(2),
  showMetadata: tabKeys(3),
  transfers: ['CommandOrControl+J'],
  pauseTransfer: ['P'],
  ledger: ['CommandOrControl+Shift+L'],
  notices: ['CommandOrControl+B'],
  settings: ['CommandOrControl+,'],
  help: ['?'],
  nextRegion: ['F6'],
  previousRegion: ['Shift+F6'],
  stepBack: ['Escape'],
}

/** On a Mac the Option key types signs. */
function tabKeys(number: number) {
  return { mac: [`Command+${number}`], others: [`Alt+${number}`] }
}

export function keysOfCommand(name: CommandName, isMac: boolean): readonly string[] {
  const found = keys[name]
  if ('mac' in found) return isMac ? found.mac : found.others
  return found
}

export type KeyHabits = {
  readonly isMac: boolean
  /** The focus is in a field: single keys are text there. */
  readonly isTyping: boolean
  /** Single-key shortcuts are turned on. */
  readonly isSingleKeys: boolean
}

/** The command of a keystroke, or null. */
export function commandOfStroke(stroke: Keystroke, { isMac, isTyping, isSingleKeys }: KeyHabits): CommandName | null {
  const isMeant = (key: string) => isAccelerator(key, stroke, isMac) && (key.length > 1 || (isSingleKeys && !isTyping))
  const names = Object.keys(keys) as CommandName[]
  return names.find(name => keysOfCommand(name, isMac).some(isMeant)) ?? null
}

/** The key a menu shows for a command; undefined where it has none that a menu may have. */
export function menuKeyOf(name: CommandName, isMac: boolean): string | undefined {
  return keysOfCommand(name, isMac).find(key => !isPlainKey(key))
}
