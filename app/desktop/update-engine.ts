import type { AppUpdater } from 'electron-updater'
import type { Log } from '../domain/log.ts'

/** Finds, fetches and installs newer versions with electron-updater. */
export type ElectronUpdateEngine = ReturnType<typeof createUpdateEngine>

/**
 * What comes is held against the checksum that was published with it. Windows and macOS check the publisher's signature
 * as well, before anything is installed: only signed packages have an address to ask there. An AppImage has none.
 */
export function createUpdateEngine(updater: AppUpdater, log: Log) {
  updater.autoDownload = false // not while something else is downloaded
  updater.autoInstallOnAppQuit = true
  updater.allowDowngrade = false
  updater.disableWebInstaller = true // it would fetch a program that nobody checks
  updater.logger = quietLogger(log)
  // Rejections say the same. Without a listener the event would end the program.
  updater.on('error', error => log.debug('electron-updater failed', { reason: error.message }))
  return {
    async find(): Promise<string | null> {
      const result = await updater.checkForUpdates()
      return result?.isUpdateAvailable ? result.updateInfo.version : null
    },
    async fetch(onFraction: (fraction: number) => void): Promise<void> {
      const tell = ({ percent }: { readonly percent: number }) => onFraction(Math.min(1, Math.max(0, percent / 100)))
      updater.on('download-progress', tell)
      try {
        await updater.downloadUpdate()
      } finally {
        updater.off('download-progress', tell)
      }
    },
    install: () => updater.quitAndInstall(false, true),
  }
}

/** Addresses of downloads may be signed: only that something happened goes to the log. */
function quietLogger(log: Log) {
  const note = (message?: unknown) => log.debug('electron-updater', { message: String(message).split('?')[0] })
  return { info: note, warn: note, error: note, debug: (message: string) => note(message) }
}
