import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createNodePorts } from '../../app/core-node.ts'
import { createCore, type Core } from '../../app/core.ts'
import { openDataFolder } from '../../app/platform/data-folder.ts'
import { noDesktop } from '../../app/platform/no-desktop.ts'
import { startSampleService, type SampleService } from '../../app/sample/sample-service.ts'
import { silentLog } from '../fakes/logs.ts'
import { FakeKeychain } from '../fakes/session-ports.ts'
import { makeTemporaryFolder } from '../fakes/transfer-site.ts'

const key = 'secret.key-1'

let home: ReturnType<typeof makeTemporaryFolder>
let data: string
let service: SampleService
let keychain: FakeKeychain
let holder: ChildProcess | undefined
beforeEach(async () => {
  home = makeTemporaryFolder()
  data = join(home.path, 'Ünï cödé 数据') // a folder as people have them
  mkdirSync(data)
  service = await startSampleService({ key })
  keychain = new FakeKeychain()
})
afterEach(async () => {
  if (holder?.kill('SIGKILL')) await once(holder, 'exit')
  holder = undefined
  await service.close()
  home.remove()
})

async function start(): Promise<Core> {
  const dataFolder = openDataFolder({ INDUCTIVA_DESKTOP_DATA: data })
  const appFolder = new URL('../../app/', import.meta.url)
  const ports = createNodePorts({ dataFolder, environment: { HOME: home.path }, log: silentLog, appFolder })
  const core = createCore({
    ...ports,
    keychain,
    desktop: noDesktop,
    entryOrigin: 'http://127.0.0.1:1',
    updates: 'web-shell',
    shell: 'web',
  })
  await core.start({ sample: false })
  return core
}

/** A first start, in which somebody signs in. */
async function signInOnce(): Promise<void> {
  const core = await start()
  await core.handlers.signIn({ key, baseUrl: service.baseUrl })
  await core.handlers.refreshTasks({})
  await core.dispose()
}

function accountFile(): string {
  const [profileId = ''] = readdirSync(join(data, 'accounts'))
  return join(data, 'accounts', profileId, 'account.sqlite')
}

const said = async (core: Core): Promise<string> => {
  const { requests } = await core.handlers.takeWindowRequests({ isSignedIn: true })
  return requests.map(request => (request.kind === 'say' ? request.sentence : '')).join('\n')
}

it.each([
  ['nonsense', (file: string) => writeFileSync(file, 'nonsense '.repeat(2000))],
  ['cut off', (file: string) => truncateSync(file, 50_000)],
  ['empty', (file: string) => truncateSync(file, 0)],
])('an account whose file is %s comes again from the service, and the file stays', async (_name, damage) => {
  await signInOnce()
  damage(accountFile())
  const before = readFileSync(accountFile())
  const core = await start()
  expect(await core.handlers.getSession({})).toMatchObject({ state: 'signed-in', attention: null })
  await core.handlers.refreshTasks({})
  expect((await core.handlers.getTaskSync({})).mirroredTasks).toBeGreaterThan(40)
  const sentence = await said(core)
  const path = /put aside as (.+\.sqlite),/.exec(sentence)?.[1] ?? ''
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(path).toContain('account.damaged-')
  expect(sentence).toMatch(/Tasks come again from the service\. Downloaded files are where they were/)
  await core.dispose()
})

it('an account whose file breaks while it is used is taken down, and comes back with a fresh one', async () => {
  await signInOnce()
  const bytes = readFileSync(accountFile())
  bytes.fill(0xff, 4096 * 4) // whole at first sight: the head is there, and so is the size
  writeFileSync(accountFile(), bytes)
  const core = await start()
  await expect
    .poll(async () => {
      await core.handlers.listTaskIds({ query: { groups: [], codes: [], project: null, text: 'x' } }).catch(() => null)
      return core.handlers.retrySession({})
    })
    .toMatchObject({ state: 'signed-in' })
  await core.handlers.refreshTasks({})
  expect((await core.handlers.getTaskSync({})).mirroredTasks).toBeGreaterThan(40)
  expect(await said(core)).toContain('account.damaged-')
  await core.dispose()
})

it('damaged settings are put aside, and the person signs in again', async () => {
  await signInOnce()
  writeFileSync(join(data, 'settings.sqlite'), 'nonsense '.repeat(2000))
  const core = await start()
  expect(await core.handlers.getSession({})).toMatchObject({ state: 'signed-out', reason: null })
  expect(await said(core)).toMatch(/settings\.damaged-.*Sign in again/)
  await core.handlers.signIn({ key, baseUrl: service.baseUrl })
  expect((await core.handlers.getTaskSync({})).mirroredTasks).toBeGreaterThan(40) // the account's own file was whole
  await core.dispose()
})

it('an account whose file another program holds says so, and comes back once that is done', async () => {
  await signInOnce()
  const hold = `const { DatabaseSync } = require('node:sqlite'); const d = new DatabaseSync(process.argv[1])
    d.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; DELETE FROM tasks'); console.log('held'); setInterval(() => {}, 1000)`
  const holding = spawn(process.execPath, ['-e', hold, accountFile()], { stdio: ['ignore', 'pipe', 'inherit'] })
  holder = holding
  await once(holding.stdout, 'data')
  const core = await start()
  expect(await core.handlers.getSession({})).toMatchObject({
    state: 'signed-out',
    reason: { code: 'database-busy', remedy: 'retry' },
  })
  holding.kill('SIGKILL')
  await once(holding, 'exit')
  expect(await core.handlers.retrySession({})).toMatchObject({ state: 'signed-in' })
  expect((await core.handlers.getTaskSync({})).mirroredTasks).toBeGreaterThan(40)
  expect(await said(core)).toBe('')
  await core.dispose()
})
