import { expect, expectAccessible, takeScreenshots, test } from './fixtures.ts'
import { openFiles, openTask } from './open-files.ts'

const large = 'openfoam-foundation motorbike-les success'

test('lists 150,000 files from the archive’s directory alone, and takes those that match a pattern', async ({
  app,
}) => {
  const table = await openFiles(app, large)
  await expect(app.getByText(/^Read 1\d\.\d\d MB of 1\d\d\.\d\d MB to list 150,004 files/)).toBeVisible()
  await expect(table.getByRole('row', { name: /processor0/ })).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'files')

  await app.getByRole('searchbox', { name: 'Search the names in this archive' }).fill('**/U')
  await expect(app.getByText(/^30,000 hits/)).toBeVisible()
  await app.getByRole('button', { name: 'Take all hits' }).click()
  await expect(app.getByText(/^30,000 files, .* to fetch, .*, saves 1\d\d\.\d\d MB$/)).toBeVisible()
  await expectAccessible(app)
})

test('shows the tasks and the files of one beside each other', async ({ app }) => {
  await app.setViewportSize({ width: 1280, height: 800 })
  const tasks = app.getByRole('grid', { name: 'Tasks' })
  await tasks
    .getByRole('row', { name: /Success.*openfoam-foundation/ })
    .first()
    .click()
  await app.getByRole('tab', { name: 'Files' }).click()
  const table = app.getByRole('treegrid')
  await table.getByRole('checkbox', { name: 'Take processor0' }).check()
  await expect(app.getByText(/files?, .* to fetch/)).toBeVisible()
  await expect(tasks.getByRole('row').nth(1)).toBeVisible()
  await takeScreenshots(app, 'overview')
})

test('scrolls to the end of a folder of any size, and draws only what is on screen', async ({ app }) => {
  const table = await openFiles(app, large)
  await table.focus()
  await app.keyboard.press('End')
  await expect(table.getByRole('row', { name: /system_metrics\.csv/ })).toBeVisible()
  expect(await table.getByRole('row').count()).toBeLessThan(80)
})

test('is walked and ticked by the keyboard alone', async ({ app }) => {
  const table = await openFiles(app, large)
  await table.focus()
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('ArrowRight')
  const inside = table.locator('[role=row][aria-level="2"]')
  await expect(inside.first()).toBeVisible()
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('Space')
  await expect(table.getByRole('checkbox', { name: 'Take processor0' })).toHaveAttribute('aria-checked', 'mixed')
  await expect(app.getByText(/^5 files, .* to fetch/)).toBeVisible()
  await app.keyboard.press('ArrowLeft')
  await app.keyboard.press('ArrowLeft')
  await expect(inside).toHaveCount(0)
})

test('shows a text without downloading the archive, and finds words in it', async ({ app }) => {
  const table = await openFiles(app, 'gromacs success')
  await table.getByRole('row', { name: /stdout\.txt/ }).click()
  const preview = app.getByRole('region', { name: 'Preview of stdout.txt' })
  await expect(preview.getByText('Checked')).toBeVisible()
  await expect(preview.getByText(/^\d+\.\d\d KB fetched$/)).toBeVisible()
  await preview.getByRole('document').focus()
  await app.keyboard.press('Control+f')
  await preview.getByRole('textbox', { name: 'Find in this text' }).fill('step')
  await expect(preview.getByText(/^1 of [\d,]+$/)).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'preview')
  await app.keyboard.press('Escape')
  await app.keyboard.press('Escape')
  await expect(preview).toHaveCount(0)
})

test('says that a file is not text', async ({ app }) => {
  const table = await openFiles(app, 'gromacs success')
  await table.getByRole('row', { name: /production\.xtc/ }).click()
  await expect(app.getByRole('region', { name: /^Preview/ }).getByRole('alert')).toBeVisible()
})

test('says why a task has no outputs yet', async ({ app }) => {
  await openTask(app, 'fds waiting')
  await app.getByRole('tab', { name: 'Files' }).click()
  await expect(app.getByText(/output/i).last()).toBeVisible()
  await expect(app.getByRole('treegrid')).toHaveCount(0)
  await expect(app.getByRole('alert')).toHaveCount(0)
})

test('finds everything as it was on coming back to a task', async ({ app }) => {
  const table = await openFiles(app, large)
  await table.getByRole('checkbox', { name: 'Take processor3' }).check()
  await app.getByRole('tab', { name: 'Overview' }).click()
  await app.getByRole('tab', { name: 'Files' }).click()
  await expect(table.getByRole('checkbox', { name: 'Take processor3' })).toBeChecked()
})
