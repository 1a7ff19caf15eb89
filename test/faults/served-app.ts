import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import WebSocket from 'ws'

/** Without a slash at its end. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

export type ServedApp = ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream }

export type ServedAppOptions = {
  readonly home: string
  readonly data: string
  readonly args?: readonly string[]
  readonly environment?: NodeJS.ProcessEnv
  /** A program that runs the app, with its arguments: to run it as somebody else. */
  readonly through?: readonly string[]
  /** Where the project is seen from there, if not at its usual place. */
  readonly project?: string
}

/** The web shell from its sources, in a process of its own, which sees no keychain and no data but its own. */
export function startApp(options: ServedAppOptions): ServedApp {
  const { home, data, args = ['--sample'], environment, through = [], project = projectFolder } = options
  const inherited = Object.entries(process.env).filter(([name]) => !/^(XDG_|DBUS_|INDUCTIVA_)/.test(name))
  const env = { ...Object.fromEntries(inherited), HOME: home, INDUCTIVA_DESKTOP_DATA: data, ...environment }
  const own = process.execPath.replace(projectFolder, project) // Node may be one of the project's packages
  const node = [own, '--disable-warning=ExperimentalWarning', join(project, 'app/serve.ts'), '--no-open', ...args]
  const [program = '', ...rest] = [...through, ...node]
  return spawn(program, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Its exit code, and what it said about its end. */
export async function endOf(app: ServedApp): Promise<{ readonly code: number | null; readonly said: string }> {
  const said = text(app.stderr as AsyncIterable<Buffer>)
  const [code] = (await once(app, 'exit')) as [number | null]
  return { code, said: await said }
}

export async function addressOf(app: ServedApp): Promise<URL> {
  for await (const line of createInterface({ input: app.stdout })) {
    const address = /^Open (http:\S+)/.exec(line)?.[1]
    if (address !== undefined) return new URL(address)
  }
  throw new Error('It ended before it listened')
}

/** Calls as a window makes them. */
export async function connect({ origin, hash }: URL) {
  const body = new URLSearchParams(hash.slice(1)).get('token')
  const session = await fetch(`${origin}/session`, { method: 'POST', headers: { origin }, body })
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`, { headers: { origin, cookie } })
  await once(socket, 'open')
  const waiting = new Map<number, (reply: unknown) => void>()
  const heard: string[] = []
  socket.on('message', data => {
    const message = (data as Buffer).toString()
    heard.push(message)
    const { id, reply } = JSON.parse(message) as { id?: number; reply?: unknown }
    if (id !== undefined) waiting.get(id)?.(reply)
  })
  const ask = (name: string, input: unknown): Promise<{ ok: boolean; value?: unknown; failure?: unknown }> => {
    const id = waiting.size + 1
    const answer = new Promise<never>(resolve => waiting.set(id, resolve as (reply: unknown) => void))
    socket.send(JSON.stringify({ id, name, input }))
    return answer
  }
  return {
    /** Everything that a window would have seen so far. */
    heard: () => heard.join('\n'),
    ask,
    async call(name: string, input: unknown = {}): Promise<Record<string, unknown>> {
      const reply = await ask(name, input)
      expect(reply).toMatchObject({ ok: true })
      return reply.value as Record<string, unknown>
    },
    close: () => socket.close(),
  }
}
