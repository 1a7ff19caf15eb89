import type { CommandName } from '../../contract/commands.ts'
import { menuKeyOf } from './command-keys.ts'

/** What the menu itself sees to, without the page. */
export type MenuAction = 'pause-all' | 'resume-all' | 'documentation' | 'show-log' | 'about'

/** Items the system knows: it gives them their label, key and behaviour. Electron's names. */
type MenuRole =
  | 'services'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'quit'
  | 'close'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'delete'
  | 'selectAll'
  | 'reload'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'toggleDevTools'
  | 'minimize'
  | 'zoom'
  | 'front'

/** An item of the application menu. `&` stands before the letter that chooses it, where the system has such. */
export type MenuEntry =
  | { readonly kind: 'separator' }
  | { readonly kind: 'role'; readonly role: MenuRole; readonly accelerator?: string }
  | {
      readonly kind: 'command'
      readonly command: CommandName
      readonly label: string
      readonly accelerator?: string | undefined
    }
  | { readonly kind: 'action'; readonly action: MenuAction; readonly label: string }
  | {
      readonly kind: 'submenu'
      readonly label: string
      readonly role?: 'window' | 'help'
      readonly items: readonly MenuEntry[]
    }

const appName = 'Inductiva Desktop'
const separator: MenuEntry = { kind: 'separator' }

export type MenuSurroundings = {
  readonly platform: string // Node's process.platform
  readonly hasDevTools: boolean
}

/** The menus from left to right, as the platform has them. */
export function applicationMenu({ platform, hasDevTools }: MenuSurroundings): readonly MenuEntry[] {
  const isMac = platform === 'darwin'
  const menus = isMac ? [appMenu(), fileMenu(isMac)] : [fileMenu(isMac)]
  return [
    ...menus,
    editMenu(isMac),
    viewMenu(isMac, hasDevTools),
    taskMenu(isMac),
    transfersMenu(isMac),
    ...(isMac ? [windowMenu()] : []),
    helpMenu(isMac),
  ]
}

function appMenu(): MenuEntry {
  const hiding = (['hide', 'hideOthers', 'unhide'] as const).map(role)
  return submenu(appName, [
    action('about', `About ${appName}`),
    separator,
    command('settings', 'Settings…', true),
    separator,
    role('services'),
    separator,
    ...hiding,
    separator,
    role('quit'),
  ])
}

function fileMenu(isMac: boolean): MenuEntry {
  const download = command('download', '&Download…', isMac)
  const open = command('openArchive', '&Open Archive…', isMac)
  if (isMac) return submenu('File', [open, download, separator, role('close')])
  const settings = command('settings', '&Settings', isMac)
  return submenu('&File', [open, download, separator, settings, separator, role('close'), role('quit')])
}

function editMenu(isMac: boolean): MenuEntry {
  const editing = (['cut', 'copy', 'paste', 'delete'] as const).map(role)
  return submenu('&Edit', [
    ...(['undo', 'redo'] as const).map(role),
    separator,
    ...editing,
    separator,
    role('selectAll'),
    separator,
    command('search', '&Find Tasks', isMac),
  ])
}

function viewMenu(isMac: boolean, hasDevTools: boolean): MenuEntry {
  return submenu('&View', [
    command('refresh', '&Refresh Tasks', isMac),
    command('ledger', '&Costs and Savings', isMac),
    command('notices', 'N&otices', isMac),
    separator,
    command('nextRegion', '&Next Part of the Window', isMac),
    command('previousRegion', '&Previous Part of the Window', isMac),
    command('stepBack', '&Back to the List', isMac),
    separator,
    ...(['resetZoom', 'zoomIn', 'zoomOut'] as const).map(role),
    separator,
    role('togglefullscreen'),
    separator,
    { kind: 'role', role: 'reload', accelerator: 'CommandOrControl+Shift+R' }, // without Shift the tasks are refreshed
    ...(hasDevTools ? [role('toggleDevTools')] : []),
  ])
}

function taskMenu(isMac: boolean): MenuEntry {
  return submenu('&Task', [
    command('showOverview', '&Overview', isMac),
    command('showFiles', '&Files', isMac),
    command('showMetadata', '&Metadata', isMac),
    separator,
    command('copyTaskId', '&Copy Id', isMac),
    separator,
    command('kill', '&Kill…', isMac),
  ])
}

function transfersMenu(isMac: boolean): MenuEntry {
  return submenu('T&ransfers', [
    command('transfers', '&Show or Hide', isMac),
    separator,
    command('pauseTransfer', '&Pause or Resume This One', isMac),
    action('pause-all', 'Pause &All'),
    action('resume-all', '&Resume All'),
  ])
}

function windowMenu(): MenuEntry {
  const items = [role('minimize'), role('zoom'), separator, role('front')]
  return { kind: 'submenu', label: 'Window', role: 'window', items }
}

function helpMenu(isMac: boolean): MenuEntry {
  const items: readonly MenuEntry[] = [
    action('documentation', 'Inductiva &Documentation'),
    command('help', '&Keyboard Shortcuts', isMac),
    separator,
    action('show-log', 'Show &Log Folder'),
  ]
  const about = [separator, action('about', `&About ${appName}`)]
  return { kind: 'submenu', label: '&Help', role: 'help', items: isMac ? items : [...items, ...about] }
}

function submenu(label: string, items: readonly MenuEntry[]): MenuEntry {
  return { kind: 'submenu', label, items }
}

function role(name: MenuRole): MenuEntry {
  return { kind: 'role', role: name }
}

function action(name: MenuAction, label: string): MenuEntry {
  return { kind: 'action', action: name, label }
}

function command(name: CommandName, label: string, isMac: boolean): MenuEntry {
  return { kind: 'command', command: name, label, accelerator: menuKeyOf(name, isMac) }
}

/** Commands that make sense without a window: they open one. */
const openingCommands: ReadonlySet<CommandName> = new Set([
  'settings',
  'help',
  'ledger',
  'notices',
  'transfers',
  'openArchive',
])

export type MenuState = {
  /** What the page says it can do; empty while there is none. */
  readonly available: readonly CommandName[]
  readonly hasWindow: boolean
  readonly isSignedIn: boolean
}

/** Whether an item can be chosen. Roles see to themselves. */
export function isEntryEnabled(entry: MenuEntry, { available, hasWindow, isSignedIn }: MenuState): boolean {
  if (entry.kind === 'command') {
    return hasWindow ? available.includes(entry.command) : isSignedIn && openingCommands.has(entry.command)
  }
  return entry.kind !== 'action' || isSignedIn || (entry.action !== 'pause-all' && entry.action !== 'resume-all')
}
