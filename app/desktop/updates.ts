import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { AppUpdater } from 'electron-updater'
import type { UpdateLack } from '../contract/updates.ts'
import type { Log } from '../domain/log.ts'
import { lackOfUpdates } from '../domain/updates/update-lack.ts'
import { createUpdateEngine, type ElectronUpdateEngine } from './update-engine.ts'

/** What keeps this installation up to date, or why nothing does. */
export async function findUpdates(log: Log): Promise<ElectronUpdateEngine | UpdateLack> {
  const lack = lackOfUpdates({
    platform: process.platform,
    isPackaged: app.isPackaged,
    hasSource: existsSync(join(process.resourcesPath, 'app-update.yml')),
    packageType: readPackageType(),
    isAppImage: process.env['APPIMAGE'] !== undefined,
    isPortable: process.env['PORTABLE_EXECUTABLE_DIR'] !== undefined,
  })
  if (lack !== undefined) return lack
  // Loaded where it is used only: it looks for its configuration as soon as it is touched.
  const { default: library } = (await import('electron-updater')) as unknown as {
    readonly default: { readonly autoUpdater: AppUpdater }
  }
  return createUpdateEngine(library.autoUpdater, log)
}

/** Packages for a package manager say of which kind they are. */
function readPackageType(): string | null {
  const file = join(process.resourcesPath, 'package-type')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}
