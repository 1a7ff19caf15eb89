import { app } from 'electron'
import { readLaunchOptions } from '../domain/desktop/launch-options.ts'
import type { DesktopContext } from './desktop-parts.ts'
import type { Links } from './link-scheme.ts'

/** Answers further starts of the app with the window there is, and hands it the link that they bring. */
export function startLaunches({ windows }: Pick<DesktopContext, 'windows'>, links: Links): () => void {
  const again = (_event: unknown, argv: readonly string[]): void => {
    const { link, isHidden } = readLaunchOptions(argv)
    if (!isHidden) windows.present() // one at login finds the app there already
    if (link !== undefined) links.give(link)
  }
  const present = (): void => void windows.present()
  app.on('second-instance', again)
  app.on('activate', present)
  return () => {
    app.off('second-instance', again)
    app.off('activate', present)
  }
}
