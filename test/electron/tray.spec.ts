import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { projectFolder } from '../../build/entries.ts'
import { ask, startDownloads, statesOf } from './calls.ts'
import { appWindow, electronProgram, expect, launch, test } from './fixtures.ts'
import { chooseInTray, pressTray, seenTray, watchTray } from './menus.ts'
import { startTrayHost } from './tray-host.ts'

test('tells in the tray what goes on, and pauses and resumes all downloads', async ({ electronApp, window }) => {
  await watchTray(electronApp)
  await startDownloads(window, { count: 2, bytesPerSecond: 20_000 })
  await expect.poll(async () => (await seenTray(electronApp))?.items[0]?.label).toMatch(/\d running, .*downloading/)
  const seen = await seenTray(electronApp)
  expect(seen?.toolTip).toBe(`Inductiva Desktop: ${seen?.items[0]?.label ?? ''}`)
  expect(seen?.items.filter(({ label }) => /^[✓✗] /.test(label))).toHaveLength(5)

  await chooseInTray(electronApp, 'Pause All')
  await expect.poll(() => statesOf(window)).toEqual(['paused', 'paused'])
  await expect.poll(async () => (await seenTray(electronApp))?.items[0]?.label).toContain('2 paused')
  await chooseInTray(electronApp, 'Resume All')
  await expect.poll(() => statesOf(window)).not.toContain('paused')
})

test('opens a task and the settings from the tray, and mutes notices there', async ({ electronApp, window }) => {
  await watchTray(electronApp)
  await expect(window.getByRole('row').nth(1)).toBeVisible()
  await ask(window, 'updateSettings', { showTray: false })
  await ask(window, 'updateSettings', { showTray: true })
  await expect.poll(async () => (await seenTray(electronApp))?.items.length).toBeGreaterThan(8)
  const task = (await seenTray(electronApp))?.items.find(({ label }) => /^[✓✗] /.test(label))
  await chooseInTray(electronApp, task?.label ?? '')
  await expect(window.getByRole('region', { name: /^Task / })).toBeVisible()
  await chooseInTray(electronApp, 'Settings')
  await expect(window.getByRole('dialog', { name: 'Settings' })).toBeVisible()
  await chooseInTray(electronApp, 'Mute Notices for 1 Hour')
  await expect
    .poll(async () => (await seenTray(electronApp))?.items.map(({ label }) => label))
    .toContainEqual(expect.stringMatching(/^Unmute Notices \(muted until /))
  await ask(window, 'updateSettings', { showTray: false })
  await expect.poll(() => seenTray(electronApp)).toBeNull()
})

test.describe('where a panel shows trays', () => {
  test.skip(process.platform !== 'linux', 'elsewhere there is always one')
  const isVisible = (electronApp: Parameters<typeof seenTray>[0]) =>
    electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(each => each.isVisible()))

  test('closes to the tray, and comes back by the tray and by another start', async ({ home }) => {
    await using host = await startTrayHost()
    const environment = { ...home.environment, DBUS_SESSION_BUS_ADDRESS: host.busAddress }
    const electronApp = await launch({ ...home, environment })
    const window = await appWindow(electronApp)
    await watchTray(electronApp)
    await ask(window, 'updateSettings', { showTray: false })
    await ask(window, 'updateSettings', { showTray: true })
    await expect.poll(() => seenTray(electronApp)).not.toBeNull()
    await expect.poll(() => isVisible(electronApp)).toEqual([true])

    const close = () => electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await close()
    await expect.poll(() => isVisible(electronApp)).toEqual([false])
    await pressTray(electronApp)
    await expect.poll(() => isVisible(electronApp)).toEqual([true])

    await close()
    await expect.poll(() => isVisible(electronApp)).toEqual([false])
    const second = spawn(electronProgram, [projectFolder], { env: environment, stdio: 'ignore' })
    expect(await once(second, 'exit')).toEqual([0, null])
    await expect.poll(() => isVisible(electronApp)).toEqual([true])

    await host.leave() // the panel ends: now there is nothing to close to
    const ended = once(electronApp.process(), 'exit')
    await close().catch(() => undefined)
    expect(await ended).toEqual([0, null])
  })

  test('starts without a window when asked to, and shows one from the tray', async ({ home }) => {
    await using host = await startTrayHost()
    const environment = { ...home.environment, DBUS_SESSION_BUS_ADDRESS: host.busAddress }
    const electronApp = await launch({ ...home, environment }, ['--sample', '--hidden'])
    await watchTray(electronApp)
    await expect.poll(async () => (await seenTray(electronApp))?.items[0]?.label).toMatch(/\d running/)
    const atLogin = spawn(electronProgram, [projectFolder, '--hidden'], { env: environment, stdio: 'ignore' })
    expect(await once(atLogin, 'exit')).toEqual([0, null])
    expect(await isVisible(electronApp)).toEqual([])
    await chooseInTray(electronApp, 'Open')
    await expect.poll(() => isVisible(electronApp)).toEqual([true])
    await electronApp.close()
  })

  test('shows its window when it would be out of reach without one', async ({ home }) => {
    const electronApp = await launch(home, ['--sample', '--hidden'])
    await expect.poll(() => isVisible(electronApp)).toEqual([true])
    await electronApp.close()
  })
})
