import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { findChromium } from './chromium.ts'

/** Debian packages the tests need and how to tell that they are there. */
const needed = [
  { name: 'chromium', isThere: () => findChromium() !== undefined },
  { name: 'gnome-keyring', isThere: () => isOnPath('gnome-keyring-daemon') },
  { name: 'dbus', isThere: () => isOnPath('dbus-run-session') },
  { name: 'libsecret-tools', isThere: () => isOnPath('secret-tool') },
  // Notifications are observed on a display and a bus of their own.
  { name: 'dbus-daemon', isThere: () => isOnPath('dbus-daemon') },
  { name: 'dunst', isThere: () => isOnPath('dunst') },
  { name: 'libnotify-bin', isThere: () => isOnPath('notify-send') },
  { name: 'xvfb', isThere: () => isOnPath('Xvfb') },
  { name: 'xauth', isThere: () => isOnPath('xauth') },
  // Without a font the browser draws boxes; the archives are held against these two readers.
  { name: 'fonts-dejavu-core', isThere: () => existsSync('/usr/share/fonts') },
  { name: 'openssl', isThere: () => isOnPath('openssl') },
  { name: 'python3', isThere: () => isOnPath('python3') },
  { name: 'unzip', isThere: () => isOnPath('unzip') },
  // What packages are built with, and judged by.
  { name: 'p7zip-full', isThere: () => isOnPath('7za') },
  { name: 'desktop-file-utils', isThere: () => isOnPath('desktop-file-validate') },
]

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(path.delimiter).some(folder => existsSync(path.join(folder, program)))
}

/** Installs what is missing where that is allowed; otherwise answers a sentence that says what to do. */
export function ensureTestPackages(): string | undefined {
  const missing = missingPackages()
  if (missing.length === 0) return undefined
  if (process.platform !== 'linux') return 'The tests need Chromium or Chrome: install it, or set CHROMIUM_PATH to it.'
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) return advice(missing)
  console.log(`Installing ${missing.join(', ')}…`)
  aptGet(['update', '-q'])
  aptGet(['install', '-y', '-q', '--no-install-recommends', ...missing])
  const still = missingPackages()
  return still.length === 0 ? undefined : advice(still)
}

function missingPackages(): readonly string[] {
  const onThisSystem = process.platform === 'linux' ? needed : needed.slice(0, 1)
  return onThisSystem.filter(({ isThere }) => !isThere()).map(({ name }) => name)
}

function advice(names: readonly string[]): string {
  return `The tests need the Debian packages ${names.join(', ')}: run "sudo apt-get install ${names.join(' ')}" first.`
}

function aptGet(args: readonly string[]): void {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const stdio = ['ignore', 'ignore', 'inherit'] as const
  spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env: environment, stdio: [...stdio] })
}
