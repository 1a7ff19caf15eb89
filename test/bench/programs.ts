import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { projectFolder } from '../../build/entries.ts'
import { ClientUnavailable, prepareVendorClient } from '../vendor/vendor-client.ts'
import { contenders, type AnchorName, type Contender } from './contenders.ts'

const packages: Readonly<Record<string, string>> = { rclone: 'rclone', bsdtar: 'libarchive-tools', aria2c: 'aria2' }
const vendorCache = join(projectFolder, 'node_modules', '.cache', 'vendor-client')

/** Ours and those of the chosen that can run here. Says which cannot, and why. */
export function availableContenders(anchors: readonly AnchorName[], hasVendor: boolean): readonly Contender[] {
  return contenders.filter(({ name, programs }) => {
    if (name === 'ours') return true
    if (!anchors.includes(name) || (name === 'vendor' && !hasVendor)) return false
    const missing = programs.filter(program => !isOnPath(program))
    if (missing.length > 0) console.error(`Without ${name}: ${missing.join(' and ')} not found; --install installs it.`)
    return missing.length === 0
  })
}

/** Where apt-get may; otherwise what is missing stays missing. */
export function installPrograms(): void {
  const missing = Object.keys(packages).filter(program => !isOnPath(program))
  if (missing.length === 0) return
  const names = missing.map(program => packages[program] ?? program)
  console.error(`Installing ${names.join(', ')}…`)
  aptGet('update', '-q')
  aptGet('install', '-y', '-q', '--no-install-recommends', ...names)
}

/** The Python that has the vendor's client; `undefined`, and a sentence, where it cannot be had. */
export async function findVendorPython(): Promise<string | undefined> {
  try {
    return (await prepareVendorClient(vendorCache, {})).python
  } catch (error) {
    if (!(error instanceof ClientUnavailable)) throw error
    console.error(`Without the vendor's client. ${error.message}`)
    return undefined
  }
}

function aptGet(...args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some(folder => existsSync(join(folder, program)))
}
