import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

const serveEntry = path.resolve(import.meta.dirname, '../../dist/app/serve.js')

/** A home folder of its own, so that a test neither sees nor touches the person's keys, data and downloads. */
export type TestHome = { readonly folder: string; readonly environment: NodeJS.ProcessEnv; remove(): Promise<void> }

export async function createTestHome(): Promise<TestHome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inductiva-desktop-'))
  await mkdir(path.join(folder, 'Downloads'))
  const inherited = Object.entries(process.env).filter(([name]) => !/^(XDG_|DBUS_|INDUCTIVA_)/.test(name))
  return {
    folder,
    environment: {
      ...Object.fromEntries(inherited),
      HOME: folder,
      USERPROFILE: folder,
      INDUCTIVA_DESKTOP_DATA: path.join(folder, 'data'),
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** The built app, served on a loopback port of its own. */
export type WebShell = {
  readonly url: string // with the one-time token
  readonly process: ChildProcess
  /** Everything it wrote so far. */
  output(): string
  /** Asks it to end, as Ctrl+C does, and answers its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export async function startWebShell(home: TestHome, args: readonly string[]): Promise<WebShell> {
  const port = args.includes('--port') ? [] : ['--port', '0']
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', serveEntry, '--no-open', ...port, ...args],
    { env: home.environment, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const lines: string[] = []
  createInterface({ input: child.stderr }).on('line', line => lines.push(line))
  const url = await addressOf(child, lines)
  return { url, process: child, output: () => lines.join('\n'), stop: signal => stop(child, signal) }
}

function addressOf(child: ChildProcess & { stdout: NodeJS.ReadableStream }, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('close', code =>
      reject(new Error(`The app ended with ${code} before it listened:\n${lines.join('\n')}`)),
    )
    createInterface({ input: child.stdout }).on('line', line => {
      lines.push(line)
      const address = /\bOpen (http:\S+)/.exec(line)?.[1]
      if (address !== undefined) resolve(address)
    })
  })
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
  return child.exitCode
}
