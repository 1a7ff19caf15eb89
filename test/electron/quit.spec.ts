import { once } from 'node:events'
import type { ElectronApplication } from '@playwright/test'
import { ask, startDownloads, statesOf } from './calls.ts'
import { appWindow, expect, launch, test } from './fixtures.ts'
import { answerQuestions, askedQuestions } from './menus.ts'

const quit = { response: 0, checkboxChecked: false }
const keepRunning = { response: 1, checkboxChecked: false }

test('asks before it quits while something is downloaded, and goes on at the next start', async ({ home }) => {
  const first = await launch(home)
  const window = await appWindow(first)
  await startDownloads(window, { count: 2, bytesPerSecond: 20_000 })
  await answerQuestions(first, keepRunning)
  await first.evaluate(({ app }) => app.quit())
  await expect.poll(() => askedQuestions(first)).toEqual(['2 downloads are running.'])
  expect((await statesOf(window))[0]).toBe('running')

  await answerQuestions(first, quit)
  const ended = once(first.process(), 'exit')
  await first.evaluate(({ app }) => app.quit()).catch(() => undefined)
  expect(await ended).toEqual([0, null])

  const again = await launch(home)
  const windowAgain = await appWindow(again)
  await expect.poll(async () => (await statesOf(windowAgain))[0]).toBe('running')
  await ask(windowAgain, 'pauseAllTransfers', {})
  await answerQuestions(again, keepRunning) // nobody is asked: nothing would stop
  await again.close()
})

const sessionEnds: Readonly<Record<string, (electronApp: ElectronApplication) => Promise<unknown>>> = {
  'a signal': electronApp => Promise.resolve(electronApp.process().kill('SIGTERM')),
  'the shutdown of the computer': electronApp =>
    electronApp.evaluate(({ powerMonitor }) => powerMonitor.emit('shutdown', { preventDefault: () => undefined })),
  'an update whose installer runs': electronApp =>
    electronApp.evaluate(({ app, autoUpdater }) => {
      autoUpdater.emit('before-quit-for-update')
      app.quit()
    }),
  'the end of a session on Windows': electronApp =>
    electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.emit('session-end', {})),
}

for (const [name, endSession] of Object.entries(sessionEnds)) {
  test(`asks nobody on ${name}, and goes on at the next start`, async ({ home }) => {
    const first = await launch(home)
    await startDownloads(await appWindow(first), { count: 1, bytesPerSecond: 20_000 })
    await answerQuestions(first, keepRunning)
    const ended = once(first.process(), 'exit')
    await endSession(first).catch(() => undefined)
    expect(await ended).toEqual([0, null])
    const again = await launch(home)
    const windowAgain = await appWindow(again)
    await expect.poll(async () => (await statesOf(windowAgain))[0]).toBe('running')
    await ask(windowAgain, 'pauseAllTransfers', {})
    await again.close()
  })
}

test('does not ask again when the person said so', async ({ home }) => {
  const first = await launch(home)
  await startDownloads(await appWindow(first), { count: 1, bytesPerSecond: 20_000 })
  await answerQuestions(first, { response: 0, checkboxChecked: true })
  const ended = once(first.process(), 'exit')
  await first.evaluate(({ app }) => app.quit()).catch(() => undefined)
  expect(await ended).toEqual([0, null])

  const again = await launch(home)
  const window = await appWindow(again)
  await expect.poll(async () => (await statesOf(window))[0]).toBe('running')
  expect(await ask(window, 'getSettings', {})).toMatchObject({ askBeforeQuit: false })
  await answerQuestions(again, keepRunning)
  await again.close()
})

test('ends with its window where there is no tray, and says so once', async ({ home }) => {
  test.skip(process.platform !== 'linux', 'elsewhere there is always one')
  const said = /ends with its window, because this desktop has no tray/
  const startAndClose = async (isSaid: boolean) => {
    const electronApp = await launch(home)
    const window = await appWindow(electronApp)
    await expect(window.getByRole('row').nth(1)).toBeVisible()
    await electronApp.evaluate(({ Notification }) => {
      globalThis.asked = []
      Notification.isSupported = () => false
    })
    // What the app says comes in the order in which it was asked for: a sentence that comes later proves what did not come.
    await electronApp.evaluate(({ app }) => {
      app.emit('open-url', { preventDefault: () => undefined }, 'inductiva-desktop://of no task')
    })
    await expect(window.getByText(/A link was not opened/)).toBeVisible()
    await expect(window.getByText(said)).toHaveCount(isSaid ? 1 : 0)
    const ended = once(electronApp.process(), 'exit')
    await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined)
    expect(await ended).toEqual([0, null])
  }
  for (const isSaid of [false, true, false]) await startAndClose(isSaid)
})
