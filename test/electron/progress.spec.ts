import type { ElectronApplication } from '@playwright/test'
import { ask, startDownloads, statesOf } from './calls.ts'
import { expect, test } from './fixtures.ts'

type Bar = { readonly value: number; readonly mode: string }

/** Notes what the taskbar is told, from now on, as systems keep that to themselves. Answers all of it. */
async function watchTaskbar(electronApp: ElectronApplication): Promise<() => Promise<readonly Bar[]>> {
  await electronApp.evaluate(({ BrowserWindow }) => {
    const bars: Bar[] = []
    const window = BrowserWindow.getAllWindows()[0]!
    const show = window.setProgressBar.bind(window)
    window.setProgressBar = (value, options) => {
      bars.push({ value, mode: options?.mode ?? 'normal' })
      show(value, options)
    }
    Object.assign(globalThis, { bars })
  })
  return () => electronApp.evaluate(() => (globalThis as unknown as { bars: Bar[] }).bars)
}

test('shows the sum of all downloads in the taskbar, and nothing once they have ended', async ({
  electronApp,
  window,
}) => {
  const bars = await watchTaskbar(electronApp)
  await startDownloads(window, { count: 3, bytesPerSecond: 10_000 })
  await expect.poll(async () => (await bars()).at(-1)).toMatchObject({ mode: 'normal' })
  await ask(window, 'updateSettings', { downloadLimit: null })
  await expect.poll(() => statesOf(window), { timeout: 15_000 }).toEqual(['done', 'done', 'done'])
  await expect.poll(async () => (await bars()).at(-1)).toEqual({ value: -1, mode: 'none' })

  const values = (await bars()).filter(({ mode }) => mode === 'normal').map(({ value }) => value)
  expect(values.length).toBeGreaterThan(2)
  expect(values).toEqual(values.toSorted((a, b) => a - b))
})

test('shows the bar again on a window that was hidden', async ({ electronApp, window }) => {
  await startDownloads(window, { count: 1, bytesPerSecond: 10_000 })
  const bars = await watchTaskbar(electronApp)
  await electronApp.evaluate(({ BrowserWindow }) => {
    const [shown] = BrowserWindow.getAllWindows()
    shown?.hide()
    shown?.show()
  })
  await expect.poll(async () => (await bars())[0]).toMatchObject({ mode: 'normal' })
})

// The window's title follows the page's, which Electron does by itself.
test('tells the percentage in the title of a window that is minimised', async ({ electronApp, window }) => {
  await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.minimize())
  await startDownloads(window, { count: 1, bytesPerSecond: 20_000 })
  const percent = async () => Number(/^(\d+) % .*Inductiva Desktop$/.exec(await window.title())?.[1] ?? -1)
  await expect.poll(percent).toBeGreaterThanOrEqual(0)
  const first = await percent()
  await expect.poll(percent, { timeout: 15_000 }).toBeGreaterThan(first)
  await ask(window, 'updateSettings', { downloadLimit: null })
  await expect.poll(() => window.title(), { timeout: 15_000 }).not.toContain('%')
})
