import { nativeTheme } from 'electron'
import { onCoreEvent } from './desktop-core.ts'
import type { DesktopContext } from './desktop-parts.ts'

/** Behind the page until it is drawn, so that a dark desktop sees no white flash. */
export function backdropColor(): string {
  return nativeTheme.shouldUseDarkColors ? '#242424' : '#ffffff'
}

/** Makes what the system draws (menus, dialogs, the frame) as light or dark as the setting says. */
export function startTheme({ core, windows, log }: Pick<DesktopContext, 'core' | 'windows' | 'log'>): () => void {
  const follow = ({ colorScheme }: { readonly colorScheme: 'light' | 'dark' | 'auto' }) => {
    nativeTheme.themeSource = colorScheme === 'auto' ? 'system' : colorScheme
  }
  const paint = () => windows.current()?.setBackgroundColor(backdropColor())
  nativeTheme.on('updated', paint)
  core.handlers.getSettings({}).then(follow, (error: unknown) => log.error('The settings could not be read', error))
  const stop = onCoreEvent(core, 'settingsChanged', follow)
  return () => {
    stop()
    nativeTheme.off('updated', paint)
  }
}
