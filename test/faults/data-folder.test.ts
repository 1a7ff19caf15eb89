import { execFileSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeTemporaryFolder, requestFor } from '../fakes/transfer-site.ts'
import {
  addressOf,
  connect,
  endOf,
  projectFolder,
  startApp,
  type ServedApp,
  type ServedAppOptions,
} from './served-app.ts'

const isRoot = process.getuid?.() === 0
const nobody = 65_534
const asNobody = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups']

let home: ReturnType<typeof makeTemporaryFolder>
let data: string
let children: ChildProcess[]
let mounted: string[]
beforeEach(() => {
  home = makeTemporaryFolder()
  data = join(home.path, 'data')
  children = []
  mounted = []
})
afterEach(async () => {
  const running = children.filter(child => child.exitCode === null && child.signalCode === null)
  await Promise.all(running.map(child => (child.kill('SIGKILL'), once(child, 'exit'))))
  for (const folder of mounted) execFileSync('umount', [folder])
  home.remove()
})

function start(options: Partial<ServedAppOptions> = {}): ServedApp {
  const child = startApp({ home: home.path, data, ...options })
  children.push(child)
  return child
}

/** Starts the app as another person, who may not be let through to where the project lies. */
function asSomebodyElse(): Pick<ServedAppOptions, 'through' | 'project'> {
  const project = join(home.path, 'project')
  mkdirSync(project)
  execFileSync('mount', ['--bind', projectFolder, project])
  mounted.push(project)
  execFileSync('mount', ['-o', 'remount,ro,bind', project]) // whoever cleans up after a run that was killed spares it
  return { through: ['setpriv', ...asNobody], project }
}

