import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type CommandEnd = {
  readonly code: number | null // null: a signal ended it
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A command of the app in a process of its own, run from sources. */
export type RunningCommand = { readonly process: ChildProcess; readonly end: Promise<CommandEnd> }

export function startCommand(script: string, args: readonly string[], folder?: string): RunningCommand {
  const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path('build/run.js'), path(script), ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder },
  )
  return { process: child, end: endOf(child) }
}

async function endOf(child: ChildProcess): Promise<CommandEnd> {
  const collect = async (stream: NodeJS.ReadableStream | null) =>
    Buffer.concat(await Array.fromAsync((stream ?? []) as AsyncIterable<Buffer>)).toString()
  const [[code, signal], stdout, stderr] = await Promise.all([
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
    collect(child.stdout),
    collect(child.stderr),
  ])
  return { code, signal, stdout, stderr }
}
