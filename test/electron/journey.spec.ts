import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { openFiles } from '../e2e/open-files.ts'
import { ask } from './calls.ts'
import { expect, shareApp, test } from './fixtures.ts'

shareApp()

const transfers = (window: Page) => window.getByRole('region', { name: 'Transfers' }).getByRole('listitem')

test('shows the tasks of the account', async ({ window }) => {
  const tasks = window.getByRole('grid', { name: 'Tasks' })
  await expect(tasks.getByRole('row', { name: /Success/ }).first()).toBeVisible()
  await expect(tasks.getByRole('row', { name: /Failed/ }).first()).toBeVisible()
})

test('shows a text of an archive that is not on the computer', async ({ window }) => {
  const table = await openFiles(window, 'gromacs success')
  await table.getByRole('row', { name: /stdout\.txt/ }).click()
  const preview = window.getByRole('region', { name: 'Preview of stdout.txt' })
  await expect(preview.getByText('Checked')).toBeVisible()
  await expect(preview.getByText(/^\d+\.\d\d KB fetched$/)).toBeVisible()
  await window.keyboard.press('Escape')
})

test('downloads the files that were ticked into the folder that was chosen, each checked', async ({
  electronApp,
  window,
  home,
}) => {
  const destination = path.join(home.folder, 'Ergebnisse für später')
  await electronApp.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, destination)
  const table = await openFiles(window, 'gromacs success')
  await table.getByRole('checkbox', { name: 'Take stdout.txt' }).check()
  await window.getByRole('button', { name: 'Download…' }).click()
  const dialog = window.getByRole('dialog', { name: 'Download files' })
  await dialog.getByRole('button', { name: 'Choose…' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Save to' })).toHaveValue(destination)
  await dialog.getByRole('button', { name: 'Start download' }).click()
  await expect(transfers(window).getByText('Done')).toBeVisible()

  const [transfer] = (await ask(window, 'listTransfers', {})).transfers
  const files = filesBelow(destination)
  expect(files).toHaveLength(1)
  expect(
    readFileSync(files[0] ?? '', 'utf8')
      .trimEnd()
      .endsWith('Normal end of run.'),
  ).toBe(true)
  expect(statSync(files[0] ?? '').size).toBe(transfer?.writeBytes)
})

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name))
}
