import type { Locator, Page } from '@playwright/test'
import { SAMPLE_KEY, startSampleService } from '../../app/sample/sample-service.ts'
import { expect, expectAccessible, takeScreenshots, test } from './fixtures.ts'

const grid = (app: Page): Locator => app.getByRole('grid', { name: 'Tasks' })
/** A row of the first task in this status, as its badge words it. */
const rowIn = (app: Page, status: string): Locator =>
  grid(app)
    .getByRole('row')
    .filter({ has: app.getByText(status, { exact: true }) })
    .first()

test('lists the tasks, active ones first with a clock that ticks', async ({ app }) => {
  await expect(grid(app)).toBeVisible()
  await expect.poll(async () => Number(await grid(app).getAttribute('aria-rowcount'))).toBeGreaterThan(40)
  await expect(app).toHaveTitle(/\d+ active – Inductiva Desktop/)
  const clock = rowIn(app, 'In Progress').getByText(/^\d+:\d\d:\d\d$/)
  const before = await clock.textContent()
  await expect(clock).not.toHaveText(before ?? '')
  await expectAccessible(app)
  await takeScreenshots(app, 'tasks')
})

test('shows one task in full, in light and in dark', async ({ app }) => {
  await rowIn(app, 'Success').click()
  const detail = app.getByRole('region', { name: /^Task / })
  await expect(detail.getByText('The simulation ended without an error.')).toBeVisible()
  await expect(detail.getByRole('table', { name: 'Timeline of the task' })).toBeVisible()
  await expectAccessible(app)
  await app.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(app)
  await takeScreenshots(app, 'task')
})

test('explains a failed task', async ({ app }) => {
  await rowIn(app, 'Failed').click()
  const detail = app.getByRole('region', { name: /^Task / })
  await expect(detail.getByText('A command of the simulation ended with an error.')).toBeVisible()
  await expect(detail.getByRole('rowheader', { name: /failed, exit code/ }).first()).toBeVisible()
  await expectAccessible(app)
})

test('filters by group, status and text, and says what hides everything', async ({ app }) => {
  await app
    .getByRole('navigation', { name: 'Tasks' })
    .getByRole('button', { name: /^Failed/ })
    .click()
  await expect(rowIn(app, 'Success')).toBeHidden()
  await app.getByRole('button', { name: /^Status/ }).click()
  await app.getByRole('checkbox', { name: /^Success / }).click()
  await expectAccessible(app)
  await app.keyboard.press('Escape')
  await expect(app.getByRole('checkbox', { name: /^Success / })).toBeHidden() // what closes still has the keys
  await expect(rowIn(app, 'Success')).toBeVisible()
  await app.keyboard.press('/')
  await expect(app.getByRole('searchbox').or(app.getByRole('textbox')).first()).toBeFocused()
  await app.keyboard.type('no such task')
  await expect(app.getByText(/^No task matches the filters: Failed, Success, text “no such task”/)).toBeVisible()
  await expectAccessible(app)
  await app.getByRole('button', { name: 'Show all tasks' }).click()
  await expect(grid(app)).toBeVisible()
})

test('is used without a mouse', async ({ app }) => {
  await expect(grid(app)).toBeVisible()
  await grid(app).focus()
  await app.keyboard.press('End')
  const last = grid(app).locator('[data-cursor="true"]')
  await expect(last).toBeInViewport()
  const count = (await grid(app).getAttribute('aria-rowcount')) ?? ''
  await expect(last).toHaveAttribute('aria-rowindex', count)
  await app.keyboard.press('Enter')
  const detail = app.getByRole('region', { name: /^Task / })
  await expect(detail.getByRole('tab', { name: 'Overview' })).toBeVisible()
  await app.keyboard.press('Alt+3')
  await expect(detail.getByRole('tab', { name: 'Metadata' })).toHaveAttribute('aria-selected', 'true')
  await app.keyboard.press('Escape')
  await expect(detail).toBeHidden()
  await app.keyboard.press('?')
  const help = app.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(help).toBeVisible()
  await expectAccessible(app)
  await app.keyboard.press('Escape')
  await expect(help).toBeHidden() // what closes still has the keys
  await app.keyboard.press('Control+,')
  await expect(app.getByRole('dialog', { name: 'Settings' })).toBeVisible()
  await expectAccessible(app)
})

test('kills a task after asking, and follows it to its end', async ({ app }) => {
  await rowIn(app, 'In Progress').click()
  const detail = app.getByRole('region', { name: /^Task / })
  await detail.getByRole('button', { name: 'Kill…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Kill this task?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog.getByRole('listitem')).toContainText(/project .+ · submitted .+ ago · cost so far/)
  await expectAccessible(app)
  await takeScreenshots(app, 'kill')
  await dialog.getByRole('button', { name: 'Kill the task' }).click()
  await expect(dialog.getByText('Ended: Killed')).toBeVisible({ timeout: 40_000 })
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(detail.getByText('The task was stopped on request.')).toBeVisible()
})

test('is usable in a narrow window, where a task takes the place of the list', async ({ app }) => {
  await app.setViewportSize({ width: 480, height: 800 })
  await expect(app.getByText('Sample account')).toBeVisible()
  await rowIn(app, 'Success').click()
  await expect(grid(app)).toBeHidden()
  await expect(app.getByRole('tab', { name: 'Overview' })).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'task-narrow')
  await app.getByRole('button', { name: 'Back to the list' }).click()
  await app.getByRole('button', { name: 'Open the navigation' }).click()
  await app
    .getByRole('dialog')
    .getByRole('button', { name: /^Finished/ })
    .click()
  await expect(rowIn(app, 'Success')).toBeVisible()
  await expect(rowIn(app, 'In Progress')).toBeHidden()
})

test.describe('with a service that goes away', () => {
  test.use({ shellArguments: [] })

  test('says since when it is out of reach, keeps the list, and recovers', async ({ app }) => {
    const service = await startSampleService()
    await app.getByText('Private deployment').click()
    await app.getByLabel('Address of the service').fill(service.baseUrl)
    await app.getByLabel('API key', { exact: true }).fill(SAMPLE_KEY)
    await app.keyboard.press('Enter')
    await expect(app.getByText(/^Updated .+ · refreshes by itself/)).toBeVisible()
    await service.suspendApi()
    await app.getByRole('button', { name: 'Refresh tasks' }).click()
    await expect(
      app.getByText(/Could not reach the service since \d\d:\d\d\. Showing what was known then/),
    ).toBeVisible()
    await expect(rowIn(app, 'Success')).toBeVisible()
    await expect(app.getByRole('button', { name: 'Retry' })).toBeVisible()
    await expectAccessible(app)
    await service.resumeApi()
    await app.keyboard.press('F5') // rather than the Retry button, which goes when the app finds out by itself
    await expect(app.getByText(/^Updated .+ · refreshes by itself/)).toBeVisible()
    await service.close()
  })
})
