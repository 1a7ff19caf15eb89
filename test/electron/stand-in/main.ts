import inspector from 'node:inspector'
import { createRequire, registerHooks } from 'node:module'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { readCommandLine } from './command-line.ts'

// Runs an Electron app's own main bundle in plain Node, with `electron` answered by electron-api.ts.
const apiUrl = new URL('./electron-api.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: apiUrl, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
})

const commandLine = readCommandLine(process.argv.slice(2))
process.argv = [path.join(import.meta.dirname, 'electron'), ...process.argv.slice(2)]
Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: '45.0.0', chrome: '156.0.0.0' } })
// https://www.electronjs.org/docs/latest/api/process#processresourcespath-readonly: the runtime brings none along.
Object.assign(process, { resourcesPath: path.join(import.meta.dirname, 'resources') })
// Beside the binary, as in the folder that Electron is unpacked to; nothing was put there.
Object.defineProperty(process, 'resourcesPath', { value: path.join(import.meta.dirname, 'resources') })

const entry = entryOf(path.resolve(commandLine.appPath))
const appRequire = createRequire(entry)
Object.assign(globalThis, { require: appRequire }) // Playwright asks the inspector for `require('electron')`
if (commandLine.inspectPort !== undefined) inspector.open(commandLine.inspectPort, '127.0.0.1')

const { app, standIn } = await import('./electron-api.ts')
app.appPath = path.resolve(commandLine.appPath)
standIn.switches.push(...commandLine.switches)
for (const file of commandLine.preloadedModules) appRequire(path.resolve(file))
await import(pathToFileURL(entry).href)
await standIn.start()

function entryOf(target: string): string {
  if (!statSync(target).isDirectory()) return target
  const { main } = JSON.parse(readFileSync(path.join(target, 'package.json'), 'utf8')) as { readonly main: string }
  return path.join(target, main)
}
