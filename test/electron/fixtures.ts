import path from 'node:path'
import {
  _electron,
  expect,
  test as base,
  type ConsoleMessage,
  type ElectronApplication,
  type Page,
} from '@playwright/test'
import { findElectronBinary } from '../../build/electron-binary.ts'
import { projectFolder } from '../../build/entries.ts'
import { createTestHome, type TestHome } from '../e2e/web-shell.ts'

/** The real binary where one is installed, the stand-in where not. */
export const electronProgram = findElectronBinary() ?? path.join(import.meta.dirname, 'stand-in', 'electron')

type Fixtures = {
  readonly home: TestHome
  readonly electronApp: ElectronApplication
  /** What the page complained about. Must be empty in the end: a test that provokes an error takes it out. */
  readonly pageErrors: string[]
  /** The app's window, once it shows the app's page. */
  readonly window: Page
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- the runner reads the names of needed fixtures from this pattern
  home: async ({}, use) => {
    if (shared) return use(shared.home)
    const home = await createTestHome()
    await use(home)
    await home.remove()
  },

  electronApp: async ({ home }, use) => {
    if (shared) return use(shared.electronApp)
    const electronApp = await launch(home)
    await use(electronApp)
    await electronApp.close()
  },

  // eslint-disable-next-line no-empty-pattern -- as above
  pageErrors: async ({}, use) => {
    const errors: string[] = []
    await use(errors)
    expect(errors, 'errors in the console of the page').toEqual([])
  },

  window: async ({ electronApp, pageErrors }, use) => {
    const window = await appWindow(electronApp)
    const onPageError = (error: Error) => void pageErrors.push(error.message)
    const onConsole = (message: ConsoleMessage) => {
      if (message.type() === 'error') pageErrors.push(message.text())
    }
    window.on('pageerror', onPageError).on('console', onConsole)
    await use(window)
    window.off('pageerror', onPageError).off('console', onConsole)
  },
})

/** The app of a file that shares one. */
let shared: { readonly home: TestHome; readonly electronApp: ElectronApplication } | undefined

/** All tests of this file get the same running app. For tests that need nothing of it to be as at the start. */
export function shareApp(): void {
  test.beforeAll(async () => {
    const home = await createTestHome()
    shared = { home, electronApp: await launch(home) }
  })
  test.afterAll(async () => {
    await shared?.electronApp.close()
    await shared?.home.remove()
    shared = undefined
  })
}

export { expect } from '@playwright/test'

/** Chromium starts no sandbox for root; the stand-in never does. */
const noSandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** @param modules  Loaded before the app's own. */
export function launch(
  home: TestHome,
  args: readonly string[] = ['--sample'],
  appFolder = projectFolder,
  modules: readonly string[] = [],
): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: electronProgram,
    args: [...noSandbox, ...modules.flatMap(file => ['-r', file]), appFolder, ...args],
    env: definedOnly(home.environment),
    colorScheme: null,
  })
}

/** The first window may still be blank when Electron tells of it. */
export async function appWindow(electronApp: ElectronApplication): Promise<Page> {
  const window = await electronApp.firstWindow()
  await window.waitForURL(url => url.protocol !== 'about:')
  return window
}

type Bridge = {
  readonly inductiva: {
    invoke(name: string, input: unknown): Promise<unknown>
    listen(onEvent: (name: string, value: unknown) => void): () => void
  }
}
/** For functions that run in the page: its `window`, with what the preload adds. */
declare global {
  var inductiva: Bridge['inductiva']
}

/** Makes a call as the page would, past the typed client. */
export function invoke(window: Page, name: string, input: unknown = {}): Promise<unknown> {
  return window.evaluate(([call, value]) => globalThis.inductiva.invoke(call as string, value), [name, input])
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(entry => entry[1] !== undefined)) as Record<
    string,
    string
  >
}
