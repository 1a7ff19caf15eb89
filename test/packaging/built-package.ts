import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { extractAll } from '@electron/asar'
import { appEntries, projectFolder } from '../../build/entries.ts'
import type { ModuleWalk } from './walk-modules.ts'

export const runProgram = promisify(execFile)

/** The app as it is packed, around the placeholder for Electron, as on a machine without it. */
export type PackedApp = {
  readonly folder: string // as it would be installed
  readonly asarFile: string
  readonly appFolder: string // the archive's files, native ones included
  remove(): Promise<void>
}
export type BuiltPackage = PackedApp & {
  readonly debFile: string
  readonly debFolder: string // what the Debian package installs, below its root
  readonly tarFile: string
}

/** Only what every package has in it. Takes about ten seconds. */
export async function packApp(): Promise<PackedApp> {
  return packedIn(await build('dir'))
}

/** Takes as long as packing and compressing do: 20 to 40 seconds. */
export async function buildPackage(): Promise<BuiltPackage> {
  const output = await build('dir,deb,tar.gz')
  const packed = packedIn(output)
  const { version } = await manifestOf(packed.appFolder)
  const debFolder = path.join(output, 'deb')
  const debFile = path.join(output, 'without-electron', `inductiva-desktop_${version}_amd64.deb`)
  await runProgram('dpkg-deb', ['-x', debFile, debFolder])
  const tarFile = path.join(output, 'without-electron', `inductiva-desktop-${version}-linux-x64.tar.gz`)
  return { ...packed, debFile, debFolder, tarFile }
}

async function build(targets: string): Promise<string> {
  const output = await mkdtemp(path.join(tmpdir(), 'inductiva package ü-'))
  const script = path.join(projectFolder, 'build', 'package.ts')
  const args = ['--without-electron', '--targets', targets, '--output', output]
  await runProgram(process.execPath, [script, ...args], { cwd: projectFolder, maxBuffer: 64 << 20 })
  return output
}

function packedIn(output: string): PackedApp {
  const folder = path.join(output, 'without-electron', 'linux-unpacked')
  const asarFile = path.join(folder, 'resources', 'app.asar')
  const appFolder = path.join(output, 'app')
  extractAll(asarFile, appFolder)
  return { folder, asarFile, appFolder, remove: () => rm(output, { recursive: true, force: true }) }
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
