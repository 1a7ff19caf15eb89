import { app } from 'electron'
import { onCoreEvent } from './desktop-core.ts'
import type { DesktopContext } from './desktop-parts.ts'

/**
 * Has the system start the program with the session when the person turns that on here, and not any more when they turn
 * it off. Only a change counts: what they chose in the system's own settings since then stays. Windows and macOS.
 */
export function startLoginItem({ core, log }: Pick<DesktopContext, 'core' | 'log'>): () => void {
  let isOn: boolean | undefined
  const follow = ({ openAtLogin }: { readonly openAtLogin: boolean }): void => {
    const isChange = isOn !== undefined && isOn !== openAtLogin
    isOn = openAtLogin
    // Started from sources it would be the bare runtime that starts.
    if (isChange && app.isPackaged) app.setLoginItemSettings({ openAtLogin, args: ['--hidden'] })
  }
  core.handlers.getSettings({}).then(
    settings => {
      if (isOn === undefined) follow(settings)
    },
    (error: unknown) => log.error('The settings could not be read', error),
  )
  return onCoreEvent(core, 'settingsChanged', follow)
}
