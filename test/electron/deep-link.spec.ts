import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { projectFolder } from '../../build/entries.ts'
import type { TestHome } from '../e2e/web-shell.ts'
import { ask } from './calls.ts'
import { appWindow, electronProgram, expect, launch, test } from './fixtures.ts'
import { isEnabledInMenu } from './menus.ts'
import { startTrayHost } from './tray-host.ts'

const linkTo = (taskId: string) => `inductiva-desktop://task/${taskId}`
const taskShown = (window: Page, taskId: string) => window.getByRole('region', { name: taskId })
const refusal = /A link was not opened: it does not name a task/

test('shows the task that a second start was given, in the first window', async ({ electronApp, window, home }) => {
  const taskId = await someTask(window)
  await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.minimize())
  await startAgain(home, linkTo(taskId))
  await expect(taskShown(window, taskId)).toBeVisible()
  await expect.poll(() => windowsOf(electronApp)).toEqual([{ isMinimized: false }])
})

test('shows the task that the system hands over', async ({ electronApp, window }) => {
  const taskId = await someTask(window)
  const wasPrevented = await openUrl(electronApp, linkTo(taskId))
  await expect(taskShown(window, taskId)).toBeVisible()
  expect(wasPrevented).toBe(true)
})

test('shows the task of a link before all dialogs, but takes away none that was typed into', async ({
  electronApp,
  window,
}) => {
  const taskId = await someTask(window)
  await window.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  await expect(window.getByRole('dialog')).toBeVisible()
  await openUrl(electronApp, linkTo(taskId))
  await expect(taskShown(window, taskId)).toBeVisible()
  await expect(window.getByRole('dialog')).toHaveCount(0)

  await window.getByRole('button', { name: 'Settings' }).click()
  await window.getByRole('tab', { name: 'Downloads' }).click()
  const template = window
    .getByRole('dialog')
    .getByRole('textbox', { name: /template|folder of a task/i })
    .first()
  await template.fill('{project}/half')
  await openUrl(electronApp, linkTo('not-one-of-mine'))
  await expect(window.getByText('What you asked for shows as soon as this dialog is closed.')).toBeVisible()
  await expect(template).toHaveValue('{project}/half')
  await window.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click()
  await expect(taskShown(window, 'not-one-of-mine')).toBeVisible()
})

test('shows the task of a link also after the page was kept from going elsewhere', async ({ electronApp, window }) => {
  const taskId = await someTask(window)
  await electronApp.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.webContents.on('will-navigate', () => void (globalThis.keptHome = true))
  })
  await window.evaluate(() => void (location.href = 'https://elsewhere.invalid/'))
  await expect.poll(() => electronApp.evaluate(() => globalThis.keptHome)).toBe(true)
  await openUrl(electronApp, linkTo(taskId))
  await expect(taskShown(window, taskId)).toBeVisible()
  expect(await isEnabledInMenu(electronApp, 'refresh')).toBe(true)
})

test('shows the task of a link after its page was loaded anew', async ({ electronApp, window }) => {
  const taskId = await someTask(window)
  await window.reload()
  await openUrl(electronApp, linkTo(taskId))
  await expect(taskShown(window, taskId)).toBeVisible()
})

test('shows the task that the app was started with, and none at the next start', async ({ home }) => {
  const first = await launch(home)
  const taskId = await someTask(await appWindow(first))
  await first.close()

  const second = await launch(home, ['--sample', linkTo(taskId)])
  const opened = await appWindow(second)
  await expect(taskShown(opened, taskId)).toBeVisible()
  await second.close()

  const third = await launch(home)
  const window = await appWindow(third)
  await expect(window.getByText('Sample account')).toBeVisible()
  await expect(taskShown(window, taskId)).toBeHidden()
  await third.close()
})

