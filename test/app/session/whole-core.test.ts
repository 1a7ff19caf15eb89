import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNodePorts } from '../../../app/core-node.ts'
import { createCore, type Core } from '../../../app/core.ts'
import { openDataFolder } from '../../../app/platform/data-folder.ts'
import { createLog } from '../../../app/platform/log.ts'
import { startSampleService, type SampleService } from '../../../app/sample/sample-service.ts'
import { FakeKeychain } from '../../fakes/session-ports.ts'

const key = 'very.secret-key-7'
const wrongKey = 'very.wrong-key-8'

let folder: string
let service: SampleService
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'secrecy-'))
  service = await startSampleService({ key })
})
afterEach(async () => {
  await service.close()
  rmSync(folder, { recursive: true })
})

/** The whole core over real HTTP and real files; only the keychain is not the computer's own. */
function startCore(keychain: FakeKeychain): { readonly core: Core; readonly told: unknown[] } {
  const dataFolder = openDataFolder({ INDUCTIVA_DESKTOP_DATA: folder })
  const log = createLog(pino.destination({ dest: dataFolder.logFile, sync: true }), 'debug')
  const appFolder = new URL('../../../app/', import.meta.url)
  const ports = createNodePorts({ dataFolder, environment: { HOME: folder }, log, appFolder })
  const unsupported = () => Promise.reject(new Error('There is no desktop here'))
  const desktop = {
    canChooseFolder: false,
    canReveal: false,
    canOpen: false,
    chooseFolder: unsupported,
    chooseArchive: unsupported,
    reveal: unsupported,
    open: unsupported,
    drag: unsupported,
  }
  const core = createCore({ ...ports, keychain, desktop, entryOrigin: 'http://127.0.0.1:1', shell: 'web' })
  const told: unknown[] = []
  core.hub.subscribe((name, value) => told.push({ name, value }))
  return { core, told }
}

function everyFile(): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  expect(files.length).toBeGreaterThan(2)
  return files.map(file => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n')
}

describe('a key, and the signed addresses it brings', () => {
  it('are in no file, in no line of the log and in nothing that a window hears', async () => {
    const { core, told } = startCore(new FakeKeychain())
    const { handlers } = core
    const address = { baseUrl: service.baseUrl }
    await expect(handlers.signIn({ key: wrongKey, ...address })).rejects.toMatchObject({ code: 'key-refused' })
    told.push(await handlers.signIn({ key, ...address }), await handlers.refreshTasks({}))
    const query = { groups: ['finished' as const], codes: [], project: null, text: '' }
    const { rows } = await handlers.listTasks({ query, offset: 0, limit: 1 })
    const taskId = rows[0]!.id
    told.push(await handlers.getTask({ id: taskId }), await handlers.openArchive({ taskId, kind: 'output' }))
    service.faults.add({ scope: 'api', fault: { kind: 'answer', status: 401, body: `{"detail": "${key}"}` } })
    told.push(await handlers.refreshTasks({}), await handlers.getTask({ id: taskId }))
    expect(service.stats.count({ scope: 'storage' })).toBeGreaterThan(0)

    const atWork = everyFile() // with the databases' journals still there
    await core.dispose()
    for (const secret of [key, wrongKey, 'X-Signature=']) {
      expect(atWork).not.toContain(secret)
      expect(everyFile()).not.toContain(secret)
      expect(JSON.stringify(told)).not.toContain(secret)
    }
  })
})

describe('the session of the whole core', () => {
  it('asks for attention once the service refuses the key, and keeps the mirror readable', async () => {
    const { core } = startCore(new FakeKeychain())
    await core.handlers.signIn({ key, baseUrl: service.baseUrl })
    await core.handlers.refreshTasks({})
    service.faults.add({ scope: 'api', fault: { kind: 'answer', status: 401 } })
    await core.handlers.refreshTasks({})
    await expect
      .poll(() => core.handlers.getSession({}))
      .toMatchObject({ state: 'signed-in', attention: { code: 'key-refused' } })
    expect((await core.handlers.getTaskSync({})).mirroredTasks).toBeGreaterThan(40)
    await core.dispose()
  })

  it('asks for nothing any more once the service accepts the key again', async () => {
    const { core } = startCore(new FakeKeychain())
    await core.handlers.signIn({ key, baseUrl: service.baseUrl })
    const accept = service.faults.add({ scope: 'api', fault: { kind: 'answer', status: 401 } })
    await core.handlers.refreshTasks({})
    await expect
      .poll(() => core.handlers.getSession({}))
      .toMatchObject({ state: 'signed-in', attention: { code: 'key-refused' } })
    accept()
    await core.handlers.refreshTasks({})
    await expect.poll(() => core.handlers.getSession({})).toMatchObject({ state: 'signed-in', attention: null })
    await core.dispose()
  })

  it('comes back with the key of the keychain, and is gone after signing out', async () => {
    const keychain = new FakeKeychain()
    const first = startCore(keychain)
    await first.core.handlers.signIn({ key, baseUrl: service.baseUrl })
    await first.core.dispose()

    const second = startCore(keychain)
    await second.core.start({ sample: false })
    expect(await second.core.handlers.getSession({})).toMatchObject({ state: 'signed-in', attention: null })
    await second.core.handlers.signOut({})
    expect(keychain.keys.size).toBe(0)
    await expect(second.core.handlers.getTaskSync({})).rejects.toMatchObject({ code: 'not-signed-in' })
    await second.core.dispose()
  })
})

describe('the folder of a download', () => {
  it('follows the template of the settings at once, with what the mirror knows of the task', async () => {
    const { core } = startCore(new FakeKeychain())
    const { handlers } = core
    await handlers.signIn({ key, baseUrl: service.baseUrl })
    await handlers.refreshTasks({})
    const query = { groups: ['finished' as const], codes: [], project: null, text: '' }
    const { id: taskId, project } = (await handlers.listTasks({ query, offset: 0, limit: 1 })).rows[0]!
    const all = { include: [''], exclude: [] }
    const request = { taskId, archive: 'output', kind: 'files', selection: all, conflicts: 'skip-identical' } as const
    const destination = async () => (await handlers.forecastTransfer({ ...request, destination: null })).destination
    await handlers.updateSettings({ downloadFolder: folder })
    expect(await destination()).toBe(join(folder, 'inductiva_output', taskId, 'outputs'))
    await handlers.updateSettings({ destinationTemplate: '{project}/{id}' })
    expect(await destination()).toBe(join(folder, 'inductiva_output', project.replaceAll('/', '-'), taskId))
    await core.dispose()
  })
})
