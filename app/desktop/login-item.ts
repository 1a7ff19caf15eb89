import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app } from 'electron'
import { autostartEntry } from '../domain/desktop/autostart-entry.ts'
import { onCoreEvent } from './desktop-core.ts'
import type { DesktopContext } from './desktop-parts.ts'

/**
 * Has the system start the program with the session when the person turns that on here, and not any more when they turn
 * it off. Only a change counts: what they chose in the system's own settings since then stays.
 */
export function startLoginItem({ core, windows, log }: Pick<DesktopContext, 'core' | 'windows' | 'log'>): () => void {
  let isOn: boolean | undefined
  const follow = ({ openAtLogin }: { readonly openAtLogin: boolean }): void => {
    const isChange = isOn !== undefined && isOn !== openAtLogin
    isOn = openAtLogin
    // Started from sources it would be the bare runtime that starts.
    if (!isChange || !app.isPackaged) return
    setLoginItem(openAtLogin).catch((error: unknown) => {
      log.error('The system was not told whether to start the program at login', error)
      windows.ask({
        kind: 'say',
        sentence: 'The system could not be told whether to start the program.',
        isProblem: true,
      })
    })
  }
  core.handlers.getSettings({}).then(
    settings => {
      if (isOn === undefined) follow(settings)
    },
    (error: unknown) => log.error('The settings could not be read', error),
  )
  return onCoreEvent(core, 'settingsChanged', follow)
}

async function setLoginItem(isOn: boolean): Promise<void> {
  if (process.platform === 'linux') await setAutostart(isOn, join(app.getPath('appData'), 'autostart'))
  else app.setLoginItemSettings({ openAtLogin: isOn, args: ['--hidden'], ...portablePath() })
}

/** A portable program on Windows runs from a folder that goes when it ends. */
function portablePath(): { readonly path?: string } {
  const path = process.env['PORTABLE_EXECUTABLE_FILE']
  return path === undefined ? {} : { path }
}

/** Electron does nothing on Linux. Every desktop there starts what has a file in this folder. */
async function setAutostart(isOn: boolean, folder: string): Promise<void> {
  const file = join(folder, 'inductiva-desktop.desktop')
  if (!isOn) {
    await rm(file, { force: true })
    return
  }
  await mkdir(folder, { recursive: true })
  await writeFile(file, autostartEntry(process.env['APPIMAGE'] ?? process.execPath)) // inside an AppImage paths come and go
}
