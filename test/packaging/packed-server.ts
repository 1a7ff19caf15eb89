import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

export type PackedServer = AsyncDisposable & {
  /** The app's page, as the first browser gets it. */
  page(): Promise<string>
  get(pathname: string): Promise<Response>
}

/** Starts the web shell from packed files on plain Node. They lie outside of the project: nothing of it helps them. */
export async function servePackedApp(appFolder: string): Promise<PackedServer> {
  const data = await mkdtemp(path.join(tmpdir(), 'inductiva-packed-'))
  const script = path.join(appFolder, 'dist', 'app', 'serve.js')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, '--no-open', '--sample'], {
    cwd: data,
    env: { ...process.env, INDUCTIVA_DESKTOP_DATA: data, NODE_PATH: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const address = new URL(await addressIn(child.stdout))
  let cookie = ''
  const get = (pathname: string) => fetch(new URL(pathname, address), { headers: { cookie }, redirect: 'manual' })
  return {
    async page() {
      const first = await get(address.pathname + address.search)
      cookie = first.headers
        .getSetCookie()
        .map(value => value.split(';')[0])
        .join('; ')
      return (await get('/')).text()
    },
    get,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
      await rm(data, { recursive: true, force: true })
    },
  }
}

async function addressIn(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const address = /^Open (http\S+)/.exec(line)?.[1]
    if (address !== undefined) return address
  }
  throw new Error('The packed app ended before it said where it can be opened')
}
