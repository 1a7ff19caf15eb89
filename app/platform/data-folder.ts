import { accessSync, constants, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import envPaths from 'env-paths'
import { openingFailureOf } from '../domain/data-errors.ts'

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
 *
 * @throws DataFolderNotUsable, DataFolderFull
 */
export function openDataFolder(environment: NodeJS.ProcessEnv): DataFolder {
  const chosen = environment['INDUCTIVA_DESKTOP_DATA']
  const root = chosen ? resolve(chosen) : envPaths('inductiva-desktop', { suffix: '' }).data
  makeUsable(root)
  return {
    root,
    settingsFile: join(root, 'settings.sqlite'),
    lockFile: join(root, 'lock.sqlite'),
    logFile: join(root, 'inductiva-desktop.log'),
    accountFile(profileId) {
      const folder = join(root, 'accounts', profileId)
      makeUsable(folder)
      return join(folder, 'account.sqlite')
    },
    indexFolder: profileId => join(root, 'accounts', profileId, 'indexes'),
  }
}

function makeUsable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw openingFailureOf(error, folder) ?? error
  }
}
