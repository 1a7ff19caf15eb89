import type { ElectronApplication } from '@playwright/test'
import { expect, invoke, shareApp, test } from './fixtures.ts'

shareApp()

const ownAddress = 'app://desktop/'

test('refuses calls of a page from elsewhere, even in our own window', async ({ electronApp, window }) => {
  await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.loadURL('data:text/html,foreign'))
  await window.waitForURL('data:**')
  expect(await invoke(window, 'getSettings')).toMatchObject({ ok: false, failure: { code: 'untrusted-sender' } })
  await electronApp.evaluate(({ BrowserWindow }, url) => BrowserWindow.getAllWindows()[0]!.loadURL(url), ownAddress)
  await expect.poll(() => invoke(window, 'getSettings').catch(() => undefined)).toMatchObject({ ok: true })
})

test('gives the page the bridge and nothing of Node', async ({ window }) => {
  const found = await window.evaluate(() => ({
    bridge: Object.keys(globalThis.inductiva).sort(),
    isFrozen: Object.isFrozen(globalThis.inductiva),
    nodeGlobals: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter(name => name in globalThis),
  }))
  expect(found).toEqual({ bridge: ['invoke', 'listen', 'pathOf'], isFrozen: true, nodeGlobals: [] })
})

test('stays on its own page when a link leads elsewhere', async ({ window }) => {
  const home = window.url()
  await window.evaluate(() => location.assign('https://example.com/'))
  await expect.poll(() => invoke(window, 'getSettings')).toMatchObject({ ok: true })
  expect(window.url()).toBe(home)
})

test('hands https links to the system and opens no window of its own', async ({ electronApp, window, pageErrors }) => {
  await recordOpened(electronApp)
  await window.evaluate(() => {
    for (const address of ['file:///etc/passwd', 'http://example.com/', 'https://docs.inductiva.ai/']) open(address)
  })
  await expect.poll(() => openedLinks(electronApp)).toEqual(['https://docs.inductiva.ai/'])
  expect(await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  await expect.poll(() => pageErrors).toEqual([expect.stringContaining('file:///etc/passwd')]) // Chromium refuses it itself
  pageErrors.splice(0)
})

test('runs no inline script', async ({ window, pageErrors }) => {
  const hasRun = await window.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.inlineScriptRan = true'
    document.head.append(script)
    return 'inlineScriptRan' in globalThis
  })
  expect(hasRun).toBe(false)
  await expect.poll(() => pageErrors).toEqual([expect.stringContaining('Content Security Policy')])
  pageErrors.splice(0)
})

function recordOpened(electronApp: ElectronApplication): Promise<void> {
  return electronApp.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = address => Promise.resolve(void opened.push(address))
  })
}

function openedLinks(electronApp: ElectronApplication): Promise<readonly string[]> {
  return electronApp.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
}
