import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const defaultNames: Readonly<Record<string, string>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
}

/**
 * The Electron binary to start, or undefined where none is installed. Looks at files only: importing `electron` would
 * try to download the binary first.
 */
export function findElectronBinary(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const packageFolder = electronPackageFolder()
  if (packageFolder === undefined) return undefined
  const folder = environment.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(packageFolder, 'dist')
  const binary = path.join(folder, installedName(packageFolder))
  return existsSync(binary) ? binary : undefined
}

function electronPackageFolder(): string | undefined {
  try {
    return path.dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return undefined // not installed at all, for example after `npm ci --omit=dev`
  }
}

/** The installer writes the binary's name beside the package; it is absent until it has run. */
function installedName(packageFolder: string): string {
  const note = path.join(packageFolder, 'path.txt')
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : (defaultNames[process.platform] ?? 'electron')
}
