import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, takeScreenshots, test } from './fixtures.ts'
import { openFiles } from './open-files.ts'

const transfers = (app: Page) => app.getByRole('region', { name: 'Transfers' }).getByRole('listitem')
/** Files below a folder that have arrived. What is on its way lies in folders that may be gone before they are listed. */
const filesBelow = async (folder: string, base = folder): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const arrived = entries.filter(({ name }) => !name.endsWith('.part'))
  const files = arrived.map(async entry => {
    const at = path.join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(at, base) : [path.relative(base, at)]
  })
  return (await Promise.all(files)).flat()
}
const showProject = async (app: Page, name: string) => {
  const tasks = app.getByRole('rowgroup').last().getByRole('row')
  await tasks.first().waitFor()
  await app.getByRole('navigation').getByText(name).click()
  await expect(tasks.filter({ hasNotText: name })).toHaveCount(0) // the rows of before stay until the others are there
}

test('takes files by globs, whose chips come and go by the keyboard, and lets single ones be left out', async ({
  app,
}) => {
  const table = await openFiles(app, 'openfoam-foundation motorbike-les success')
  const field = app.getByRole('textbox', { name: 'Globs' })
  await field.fill('processor{0,1}/**')
  await field.press('Enter')
  await expect(app.getByText('1,000 files, 1.19 MB', { exact: true })).toBeVisible()
  await field.fill('stdout.txt')
  await field.press('Enter')
  await expect(app.getByText('1,001 files', { exact: true })).toBeVisible()
  await expect(table.getByRole('checkbox', { name: 'Take processor0', exact: true })).toBeChecked()
  await expect(table.getByRole('checkbox', { name: 'Take processor2', exact: true })).not.toBeChecked()
  await table.getByRole('checkbox', { name: 'Take processor1', exact: true }).uncheck()
  await expect(app.getByText('501 files', { exact: true })).toBeVisible()
  await field.fill('logs/')
  await field.press('Enter')
  await expect(app.getByText('This names a folder. Write “/**” at its end for everything in it.')).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'globs')
  await field.fill('')
  await app.keyboard.press('Backspace')
  await app.keyboard.press('Delete')
  await expect(app.getByText('500 files', { exact: true })).toBeVisible()
})

test('downloads one glob of three selected tasks into the folders of a template', async ({ app, home }) => {
  await showProject(app, 'floating-wind-uref')
  for (const row of [1, 2, 3]) await app.getByRole('grid').getByRole('row').nth(row).getByRole('checkbox').check()
  await app.getByRole('button', { name: 'Download files…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Download files of 3 tasks' })
  const globs = dialog.getByRole('textbox', { name: 'Only files that match' })
  await globs.fill('**/*.csv')
  await globs.press('Enter')
  await dialog.getByRole('textbox', { name: 'Folder of each task' }).fill('csv of {project}/{id8}')
  await expect(dialog.getByRole('button', { name: 'Start 3 downloads' })).toBeEnabled()
  await expectAccessible(app)
  await takeScreenshots(app, 'many-tasks')
  await dialog.getByRole('button', { name: 'Start 3 downloads' }).click()

  const group = app.getByRole('listitem', { name: '3 tasks · **/*.csv' })
  await expect(group.getByText('3 of 3 tasks done')).toBeVisible()
  await expect(transfers(app)).toHaveCount(1)
  await group.getByRole('button', { name: '3 tasks · **/*.csv', exact: true }).click()
  await expect(group.getByRole('listitem').getByText('Done', { exact: true })).toHaveCount(3)
  await expectAccessible(app)
  await takeScreenshots(app, 'group-of-transfers')
  await app.reload()
  await app.getByRole('button', { name: /^Transfers No transfer/ }).click()
  await expect(group.getByText('3 of 3 tasks done')).toBeVisible()
  const base = path.join(home.folder, 'Downloads', 'inductiva_output')
  const files = await filesBelow(base)
  expect(files).toHaveLength(9)
  for (const file of files) {
    expect(file).toMatch(/^csv of floating-wind-uref\/[a-z0-9]{8}\/.*\.csv$/)
    expect((await stat(path.join(base, file))).size).toBeGreaterThan(0)
  }
  expect(new Set(files.map(file => file.split('/')[1])).size).toBe(3)
})

test('downloads one glob of everything in the list, and names what is left out', async ({ app, home }) => {
  test.setTimeout(120_000)
  await app.getByRole('grid').getByRole('row').nth(1).waitFor()
  await app.getByRole('button', { name: /^Download files of all \d+ tasks/ }).click()
  const dialog = app.getByRole('dialog', { name: /^Download files of \d+ tasks/ })
  const globs = dialog.getByRole('textbox', { name: 'Only files that match' })
  await globs.fill('system_metrics.csv')
  await globs.press('Enter')
  await expect(dialog.getByText(/^Of \d+ tasks there is nothing to take/)).toBeVisible({ timeout: 60_000 })
  const start = dialog.getByRole('button', { name: /^Start \d+ downloads/ })
  await expect(start).toBeEnabled() // which it is when all are looked at, and the number stands
  const count = Number(/\d+/.exec((await start.textContent()) ?? '')?.[0])
  expect(count).toBeGreaterThan(20)
  await expect(dialog.getByText(/No file matches\. Left out\.|This task is still running/).first()).toBeAttached()
  await start.click()
  await expect(transfers(app)).toHaveCount(1)
  await transfers(app)
    .getByRole('button', { name: `${count} tasks · system_metrics.csv`, exact: true })
    .click()
  await expect(transfers(app)).toHaveCount(1 + count)
  await expect(transfers(app).getByText('Done', { exact: true }).first()).toBeVisible()
  const delivered = await filesBelow(path.join(home.folder, 'Downloads', 'inductiva_output'))
  expect(delivered.length).toBeGreaterThan(0)
  for (const file of delivered) expect(file).toMatch(/^[^/]+\/[^/]+-[a-z0-9]{8}\/system_metrics\.csv$/)
})
