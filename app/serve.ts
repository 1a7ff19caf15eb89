import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import open from 'open'
import { createCore, type Core } from './core.ts'
import { createNodePorts } from './core-node.ts'
import { AppError } from './domain/app-error.ts'
import { serveCalls } from './ipc/serve-calls.ts'
import { startWebEntries } from './ipc/web-entries.ts'
import { startWebServer } from './ipc/web-server.ts'
import { calls } from './contract/contract.ts'
import { endOnCrash } from './platform/crash.ts'
import { openDataFolder } from './platform/data-folder.ts'
import { noDesktop } from './platform/no-desktop.ts'
import { lockInstance } from './platform/instance-lock.ts'
import { createLog } from './platform/log.ts'
import { openLogFile } from './platform/log-file.ts'

/** The local web shell: serves the app on loopback for a browser on this machine, or through an SSH tunnel. */
async function main(): Promise<void> {
  const { sample, port, openBrowser } = readArguments()
  const ended = endRequested() // listened for from the start: a Ctrl+C may come before everything stands
  const dataFolder = openDataFolder(process.env)
  const unlock = lockInstance(dataFolder.lockFile)
  const logFile = openLogFile(dataFolder.logFile)
  const log = createLog(logFile)
  const crash = endOnCrash({
    ...{ log, logFile, logPath: dataFolder.logFile },
    tell: text => process.stderr.write(`${text}\n`),
    exit: code => process.exit(code),
  })
  const entries = await startWebEntries({ port: nextPort(port), answer: question => core.answerEntry(question) })
  const core: Core = createCore({
    ...createNodePorts({ dataFolder, environment: process.env, log, appFolder: new URL('.', import.meta.url) }),
    desktop: noDesktop,
    entryOrigin: entries.origin,
    shell: 'web',
  })
  crash.protect(core)
  const server = await startWebServer({
    port,
    pagesFolder: fileURLToPath(new URL('../renderer', import.meta.url)),
    entryOrigin: entries.origin,
    hub: core.hub,
    serve: guard => serveCalls(calls, core.handlers, { guard, log }),
    onTokenUsed: address => say(`Opened. For another browser: ${address}`),
  })
  await core.start({ sample })
  say(`Open ${server.address}`)
  say('The address works once. Press Ctrl+C to end; work in the cloud goes on.')
  if (port !== 0) say(`Through a tunnel, forward port ${entries.port} too: contents of archives come from there.`)
  if (openBrowser) await openInBrowser(server.address)
  await ended
  await server.close()
  await entries.close()
  await core.dispose()
  unlock()
  await logFile.end()
}

type Arguments = { readonly sample: boolean; readonly port: number; readonly openBrowser: boolean }

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      sample: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      'no-open': { type: 'boolean', default: false },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`--port takes a number from 0 to 65535, got ${values.port}`)
  }
  return { sample: values.sample, port, openBrowser: !values['no-open'] && hasDisplay() }
}

/** Whoever chose a port, and forwards it, knows the other one. */
function nextPort(port: number): number {
  return port === 0 || port === 65535 ? 0 : port + 1
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
}

/** A machine may have a display and no browser: the address is printed all the same. */
async function openInBrowser(address: string): Promise<void> {
  try {
    await open(address)
  } catch {
    say('No browser could be started here. Open the address yourself.')
  }
}

/** Resolves at the first Ctrl+C, or when told to end. A second one ends at once: checkpoints make that safe. */
function endRequested(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        process.on(signal, () => process.exit(1))
        resolve()
      })
    }
  })
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(1)
  },
)

function explain(error: unknown): string {
  if (error instanceof AppError) return error.userMessage
  if (!(error instanceof Error)) return String(error)
  const isPortTaken = 'code' in error && error.code === 'EADDRINUSE'
  return isPortTaken ? 'This port is in use by another program. Choose another one with --port.' : error.message
}
