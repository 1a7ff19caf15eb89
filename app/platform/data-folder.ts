import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import envPaths from 'env-paths'

/** Where this computer keeps what the app remembers. Never credentials. */
export type DataFolder = {
  readonly root: string
  readonly settingsFile: string
  readonly lockFile: string
  readonly logFile: string
  /** The file of one account; its folder exists afterwards. */
  accountFile(profileId: string): string
  /** Where the indexes of an account's archives are kept. Made by whoever writes there. */
  indexFolder(profileId: string): string
}

/**
 * The user-data folder of the platform, or `INDUCTIVA_DESKTOP_DATA`. Created where missing, readable by its owner only.
 */
export function openDataFolder(environment: NodeJS.ProcessEnv): DataFolder {
  const chosen = environment['INDUCTIVA_DESKTOP_DATA']
  const root = chosen ? resolve(chosen) : envPaths('inductiva-desktop', { suffix: '' }).data
  mkdirSync(root, { recursive: true, mode: 0o700 })
  return {
    root,
    settingsFile: join(root, 'settings.sqlite'),
    lockFile: join(root, 'lock.sqlite'),
    logFile: join(root, 'inductiva-desktop.log'),
    accountFile(profileId) {
      const folder = join(root, 'accounts', profileId)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      return join(folder, 'account.sqlite')
    },
    indexFolder: profileId => join(root, 'accounts', profileId, 'indexes'),
  }
}
