import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, takeScreenshots, test } from './fixtures.ts'
import { openFiles } from './open-files.ts'

const transfers = (app: Page) => app.getByRole('region', { name: 'Transfers' }).getByRole('listitem')
const latest = (app: Page) => transfers(app).first()

async function startDownload(app: Page, policy: string): Promise<void> {
  await app.getByRole('button', { name: 'Download all…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Download files' })
  await dialog.getByRole('radio', { name: policy, exact: true }).check()
  await dialog.getByRole('button', { name: 'Start download' }).click()
  await expect(dialog).toBeHidden()
}

/** The folder of the one file of this name below a folder. */
async function findFolder(folder: string, name: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.find(entry => entry.name === name)?.parentPath ?? ''
}

test('leaves, replaces or doubles a file that differs, or asks what becomes of it', async ({ app, home }) => {
  test.setTimeout(120_000)
  await openFiles(app, 'swan success')
  await startDownload(app, 'Keep what is there')
  await expect(latest(app).getByText('Done')).toBeVisible()
  const folder = await findFolder(path.join(home.folder, 'Downloads'), 'stdout.txt')
  const log = path.join(folder, 'stdout.txt')
  const original = await readFile(log, 'utf8')

  await writeFile(log, 'mine')
  await startDownload(app, 'Keep what is there')
  await expect(latest(app).getByText(/^1 file was left out: a different one/)).toBeVisible()
  await latest(app)
    .getByRole('button', { name: /^Report/ })
    .click()
  await expect(app.getByRole('dialog', { name: /^Report/ }).getByText(/stdout\.txt/)).toBeVisible()
  await app.keyboard.press('Escape')
  expect(await readFile(log, 'utf8')).toBe('mine')

  await startDownload(app, 'Keep both')
  await expect(latest(app).getByText('Done')).toBeVisible()
  expect([await readFile(log, 'utf8'), await readFile(path.join(folder, 'stdout (2).txt'), 'utf8')]).toEqual([
    'mine',
    original,
  ])

  await startDownload(app, 'Ask me at the end')
  await expect(latest(app).getByText(/Of 1 file, a different one is already there/)).toBeVisible()
  await latest(app).getByRole('button', { name: 'Decide…' }).click()
  const question = app.getByRole('dialog', { name: /^Files in the way/ })
  await expect(question.getByRole('row', { name: /stdout\.txt 4 B/ })).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'conflicts')
  await question.getByRole('radio', { name: 'Replace' }).check()
  await question.getByRole('button', { name: 'Replace them' }).click()
  await expect(latest(app).getByText('Done')).toBeVisible()
  expect(await readFile(log, 'utf8')).toBe(original)

  await writeFile(log, 'mine')
  await startDownload(app, 'Replace')
  await expect(latest(app).getByText('Done')).toBeVisible()
  expect(await readFile(log, 'utf8')).toBe(original)
})

test('says after a download whether the files are still what the archive has, and fetches what is not', async ({
  app,
  home,
}) => {
  await openFiles(app, 'swan success')
  await startDownload(app, 'Keep what is there')
  await expect(latest(app).getByText('Done')).toBeVisible()
  const folder = await findFolder(path.join(home.folder, 'Downloads'), 'stdout.txt')
  const log = path.join(folder, 'stdout.txt')
  const original = await readFile(log)
  await rm(path.join(folder, 'stderr.txt'))
  await writeFile(log, original.fill(32, 5, 6))
  await writeFile(path.join(folder, 'mine.txt'), 'not of the archive')

  await latest(app)
    .getByRole('button', { name: /^Verify/ })
    .click()
  const dialog = app.getByRole('dialog', { name: /^Verify the files/ })
  await expect(dialog.getByRole('row', { name: /^Missing artifacts\/stderr\.txt/ })).toBeVisible()
  await expect(dialog.getByRole('row', { name: /^Other content artifacts\/stdout\.txt/ })).toBeVisible()
  await expect(dialog.getByRole('row', { name: /^Extra mine\.txt not there 18 B/ })).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'verify')
  await dialog.getByRole('button', { name: 'Fetch 2 files…' }).click()
  const question = app.getByRole('dialog', { name: 'Fetch what differs?' })
  await expect(question.getByText(/^1 of them takes the place of what is there now/)).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'verify-fetch')
  await question.getByRole('button', { name: 'Fetch and replace' }).click()
  await expect(latest(app).getByText('2 files', { exact: false })).toBeVisible()
  await expect(transfers(app).getByText('Done')).toHaveCount(2)

  await app.getByRole('button', { name: 'Verify a folder…' }).click()
  await expectAccessible(app)
  await app.getByRole('button', { name: 'Verify', exact: true }).click()
  await expect(app.getByText(/^All \d+ files are the same as in the archive/)).toBeVisible()
  await expect(app.getByText(/1 file in the folder is not of this archive/)).toBeVisible()
  await takeScreenshots(app, 'verify-good')
})

test('names the damaged entry of a zip that was downloaded', async ({ app, home }) => {
  await openFiles(app, 'swan success')
  await app.getByRole('button', { name: 'Download zip…' }).click()
  await app.getByRole('button', { name: 'Start download' }).click()
  await expect(latest(app).getByText('Done')).toBeVisible()
  await expect(latest(app).getByText(/Checked against storage.s checksum/)).toBeVisible()
  await takeScreenshots(app, 'raw-zip')
  const verify = latest(app).getByRole('button', { name: /^Verify/ })
  await verify.click()
  await expect(app.getByText(/^All \d+ entries of the zip are sound/)).toBeVisible()
  await app.getByRole('button', { name: 'Close', exact: true }).last().click()

  const names = await readdir(path.join(home.folder, 'Downloads'), { recursive: true })
  const zip = path.join(home.folder, 'Downloads', names.find(name => name.endsWith('.zip')) ?? '')
  const bytes = await readFile(zip)
  const at = bytes.indexOf('stdout.txt') + 100
  bytes[at] = (bytes[at] ?? 0) ^ 1
  await writeFile(zip, bytes)
  expect((await stat(zip)).size).toBe(bytes.length)
  await verify.click()
  const dialog = app.getByRole('dialog', { name: /^Verify the zip/ })
  await expect(dialog.getByRole('row', { name: /^artifacts\/stdout\.txt/ })).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'verify-zip')
})
