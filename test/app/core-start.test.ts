import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createNodePorts } from '../../app/core-node.ts'
import { createCore, type Core } from '../../app/core.ts'
import { openDataFolder } from '../../app/platform/data-folder.ts'
import { noDesktop } from '../../app/platform/no-desktop.ts'
import { silentLog } from '../fakes/logs.ts'

let folder: string
let core: Core
let serviceMayStart: PromiseWithResolvers<void>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'core-start-'))
  serviceMayStart = Promise.withResolvers()
  const dataFolder = openDataFolder({ INDUCTIVA_DESKTOP_DATA: folder })
  const appFolder = new URL('../../app/', import.meta.url)
  const ports = createNodePorts({ dataFolder, environment: { HOME: folder }, log: silentLog, appFolder })
  core = createCore({
    ...ports,
    desktop: noDesktop,
    entryOrigin: '',
    shell: 'electron',
    startSample: () => serviceMayStart.promise.then(() => ports.startSample()),
  })
})
afterEach(async () => {
  await core.dispose()
  rmSync(folder, { recursive: true })
})

it('tells a window that opens during the start who is signed in once that is known, never before', async () => {
  const started = core.start({ sample: true })
  const answers: string[] = []
  const session = core.handlers.getSession({}).then(({ state }) => answers.push(state))
  await core.handlers.getSettings({})
  expect(answers).toEqual([])

  serviceMayStart.resolve()
  await Promise.all([started, session])
  expect(answers).toEqual(['signed-in'])
})

it('tells the window that nobody is signed in when the start has failed', async () => {
  const started = core.start({ sample: true })
  const session = core.handlers.getSession({})
  serviceMayStart.reject(new Error('no port is free'))
  await expect(started).rejects.toThrow()
  expect(await session).toMatchObject({ state: 'signed-out' })
})
