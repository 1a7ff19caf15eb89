import { existsSync } from 'node:fs'
import path from 'node:path'
import { ensureTestPackages } from './apt-packages.ts'
import { findElectronBinary } from './electron-binary.ts'
import { ensureBuilt } from './ensure-built.ts'
import { projectFolder } from './entries.ts'
import { runChild } from './run-child.ts'

// The tests of the Electron shell: `npm run test:electron [-- --real] [arguments of playwright test]`. They run on the
// Electron binary where one is installed, else on the stand-in for it; with --real, on the binary or not at all.
const args = process.argv.slice(2)
const isReal = args.includes('--real')
const electron = findElectronBinary()

const problem = whatIsMissing()
if (problem !== undefined) {
  console.error(problem)
  process.exit(1)
}
await ensureBuilt()
console.log(`Testing on ${electron ?? 'the stand-in: Electron is not installed'}`)
const playwright = [process.execPath, path.join(projectFolder, 'node_modules/@playwright/test/cli.js'), 'test']
const [program = '', ...rest] = [
  ...display(),
  ...playwright,
  '--project=electron',
  ...args.filter(arg => arg !== '--real'),
]
process.exitCode = await runChild(program, rest)

function whatIsMissing(): string | undefined {
  if (isReal && !electron) return 'Electron is not installed: run "npx install-electron" first.'
  return electron ? undefined : ensureTestPackages() // which are for the stand-in, most of all its Chromium
}

/** Electron needs a display, the stand-in none. */
function display(): readonly string[] {
  const isMissing = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
  if (!electron || !isMissing) return []
  if (!existsSync('/usr/bin/xvfb-run'))
    throw new Error('There is no display: run "sudo apt-get install xvfb xauth" first.')
  return ['/usr/bin/xvfb-run', '-a']
}
