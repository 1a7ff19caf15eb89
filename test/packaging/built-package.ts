import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { extractAll } from '@electron/asar'
import { appEntries, projectFolder } from '../../build/entries.ts'
import type { ModuleWalk } from './walk-modules.ts'

export const runProgram = promisify(execFile)

/** Packages built around the placeholder for Electron, as on a machine without it. */
export type BuiltPackage = {
  readonly folder: string // as it would be installed
  readonly asarFile: string
  readonly appFolder: string // the archive's files, native ones included
  readonly debFile: string
  readonly debFolder: string // what the Debian package installs, below its root
  readonly tarFile: string
  remove(): Promise<void>
}

/** Takes as long as packing does: 10 to 30 seconds. */
export async function buildPackage(): Promise<BuiltPackage> {
  const output = await mkdtemp(path.join(tmpdir(), 'inductiva package ü-'))
  const script = path.join(projectFolder, 'build', 'package.ts')
  const args = ['--without-electron', '--targets', 'dir,deb,tar.gz', '--output', output]
  await runProgram(process.execPath, [script, ...args], { cwd: projectFolder, maxBuffer: 64 << 20 })

  const built = path.join(output, 'without-electron')
  const folder = path.join(built, 'linux-unpacked')
  const asarFile = path.join(folder, 'resources', 'app.asar')
  const appFolder = path.join(output, 'app')
  extractAll(asarFile, appFolder)
  const [version, debFolder] = [(await manifestOf(appFolder)).version, path.join(output, 'deb')]
  const debFile = path.join(built, `inductiva-desktop_${version}_amd64.deb`)
  await runProgram('dpkg-deb', ['-x', debFile, debFolder])
  const tarFile = path.join(built, `inductiva-desktop-${version}-linux-x64.tar.gz`)
  const remove = () => rm(output, { recursive: true, force: true })
  return { folder, asarFile, appFolder, debFile, debFolder, tarFile, remove }
}

type Manifest = { readonly version: string }

export async function manifestOf(appFolder: string): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(appFolder, 'package.json'), 'utf8')) as Manifest
}

/** What every entry of the app reaches, found by Node in the packed files alone. */
export async function walkModules(appFolder: string): Promise<ModuleWalk> {
  const entries = ['dist/app/preload.cjs', ...appEntries.map(entry => `dist/${entry.replace(/\.ts$/, '.js')}`)]
  const flags = ['--experimental-import-meta-resolve', '--disable-warning=ExperimentalWarning']
  const script = path.join(import.meta.dirname, 'walk-modules.ts')
  const { stdout } = await runProgram(process.execPath, [...flags, script, appFolder, ...entries], {
    maxBuffer: 64 << 20,
  })
  return JSON.parse(stdout) as ModuleWalk
}
