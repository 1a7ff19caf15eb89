import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import WebSocket from 'ws'
import { makeTemporaryFolder, requestFor } from '../fakes/transfer-site.ts'

const entry = fileURLToPath(new URL('../../app/serve.ts', import.meta.url))

let home: ReturnType<typeof makeTemporaryFolder>
let children: ChildProcess[]
beforeEach(() => {
  home = makeTemporaryFolder()
  children = []
})
afterEach(async () => {
  const running = children.filter(child => child.exitCode === null && child.signalCode === null)
  await Promise.all(running.map(child => (child.kill('SIGKILL'), once(child, 'exit'))))
  home.remove()
})

/** The web shell in a process of its own, with the sample account. */
function start(): ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream } {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(XDG_|DBUS_|INDUCTIVA_)/.test(name))
  const env = { ...Object.fromEntries(inherited), HOME: home.path, INDUCTIVA_DESKTOP_DATA: join(home.path, 'data') }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, '--no-open', '--sample'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  return child
}

async function addressOf(child: { stdout: NodeJS.ReadableStream }): Promise<URL> {
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^Open (http:\S+)/.exec(line)?.[1]
    if (address !== undefined) return new URL(address)
  }
  throw new Error('It ended before it listened')
}

/** Calls as a window makes them. */
async function connect({ origin, hash }: URL) {
  const body = new URLSearchParams(hash.slice(1)).get('token')
  const session = await fetch(`${origin}/session`, { method: 'POST', headers: { origin }, body })
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`, { headers: { origin, cookie } })
  await once(socket, 'open')
  const waiting = new Map<number, (reply: unknown) => void>()
  socket.on('message', data => {
    const { id, reply } = JSON.parse((data as Buffer).toString()) as { id?: number; reply?: unknown }
    if (id !== undefined) waiting.get(id)?.(reply)
  })
  return {
    async call(name: string, input: unknown): Promise<Record<string, unknown>> {
      const id = waiting.size + 1
      const answer = new Promise(resolve => waiting.set(id, resolve))
      socket.send(JSON.stringify({ id, name, input }))
      const reply = (await answer) as { ok: boolean; value: Record<string, unknown> }
      expect(reply).toMatchObject({ ok: true })
      return reply.value
    },
    close: () => socket.close(),
  }
}

it(
  'refuses a second process with a sentence, and the first goes on with its transfer',
  { timeout: 90_000 },
  async () => {
    const first = start()
    const api = await connect(await addressOf(first))
    const query = { groups: [], codes: ['success'], project: null, text: '' }
    await expect
      .poll(async () => (await api.call('listTaskIds', { query }))['ids'], { timeout: 30_000 })
      .not.toEqual([])
    const { ids } = (await api.call('listTaskIds', { query })) as { ids: string[] }
    const request = { ...requestFor(join(home.path, 'results')), taskId: ids[0] }
    const { id } = await api.call('startTransfer', request)

    const second = start()
    const said = Array.fromAsync(second.stderr as AsyncIterable<Buffer>)
    const [code] = (await once(second, 'exit')) as [number | null]
    expect(Buffer.concat(await said).toString()).toMatch(
      /^Inductiva Desktop is already running with the same data folder\./,
    )
    expect(code).toBe(1)

    const stateOf = async () => {
      const { transfers } = (await api.call('listTransfers', {})) as { transfers: { id: unknown; state: string }[] }
      return transfers.find(transfer => transfer.id === id)?.state
    }
    await expect.poll(stateOf, { timeout: 30_000 }).toBe('done')
    api.close()
    first.kill('SIGINT')
    expect(await once(first, 'exit')).toEqual([0, null])
    expect(integrities()).toEqual(['ok', 'ok'])
  },
)

/** Of the settings and of the account. */
function integrities(): readonly unknown[] {
  const data = join(home.path, 'data')
  const paths = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter(path =>
    /(settings|account)\.sqlite$/.test(path),
  )
  return paths.map(path => {
    const database = new DatabaseSync(join(data, path), { readOnly: true })
    const found = database.prepare('PRAGMA integrity_check').get()?.['integrity_check']
    database.close()
    return found
  })
}
