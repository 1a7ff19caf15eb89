import { join } from 'node:path'
import { app, Menu, nativeImage, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron'
import {
  viewOfTray,
  type TrayAction,
  type TrayEntry,
  type TrayFacts,
  type TrayMark,
} from '../domain/desktop/tray-view.ts'
import { onCoreEvent } from './desktop-core.ts'
import type { DesktopContext } from './desktop-parts.ts'
import { createPacedDrawing, type Pace } from './paced-drawing.ts'
import { followTrayFacts } from './tray-facts.ts'

/** A menu that is open goes when it is built anew; ages grow while nothing else happens. */
const pace: Pace = { leastMs: 1_000, againMs: 30_000 }

type TrayContext = Pick<DesktopContext, 'core' | 'windows' | 'log'> & {
  /** Holds the pictures of the tray. */
  readonly iconFolder: string
}

/** Shows the tray while the settings say so. */
export function startTray(context: TrayContext): () => void {
  const { core, log } = context
  let hide: (() => void) | undefined
  const follow = ({ showTray }: { readonly showTray: boolean }) => {
    if (showTray) hide ??= showTrayIcon(context)
    else {
      hide?.()
      hide = undefined
    }
  }
  const stop = onCoreEvent(core, 'settingsChanged', follow)
  core.handlers.getSettings({}).then(follow, (error: unknown) => log.error('The settings could not be read', error))
  return () => {
    stop()
    follow({ showTray: false })
  }
}

function showTrayIcon(context: TrayContext): () => void {
  const imageOf = createImages(context.iconFolder)
  const tray = new Tray(imageOf('idle'))
  if (process.platform !== 'darwin') tray.on('click', () => void context.windows.present()) // there it opens the menu
  let facts: TrayFacts | undefined
  const drawing = createPacedDrawing(
    pace,
    () => facts && viewOfTray(facts, Date.now(), clockText),
    view => {
      tray.setImage(imageOf(view.mark))
      tray.setToolTip(view.tooltip)
      tray.setContextMenu(Menu.buildFromTemplate(view.entries.map(entry => itemOf(entry, context))))
    },
  )
  const stop = followTrayFacts(context, next => {
    facts = next
    drawing.changed()
  })
  return () => {
    stop()
    drawing.end()
    tray.destroy()
  }
}

function clockText(timeMs: number): string {
  return new Date(timeMs).toLocaleTimeString(app.getLocale(), { hour: '2-digit', minute: '2-digit' })
}

function createImages(folder: string): (mark: TrayMark) => NativeImage {
  const ending = process.platform === 'darwin' ? 'Template' : '' // drawn in the colours of the menu bar
  const known = new Map<TrayMark, NativeImage>()
  return mark => {
    const image = known.get(mark) ?? nativeImage.createFromPath(join(folder, `tray-${mark}${ending}.png`))
    known.set(mark, image)
    return image
  }
}

function itemOf(entry: TrayEntry, context: TrayContext): MenuItemConstructorOptions {
  switch (entry.kind) {
    case 'separator':
      return { type: 'separator' }
    case 'text':
      return { label: withoutMnemonics(entry.label), enabled: false }
    case 'task':
      return {
        label: withoutMnemonics(entry.label),
        click: () => context.windows.ask({ kind: 'show-task', taskId: entry.id, tab: 'overview' }),
      }
    case 'action':
      return { id: entry.action, label: entry.label, enabled: entry.isEnabled, click: () => run(entry.action, context) }
  }
}

/** Names may hold the sign that underlines a letter. */
function withoutMnemonics(label: string): string {
  return label.replaceAll('&', '&&')
}

function run(action: TrayAction, { core, windows, log }: TrayContext): void {
  const { handlers } = core
  const acts: Readonly<Record<TrayAction, () => unknown>> = {
    'pause-all': () => handlers.pauseAllTransfers({}),
    'resume-all': () => handlers.resumeAllTransfers({}),
    'mute-hour': () => handlers.muteNotices({ until: 'in-an-hour' }),
    'mute-until-tomorrow': () => handlers.muteNotices({ until: 'tomorrow' }),
    unmute: () => handlers.muteNotices({ until: 'now' }),
    open: () => windows.present(),
    settings: () => windows.ask({ kind: 'run-command', command: 'settings' }),
    quit: () => app.quit(),
  }
  Promise.resolve(acts[action]()).catch((error: unknown) => {
    log.warn(`The tray could not carry out ${action}`, { reason: String(error) })
    windows.ask({ kind: 'say', sentence: 'That did not work. The log says why.', isProblem: true })
  })
}
