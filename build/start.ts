import path from 'node:path'
import { findElectronBinary } from './electron-binary.ts'
import { ensureBuilt } from './ensure-built.ts'
import { distFolder, projectFolder } from './entries.ts'
import { runChild } from './run-child.ts'

await ensureBuilt()
const args = process.argv.slice(2)
const electron = hasDisplay() ? findElectronBinary() : undefined
process.exitCode = electron === undefined ? await serve() : await runChild(electron, [projectFolder, ...args])

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
}

/** The same app on a loopback address, for machines without Electron or without a display. */
function serve(): Promise<number> {
  return runChild(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    path.join(distFolder, 'app/serve.js'),
    ...args,
  ])
}