test('shows the task of starts that come in the first moment of another one', async ({ home }) => {
  const before = await launch(home)
  const taskId = await someTask(await appWindow(before))
  await before.close()
  const electronApp = await launchAmongOthers(home, [['--hidden'], [linkTo(taskId)], []])
  await expect(taskShown(await appWindow(electronApp), taskId)).toBeVisible()
  await electronApp.close()
})

test('shows the window for a start that comes in the first moment of one that asked for none', async ({ home }) => {
  await using host = await startTrayHost()
  const withTray = { ...home, environment: { ...home.environment, DBUS_SESSION_BUS_ADDRESS: host.busAddress } }
  const electronApp = await launchAmongOthers(withTray, [[]], ['--sample', '--hidden'])
  await expect((await appWindow(electronApp)).getByText('Sample account')).toBeVisible()
  await electronApp.close()
})

test('asks to sign in first, and shows the task then', async ({ home }) => {
  const first = await launch(home)
  const taskId = await someTask(await appWindow(first))
  await first.close()

  const app = await launch(home, [linkTo(taskId)])
  const window = await appWindow(app)
  await expect(window.getByText('Sign in to see the task of the link.')).toBeVisible()
  await window.getByRole('button', { name: 'Open the sample account' }).click()
  await expect(taskShown(window, taskId)).toBeVisible()
  await app.close()
})

test('says of a task that this account does not have that it is not there', async ({ home, window }) => {
  await startAgain(home, linkTo('not-one-of-mine'))
  await expect(taskShown(window, 'not-one-of-mine').getByRole('alert')).toHaveText(/.+\./)
})

for (const link of [
  'inductiva-desktop://evil/../../x',
  'inductiva-desktop://task/%2e%2e%2fx',
  'inductiva-desktop://task/<img src=x onerror=alert(1)>',
  `inductiva-desktop://task/${'x'.repeat(20_000)}`,
]) {
  test(`refuses ${link.slice(0, 60)} in a sentence`, async ({ home, window }) => {
    await startAgain(home, link)
    await expect(window.getByText(refusal)).toBeVisible()
    await expect(window.getByRole('region', { name: /^Task / })).toBeHidden()
  })
}

test('refuses a wrong link that the app was started with, also while nobody is signed in', async ({ home }) => {
  const app = await launch(home, ['inductiva-desktop://evil/../../x'])
  await expect((await appWindow(app)).getByText(refusal)).toBeVisible()
  await app.close()
})

/** In the app's own process. */
declare global {
  var keptHome: boolean | undefined
}

async function someTask(window: Page): Promise<string> {
  await ask(window, 'refreshTasks', {})
  const query = { groups: [], codes: ['success' as const], project: null, text: '' }
  return (await ask(window, 'listTasks', { query, offset: 0, limit: 1 })).rows[0]!.id
}

/** Starts the app once more with the same data, as the system does for a link. */
async function startAgain(home: TestHome, link: string): Promise<void> {
  const again = spawn(electronProgram, [projectFolder, link], { env: home.environment, stdio: 'ignore' })
  expect(await once(again, 'exit')).toEqual([0, null])
}

/** Starts the app, and in its first moment others with the same data, all at once. */
function launchAmongOthers(
  home: TestHome,
  others: readonly (readonly string[])[],
  args: readonly string[] = ['--sample'],
): Promise<ElectronApplication> {
  const told = { FURTHER_STARTS_FOLDER: projectFolder, FURTHER_STARTS: JSON.stringify(others) }
  const environment = { ...home.environment, ...told }
  return launch({ ...home, environment }, args, projectFolder, [path.join(import.meta.dirname, 'further-starts.cjs')])
}

/** As macOS tells of a link. Answers whether the app took it. */
function openUrl(electronApp: ElectronApplication, link: string): Promise<boolean> {
  return electronApp.evaluate(({ app }, url) => {
    let isPrevented = false
    app.emit('open-url', { preventDefault: () => (isPrevented = true) }, url)
    return isPrevented
  }, link)
}

function windowsOf(electronApp: ElectronApplication) {
  return electronApp.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(window => ({ isMinimized: window.isMinimized() })),
  )
}
