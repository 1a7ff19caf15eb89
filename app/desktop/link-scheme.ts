import path from 'node:path'
import { app } from 'electron'
import { linkScheme } from '../domain/desktop/deep-link.ts'

/**
 * Asks the system to hand links to this app. From a clone the command is Electron itself, with the folder of the app. On
 * macOS and for installed packages on Linux the package has said so already. A portable program leaves no trace in the
 * system: where it runs from is gone when it ends.
 */
export function registerLinkScheme(): void {
  if (process.env['PORTABLE_EXECUTABLE_FILE'] !== undefined) return
  const appFolder = process.argv[1]
  if (app.isPackaged || appFolder === undefined) app.setAsDefaultProtocolClient(linkScheme)
  else app.setAsDefaultProtocolClient(linkScheme, process.execPath, [path.resolve(appFolder)])
}
