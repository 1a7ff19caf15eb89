import type { ElectronApplication } from '@playwright/test'
import { ask, startDownloads, statesOf } from './calls.ts'
import { expect, test } from './fixtures.ts'

/** What the system tells: `suspend`, `resume` and the like. */
function tell(electronApp: ElectronApplication, event: string): Promise<void> {
  return electronApp.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name as 'suspend'), event)
}

/** Notes what keeps the computer awake, from now on. Answers how many do. */
async function watchBlockers(electronApp: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await electronApp.evaluate(({ powerSaveBlocker }) => {
    const held = new Map<number, string>()
    const start = powerSaveBlocker.start.bind(powerSaveBlocker)
    const stop = powerSaveBlocker.stop.bind(powerSaveBlocker)
    powerSaveBlocker.start = type => {
      const id = start(type)
      held.set(id, type)
      return id
    }
    powerSaveBlocker.stop = id => {
      held.delete(id)
      return stop(id)
    }
    Object.assign(globalThis, { held })
  })
  return () => electronApp.evaluate(() => [...(globalThis as unknown as { held: Map<number, string> }).held.values()])
}

test('stops downloads when the computer goes to sleep, and goes on with exactly those when it wakes', async ({
  electronApp,
  window,
}) => {
  const downloads = await startDownloads(window, { count: 3, bytesPerSecond: 10_000 })
  await ask(window, 'pauseTransfer', { id: downloads[1]!.id })
  await expect.poll(() => statesOf(window)).toEqual(['running', 'paused', 'running'])
  await tell(electronApp, 'suspend')
  await expect.poll(() => statesOf(window)).toEqual(['queued', 'paused', 'queued'])
  await tell(electronApp, 'resume')
  await expect.poll(() => statesOf(window)).toEqual(['running', 'paused', 'running'])
  await ask(window, 'updateSettings', { downloadLimit: null })
  await expect.poll(() => statesOf(window), { timeout: 15_000 }).toEqual(['paused', 'done', 'done'])
})

test('asks for tasks as soon as the computer is awake', async ({ electronApp, window }) => {
  const lastSuccess = async () => (await ask(window, 'getTaskSync', {})).lastSuccessAtMs ?? 0
  await expect.poll(lastSuccess).toBeGreaterThan(0)
  await tell(electronApp, 'suspend')
  const before = Date.now()
  await tell(electronApp, 'resume')
  await expect.poll(lastSuccess).toBeGreaterThanOrEqual(before)
})

test('lets downloads go on behind a locked screen', async ({ electronApp, window }) => {
  await startDownloads(window, { count: 1, bytesPerSecond: 10_000 })
  await tell(electronApp, 'lock-screen')
  await tell(electronApp, 'unlock-screen')
  expect(await statesOf(window)).toEqual(['running'])
})

test('keeps the computer awake only while something is downloaded, and only if asked to', async ({
  electronApp,
  window,
}) => {
  const blockers = await watchBlockers(electronApp)
  const [download] = await startDownloads(window, { count: 1, bytesPerSecond: 10_000 })
  expect(await blockers()).toEqual([])
  await ask(window, 'updateSettings', { keepAwake: true })
  await expect.poll(blockers).toEqual(['prevent-app-suspension'])
  await ask(window, 'pauseTransfer', { id: download!.id })
  await expect.poll(blockers).toEqual([])
  await ask(window, 'resumeTransfer', { id: download!.id })
  await expect.poll(blockers).toEqual(['prevent-app-suspension'])
  await ask(window, 'updateSettings', { keepAwake: false })
  await expect.poll(blockers).toEqual([])
  await ask(window, 'updateSettings', { keepAwake: true, downloadLimit: null })
  await expect.poll(() => statesOf(window), { timeout: 15_000 }).toEqual(['done'])
  await expect.poll(blockers).toEqual([])
})
