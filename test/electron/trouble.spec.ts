import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './fixtures.ts'

const home = 'app://desktop/'

test('shows a page about the crash of a page, with a way back', async ({ electronApp, window }) => {
  await window.getByText('Sample account').waitFor()
  await crash(electronApp)
  await expect.poll(() => address(electronApp)).toBe(`${home}trouble/crashed`)
})

test('asks the person when page after page crashes', async ({ electronApp, window }) => {
  await window.getByText('Sample account').waitFor()
  await answerDialogs(electronApp, 0)
  for (let crashes = 1; crashes <= 3; crashes++) {
    await load(electronApp, home)
    await expect.poll(() => address(electronApp)).toBe(home)
    await crash(electronApp)
    await expect.poll(() => address(electronApp)).toBe(`${home}trouble/crashed`)
  }
  expect(await dialogs(electronApp)).toEqual([])
  await crash(electronApp)
  await expect.poll(() => dialogs(electronApp)).toEqual(['The window keeps failing'])
  await expect.poll(() => address(electronApp)).toBe(home)
})

test('says that a page could not be loaded, and leads back', async ({ electronApp, window, pageErrors }) => {
  await window.getByText('Sample account').waitFor()
  await load(electronApp, `${home}not-there.html`)
  await expect(window.getByRole('heading', { name: 'The window could not be loaded' })).toBeVisible()
  await expect(window.getByText('Nothing is lost: downloads go on')).toBeVisible()
  await window.getByRole('link', { name: 'Reload' }).press('Enter')
  await expect(window.getByText('Sample account')).toBeVisible()
  pageErrors.splice(0) // Chromium's own words about the page that is not there
})

for (const { response, name } of [
  { response: 0, name: 'waits for a page that does not answer when asked to' },
  { response: 1, name: 'loads a page anew that does not answer when asked to' },
]) {
  test(name, async ({ electronApp, window }) => {
    await window.getByText('Sample account').waitFor()
    await answerDialogs(electronApp, response)
    await countLoads(electronApp)
    await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.emit('unresponsive'))
    await expect.poll(() => dialogs(electronApp)).toEqual(['The window does not answer'])
    await expect.poll(() => loads(electronApp)).toBe(response)
    expect(await address(electronApp)).toBe(home)
  })
}

function address(electronApp: ElectronApplication): Promise<string> {
  return electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getURL())
}

function load(electronApp: ElectronApplication, url: string): Promise<void> {
  return electronApp.evaluate(({ BrowserWindow }, wanted) => {
    return BrowserWindow.getAllWindows()[0]!
      .loadURL(wanted)
      .catch(() => undefined)
  }, url)
}

function countLoads(electronApp: ElectronApplication): Promise<void> {
  return electronApp.evaluate(({ BrowserWindow }) => {
    const counted = Object.assign(globalThis, { loads: 0 })
    BrowserWindow.getAllWindows()[0]!.webContents.on('did-finish-load', () => counted.loads++)
  })
}

function loads(electronApp: ElectronApplication): Promise<number> {
  return electronApp.evaluate(() => (globalThis as unknown as { loads: number }).loads)
}

function crash(electronApp: ElectronApplication): Promise<void> {
  return electronApp.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer(),
  )
}

/** Answers every message box, as a person would, and keeps what they said. */
function answerDialogs(electronApp: ElectronApplication, response: number): Promise<void> {
  return electronApp.evaluate(({ dialog }, answer) => {
    const messages: string[] = []
    Object.assign(globalThis, { messages })
    dialog.showMessageBox = (...args: unknown[]) => {
      messages.push((args.at(-1) as { readonly message: string }).message)
      return Promise.resolve({ response: answer, checkboxChecked: false })
    }
  }, response)
}

function dialogs(electronApp: ElectronApplication): Promise<readonly string[]> {
  return electronApp.evaluate(() => (globalThis as unknown as { messages: string[] }).messages)
}
