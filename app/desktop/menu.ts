import { dirname } from 'node:path'
import { app, Menu, shell, type MenuItemConstructorOptions } from 'electron'
import {
  applicationMenu,
  isEntryEnabled,
  type MenuAction,
  type MenuEntry,
  type MenuState,
} from '../domain/desktop/application-menu.ts'
import { onCoreEvent } from './desktop-core.ts'
import type { DesktopContext } from './desktop-parts.ts'

const documentation = 'https://docs.inductiva.ai/'

type MenuContext = Pick<DesktopContext, 'core' | 'windows' | 'launch' | 'log'> & { readonly logFile: string }

/** Sets the application menu, and offers at each moment what can be done in it. */
export function startMenu(context: MenuContext): () => void {
  const { core, windows, launch, log } = context
  const hasDevTools = launch.hasDevTools || !app.isPackaged
  const entries = applicationMenu({ platform: process.platform, hasDevTools })
  Menu.setApplicationMenu(Menu.buildFromTemplate(entries.map(entry => itemOf(entry, context))))
  setAboutPanel()

  let state: Omit<MenuState, 'hasWindow'> = { available: [], isSignedIn: false }
  const show = (change: Partial<typeof state>) => {
    state = { ...state, ...change }
    enableItems(entries, { ...state, hasWindow: windows.current() !== undefined })
  }
  show({})
  const stops = [
    onCoreEvent(core, 'commandsReported', ({ available }) => show({ available })),
    onCoreEvent(core, 'sessionChanged', session => show({ isSignedIn: session.state === 'signed-in' })),
  ]
  core.handlers.getSession({}).then(
    session => show({ isSignedIn: session.state === 'signed-in' }),
    (error: unknown) => log.warn('The menu could not ask who is signed in', { reason: String(error) }),
  )
  return () => stops.forEach(stop => stop())
}

function itemOf(entry: MenuEntry, context: MenuContext): MenuItemConstructorOptions {
  switch (entry.kind) {
    case 'separator':
      return { type: 'separator' }
    case 'role':
      return { role: entry.role, ...(entry.accelerator !== undefined && { accelerator: entry.accelerator }) }
    case 'submenu': {
      const submenu = entry.items.map(item => itemOf(item, context))
      return { label: entry.label, submenu, ...(entry.role && { role: entry.role }) }
    }
    case 'action':
      return { id: entry.action, label: entry.label, click: () => runAction(entry.action, context) }
    case 'command':
      return {
        id: entry.command,
        label: entry.label,
        // The page hears the key first and carries it out: an accelerator of the menu would do it once more. On macOS,
        // which has no such option, the menu gets only keys that the page left alone.
        registerAccelerator: false,
        ...(entry.accelerator !== undefined && { accelerator: entry.accelerator }),
        click: () => context.windows.ask({ kind: 'run-command', command: entry.command }),
      }
  }
}

function enableItems(entries: readonly MenuEntry[], state: MenuState): void {
  for (const entry of entries) {
    if (entry.kind === 'submenu') enableItems(entry.items, state)
    const id = entry.kind === 'command' ? entry.command : entry.kind === 'action' ? entry.action : null
    const item = id === null ? null : Menu.getApplicationMenu()?.getMenuItemById(id)
    if (item) item.enabled = isEntryEnabled(entry, state)
  }
}

function runAction(action: MenuAction, { core, windows, log, logFile }: MenuContext): void {
  const acts: Readonly<Record<MenuAction, () => Promise<unknown>>> = {
    'pause-all': () => core.handlers.pauseAllTransfers({}),
    'resume-all': () => core.handlers.resumeAllTransfers({}),
    documentation: () => shell.openExternal(documentation),
    'show-log': () => openFolder(dirname(logFile)),
    about() {
      app.showAboutPanel()
      return Promise.resolve()
    },
  }
  acts[action]().catch((error: unknown) => {
    log.warn(`The menu could not carry out ${action}`, { reason: String(error) })
    windows.ask({ kind: 'say', sentence: 'That did not work. The log says why.', isProblem: true })
  })
}

/** Electron answers a sentence where it fails. */
async function openFolder(folder: string): Promise<void> {
  const problem = await shell.openPath(folder)
  if (problem !== '') throw new Error(problem)
}

function setAboutPanel(): void {
  app.setAboutPanelOptions({
    applicationName: 'Inductiva Desktop',
    applicationVersion: app.getVersion(),
    copyright:
      'Free software under the Apache License 2.0. Made independently of Inductiva Research Labs, which does not answer for it.',
    website: documentation,
  })
}
