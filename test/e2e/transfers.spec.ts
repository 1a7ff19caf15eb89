import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, takeScreenshots, test } from './fixtures.ts'
import { openFiles } from './open-files.ts'
import { startWebShell } from './web-shell.ts'

const transfers = (app: Page) => app.getByRole('region', { name: 'Transfers' }).getByRole('listitem')
const filesBelow = async (folder: string) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name))
}

const limitDownloads = async (app: Page, megabytesPerSecond: string) => {
  await app.keyboard.press('Control+,')
  const settings = app.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('tab', { name: 'Downloads' }).click()
  await settings.getByLabel('All downloads together, at most').fill(megabytesPerSecond)
  await app.keyboard.press('Enter')
  await expect(settings.getByText(`Now: ${megabytesPerSecond} MB/s.`)).toBeVisible()
  await app.keyboard.press('Escape')
}

test('downloads a selection to the usual folder, checked and under its own names', async ({ app, home }) => {
  const table = await openFiles(app, 'openfoam-foundation motorbike-les success')
  await table.getByRole('checkbox', { name: 'Take processor0' }).check()
  await table.focus()
  await app.keyboard.press('End')
  await table.getByRole('checkbox', { name: 'Take stdout.txt' }).check()
  await app.getByRole('button', { name: 'Download…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Download files' })
  await expect(dialog.getByText('501')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Start download' })).toBeEnabled()
  await expectAccessible(app)
  await takeScreenshots(app, 'download')
  await dialog.getByRole('button', { name: 'Start download' }).click()

  await expect(transfers(app).getByText('Done')).toBeVisible()
  await expect(transfers(app).getByText(/501 files/)).toBeVisible()
  const files = await filesBelow(path.join(home.folder, 'Downloads', 'inductiva_output'))
  expect(files).toHaveLength(501)
  const log = files.find(file => path.basename(file) === 'stdout.txt') ?? ''
  expect(await readFile(log, 'utf8')).toContain('Time = 1s')
})

test('does not fetch again what is there already', async ({ app }) => {
  const download = async () => {
    await app.getByRole('button', { name: 'Download all…' }).click()
    await app.getByRole('button', { name: 'Start download' }).click()
  }
  await openFiles(app, 'swan success')
  await download()
  await expect(transfers(app).getByText('Done')).toHaveCount(1)
  await download()
  await expect(transfers(app).getByText('Done')).toHaveCount(2)
  await expect(
    transfers(app)
      .first()
      .getByText(/already there/),
  ).toBeVisible()
})

test('saves the zip into a folder made on the way', async ({ app, home }) => {
  await openFiles(app, 'swan success')
  await app.getByRole('button', { name: 'Download zip…' }).click()
  await app.getByRole('button', { name: 'Choose…' }).click()
  const folders = app.getByRole('dialog', { name: /^Folders on/ })
  await folders.getByRole('option', { name: 'Downloads' }).dblclick()
  await expect(folders.getByRole('textbox', { name: 'Folder', exact: true })).toHaveValue(
    path.join(home.folder, 'Downloads'),
  )
  await folders.getByRole('button', { name: 'New folder' }).click()
  await folders.getByRole('textbox', { name: 'Name of the new folder' }).fill('run 7')
  await app.keyboard.press('Enter')
  await expect(folders.getByRole('textbox', { name: 'Folder', exact: true })).toHaveValue(
    path.join(home.folder, 'Downloads', 'run 7'),
  )
  await expectAccessible(app)
  await folders.getByRole('button', { name: 'Save here' }).click()
  await app.getByRole('button', { name: 'Start download' }).click()

  await expect(transfers(app).getByText('Done')).toBeVisible()
  const [zip = '', ...others] = await filesBelow(path.join(home.folder, 'Downloads', 'run 7'))
  expect(others).toEqual([])
  expect(zip).toMatch(/\.zip$/)
  expect((await stat(zip)).size).toBeGreaterThan(10_000)
  expect((await readFile(zip)).subarray(0, 2).toString()).toBe('PK')
})

test('tells in a report which names it had to change', async ({ app }) => {
  await openFiles(app, 'fds success')
  await app.getByRole('button', { name: 'Download all…' }).click()
  await app.getByRole('button', { name: 'Start download' }).click()
  await expect(transfers(app).getByText('Done')).toBeVisible()
  await transfers(app)
    .getByRole('button', { name: /^Report/ })
    .click()
  const report = app.getByRole('dialog', { name: /^Report/ })
  await expect(report.getByText('Renamed').first()).toBeVisible()
  await expectAccessible(app)
})

test('pauses, goes on after a kill, and cancels a large download with a question', async ({ app, webShell, home }) => {
  test.setTimeout(120_000)
  const table = await openFiles(app, 'gromacs success')
  await limitDownloads(app, '5') // so that it is under way for minutes, and one large file is enough
  for (const name of ['energy.csv', 'production.xtc', 'system_metrics.csv'])
    await table.getByRole('checkbox', { name: `Take ${name}`, exact: true }).check()
  await expect(app.getByText('3 files', { exact: true })).toBeVisible()
  await app.getByRole('button', { name: 'Download…', exact: true }).click()
  await app.getByRole('button', { name: 'Start download' }).click()
  const row = transfers(app)
  await expect(row.getByText(/MB of 2\.\d\d GB/)).toBeVisible()
  await expect(row.getByText(/MB\/s ·/)).toBeVisible()
  await takeScreenshots(app, 'transfers')
  await row.getByRole('button', { name: /^Pause/ }).click()
  await expect(row.getByText('Paused')).toBeVisible()
  await row.getByRole('button', { name: /^Resume/ }).click()
  await expect(row.getByText('Downloading')).toBeVisible()
  await expect(row.getByText(/2 of 3 files/)).toBeVisible()

  const page = await app.context().newPage()
  await app.close()
  await webShell.stop('SIGKILL')
  const again = await startWebShell(home, ['--sample'])
  try {
    await page.goto(again.url)
    await page
      .getByRole('button', { name: /^Transfers/ })
      .last()
      .click()
    const kept = transfers(page)
    await expect(kept.getByText(/2 of 3 files/)).toBeVisible()
    await kept.getByRole('button', { name: /^Cancel/ }).click()
    await page.getByRole('button', { name: 'Cancel download' }).click()
    await expect(kept.getByText('Cancelled')).toBeVisible()
    // What was finished stays; what was not goes as soon as nobody writes to it any more.
    await expect.poll(() => filesBelow(path.join(home.folder, 'Downloads'))).toHaveLength(2)
    await page.close()
  } finally {
    await again.stop()
  }
})
