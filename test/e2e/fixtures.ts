import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type ConsoleMessage, type Page } from '@playwright/test'
import { createTestHome, startWebShell, type TestHome, type WebShell } from './web-shell.ts'

type Options = {
  /** Arguments of the app, besides those that keep it to itself. Default: the sample account. */
  readonly shellArguments: readonly string[]
}
type Fixtures = {
  readonly home: TestHome
  readonly webShell: WebShell
  /** What the page complained about. Must be empty in the end: a test that provokes an error takes it out. */
  readonly pageErrors: string[]
  /** A page that has the app open. */
  readonly app: Page
}

export const test = base.extend<Options & Fixtures>({
  shellArguments: [['--sample'], { option: true }],

  // eslint-disable-next-line no-empty-pattern -- the runner reads the names of needed fixtures from this pattern
  home: async ({}, use) => {
    const home = await createTestHome()
    await use(home)
    await home.remove()
  },

  webShell: async ({ home, shellArguments }, use, testInfo) => {
    const shell = await startWebShell(home, shellArguments)
    await use(shell)
    await shell.stop()
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('app output', { body: shell.output() })
  },

  pageErrors: async ({ page }, use) => {
    const errors: string[] = []
    page.on('pageerror', error => errors.push(error.message))
    page.on('console', message => {
      if (message.type() === 'error') errors.push(describe(message))
    })
    await use(errors)
    expect(errors, 'errors in the console of the page').toEqual([])
  },

  app: async ({ page, webShell, pageErrors }, use) => {
    expect(pageErrors).toEqual([])
    await page.goto(webShell.url)
    await use(page)
  },
})

export { expect } from '@playwright/test'

function describe(message: ConsoleMessage): string {
  return `${message.text()} (${message.location().url})`
}

/** Fails when the accessibility rules of WCAG 2.1 A and AA find something on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()
  const findings = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} at ${nodes.map(node => node.target.join(' ')).join(', ')}`,
  )
  expect(findings).toEqual([])
}

/** Pictures of the page in light and in dark, as `test-results/screenshots/<name>-<scheme>.png`. */
export async function takeScreenshots(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: path.join('test-results', 'screenshots', `${name}-${scheme}.png`) })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
