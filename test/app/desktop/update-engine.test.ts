import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const program = Buffer.from('the next version of the program '.repeat(10_000))

/** What the page where versions are published has. */
type Published = { readonly version: string; readonly announced: Buffer; readonly sent: Buffer }

let folder: string
let server: Server | undefined
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'inductiva-updates-'))
  await Promise.all(['resources', 'cache', 'data'].map(name => mkdir(path.join(folder, name))))
  await writeFile(path.join(folder, 'Inductiva.AppImage'), 'this version')
})
afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
  await rm(folder, { recursive: true, force: true })
})

async function publish({ version, announced, sent }: Published): Promise<string> {
  const sum = createHash('sha512').update(announced).digest('base64')
  const files = new Map<string, string | Buffer>([
    [
      '/latest-linux.yml',
      `version: ${version}\nfiles:\n  - url: new.AppImage\n    sha512: ${sum}\n    size: ${announced.length}\n`,
    ],
    ['/new.AppImage', sent],
  ])
  server = createServer((request, response) => {
    const file = files.get((request.url ?? '').split('?')[0] ?? '')
    response.writeHead(file === undefined ? 404 : 200).end(file)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** The app looks for updates at the address, in a process of its own. */
async function look(address: string | undefined): Promise<Record<string, unknown>> {
  const configuration = `provider: generic\nurl: ${address}\nupdaterCacheDirName: inductiva-updater\n`
  if (address !== undefined) await writeFile(path.join(folder, 'resources', 'app-update.yml'), configuration)
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'update-child.ts')], {
    env: {
      ...process.env,
      APPIMAGE: path.join(folder, 'Inductiva.AppImage'),
      XDG_CACHE_HOME: path.join(folder, 'cache'),
      TEST_RESOURCES: path.join(folder, 'resources'),
      TEST_USER_DATA: path.join(folder, 'data'),
    },
  })
  return JSON.parse(stdout) as Record<string, unknown>
}

async function fetched(): Promise<readonly string[]> {
  const pending = path.join(folder, 'cache', 'inductiva-updater', 'pending')
  const names = await readdir(pending).catch(() => [])
  return names.filter(name => name.endsWith('.AppImage')).map(name => path.join(pending, name))
}

describe.runIf(process.platform === 'linux')('looking for updates', () => {
  it('finds a newer version, fetches it and keeps it until it is installed', async () => {
    const report = await look(await publish({ version: '2.0.0', announced: program, sent: program }))

    expect(report).toMatchObject({ found: '2.0.0' })
    expect(report['failure']).toBeUndefined()
    const [file = ''] = await fetched()
    expect((await readFile(file)).equals(program)).toBe(true)
  })

  it.each(['1.0.0', '0.9.9'])('leaves %s alone: it is no newer than this one', async version => {
    const report = await look(await publish({ version, announced: program, sent: program }))
    expect(report).toEqual({ found: null, fractions: [] })
  })

  it('throws away what is not what was published', async () => {
    const forged = Buffer.from(program)
    forged[17] = 0
    const report = await look(await publish({ version: '2.0.0', announced: program, sent: forged }))

    expect(report).toMatchObject({ found: '2.0.0', failure: 'ERR_CHECKSUM_MISMATCH' })
    expect(await fetched()).toEqual([])
  })

  it('says that nobody answers', async () => {
    const address = await publish({ version: '2.0.0', announced: program, sent: program })
    server?.close()
    expect((await look(address))['failure']).toBe('ECONNREFUSED')
  })

  it('asks nobody where a program was built without an address', async () => {
    expect(await look(undefined)).toEqual({ lack: 'no-source', fractions: [] })
  })
})