/** A disk of its own at the place of a folder. */
function mountDisk(folder: string, sizeKiB: number): void {
  mkdirSync(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKiB}k,mode=700`, 'tmpfs', folder])
  mounted.push(folder)
}

/** Takes all the room there is. Answers the file that takes it. */
function fillDisk(folder: string): string {
  const ballast = join(folder, 'ballast')
  for (const blockBytes of [65_536, 4_096]) {
    try {
      for (;;) writeFileSync(ballast, Buffer.alloc(blockBytes, 1), { flag: 'a' })
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' })
    }
  }
  return ballast
}

const cannotUse = /^Inductiva Desktop cannot use the folder with its own data \(.*data.*\)\..* try again\./

describe('a data folder that is of no use', () => {
  it('is told in a sentence when it is a file, which stays as it is', async () => {
    writeFileSync(data, 'mine')
    expect(await endOf(start())).toEqual({ code: 1, said: expect.stringMatching(cannotUse) as string })
    expect(readFileSync(data, 'utf8')).toBe('mine')
  })

  it.skipIf(!isRoot)('is told when it belongs to somebody else, and nothing is made in it', async () => {
    chmodSync(home.path, 0o755)
    mkdirSync(data)
    const other = asSomebodyElse()
    expect(await endOf(start(other))).toEqual({ code: 1, said: expect.stringMatching(cannotUse) as string })
    expect(readdirSync(data)).toEqual([])
  })

  it.skipIf(!isRoot)('is told when it cannot be made', async () => {
    chmodSync(home.path, 0o755)
    const other = asSomebodyElse()
    expect(await endOf(start(other))).toEqual({ code: 1, said: expect.stringMatching(cannotUse) as string })
    expect(existsSync(data)).toBe(false)
  })

  it.skipIf(!isRoot)('is told when its disk is full, and nothing is half-made', async () => {
    mountDisk(data, 256)
    const ballast = fillDisk(data)
    const full = /^The disk that holds the data of Inductiva Desktop is full\. Nothing is lost/
    expect(await endOf(start())).toEqual({ code: 1, said: expect.stringMatching(full) as string })
    expect(readdirSync(data).filter(name => /settings|account/.test(name))).toEqual([])
    rmSync(ballast)
  })
})

describe('two people on one computer', () => {
  it.skipIf(!isRoot)('see nothing of each other, and work side by side', { timeout: 60_000 }, async () => {
    chmodSync(home.path, 0o755)
    mkdirSync(data, { mode: 0o755 }) // one that was made by somebody who did not think of others
    const theirs = join(home.path, 'theirs')
    mkdirSync(theirs)
    chownSync(theirs, nobody, nobody)
    const first = await connect(await addressOf(start()))
    const other = asSomebodyElse()
    const second = await connect(await addressOf(start({ home: theirs, data: join(theirs, 'data'), ...other })))
    await expect
      .poll(async () => (await first.call('getTaskSync'))['mirroredTasks'], { timeout: 20_000 })
      .toBeGreaterThan(0)
    await expect
      .poll(async () => (await second.call('getTaskSync'))['mirroredTasks'], { timeout: 20_000 })
      .toBeGreaterThan(0)
    const mine = readdirSync(data, { recursive: true, withFileTypes: true }).filter(each => each.isFile())
    expect(mine.length).toBeGreaterThan(3)
    for (const file of mine) {
      const path = join(file.parentPath, file.name)
      expect(() => execFileSync('setpriv', [...asNobody, 'cat', path], { stdio: 'ignore' }), path).toThrow()
    }
    first.close()
    second.close()
  })
})

describe.skipIf(!isRoot)('a disk that fills up under the data of the app while it runs', () => {
  const query = { groups: [], codes: ['success'], project: null, text: '' }

  it('is told where something was to be written, and is over once there is room', { timeout: 60_000 }, async () => {
    mountDisk(data, 65_536)
    const api = await connect(await addressOf(start()))
    const idsOf = async () => (await api.call('listTaskIds', { query }))['ids'] as string[]
    await expect.poll(idsOf, { timeout: 30_000 }).not.toEqual([])
    const [taskId] = await idsOf()
    const request = { ...requestFor(join(home.path, 'results')), taskId }
    const ballast = fillDisk(data)
    expect(await api.ask('startTransfer', request)).toMatchObject({
      failure: { code: 'data-folder-full', remedy: 'retry' },
    })
    rmSync(ballast)
    const { id } = await api.call('startTransfer', request)
    await expect.poll(() => stateOf(api, id), { timeout: 30_000 }).toBe('done')
    api.close()
  })

  it(
    'takes the account down in the middle of a transfer; tried again, it goes on to its end',
    { timeout: 120_000 },
    async () => {
      mountDisk(data, 65_536)
      const app = start()
      const api = await connect(await addressOf(app))
      const idsOf = async () => (await api.call('listTaskIds', { query }))['ids'] as string[]
      await expect.poll(idsOf, { timeout: 30_000 }).not.toEqual([])
      const taskId = await mediumOf(api, (await idsOf()).slice(0, 30))
      await api.call('updateSettings', { downloadLimit: 20_000 })
      const { id } = await api.call('startTransfer', { ...requestFor(join(home.path, 'results')), taskId })
      await expect.poll(() => stateOf(api, id), { timeout: 30_000 }).toBe('running')
      const ballast = fillDisk(data)
      await expect
        .poll(() => api.call('getSession'), { timeout: 30_000 })
        .toMatchObject({ state: 'signed-out', reason: { code: 'data-folder-full', remedy: 'retry' } })
      expect(await api.call('retrySession')).toMatchObject({
        state: 'signed-out',
        reason: { code: 'data-folder-full' },
      })
      rmSync(ballast)
      expect(await api.call('retrySession')).toMatchObject({ state: 'signed-in', profile: { kind: 'sample' } })
      await api.call('updateSettings', { downloadLimit: null })
      await expect.poll(() => stateOf(api, id), { timeout: 30_000 }).toBe('done')
      api.close()
      app.kill('SIGINT')
      expect(await once(app, 'exit')).toEqual([0, null])
    },
  )
})

type Window = Awaited<ReturnType<typeof connect>>

async function stateOf(api: Window, id: unknown): Promise<unknown> {
  const { transfers } = (await api.call('listTransfers')) as { transfers: { id: unknown; state: string }[] }
  return transfers.find(transfer => transfer.id === id)?.state
}

/** A task whose archive takes its time, and not too much of it. */
async function mediumOf(api: Window, ids: readonly string[]): Promise<string | undefined> {
  const sizes = await Promise.all(
    ids.map(async taskId => {
      const opened = (await api.call('openArchive', { taskId, kind: 'output' })) as {
        archive?: { archiveBytes: number }
      }
      return { taskId, sizeBytes: opened.archive?.archiveBytes ?? 0 }
    }),
  )
  return sizes.toSorted((a, b) => a.sizeBytes - b.sizeBytes).find(each => each.sizeBytes > 1_000_000)?.taskId
}
