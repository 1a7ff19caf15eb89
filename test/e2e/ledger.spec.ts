import { readFile } from 'node:fs/promises'
import { expect, expectAccessible, takeScreenshots, test } from './fixtures.ts'
import { openFiles } from './open-files.ts'

test('adds up what was fetched and what was not, and takes it along as a file', async ({ app, home }) => {
  await app.getByRole('grid').getByRole('row').nth(1).waitFor() // no key is heard before
  await app.keyboard.press('Control+Shift+L')
  const ledger = app.getByRole('dialog', { name: 'Costs and savings' })
  await expect(ledger.getByText(/^Nothing was fetched yet/)).toBeVisible()
  await expectAccessible(app)
  await app.keyboard.press('Escape')

  const table = await openFiles(app, 'fds success')
  await table.getByRole('checkbox', { name: /stdout\.txt/ }).check()
  await app.getByRole('button', { name: 'Download…' }).click()
  await app.getByRole('button', { name: 'Start download' }).click()
  await expect(app.getByRole('region', { name: 'Transfers' }).getByText('Done')).toBeVisible()

  await app.getByRole('button', { name: 'Costs and savings' }).click()
  const ever = ledger.getByRole('region', { name: 'Since the beginning' })
  await expect(ever.getByText(/^\d+\.\d\d KB$/)).toBeVisible()
  await expect(ever.getByText(/^5\.\d\d MB$/)).toBeVisible()
  await takeScreenshots(app, 'ledger')
  await ledger.getByRole('tab', { name: 'By task' }).click()
  await expect(ledger.getByRole('grid').getByRole('row', { name: /^fds/ })).toBeVisible()
  await ledger.getByText('What counts?').click()
  await expectAccessible(app)

  await ledger.getByRole('button', { name: 'Export as CSV' }).click()
  const saved = ledger.getByText(/^Saved in the download folder/)
  await expect(saved).toBeVisible()
  const path = /: (\/.*\.csv)$/.exec((await saved.textContent()) ?? '')?.[1] ?? ''
  expect(path.startsWith(home.folder)).toBe(true)
  expect(await readFile(path, 'utf8')).toMatch(/^month,task_id,.*\r\n\d{4}-\d\d,\w+,fds,/)

  await ledger.getByRole('button', { name: 'Change the price…' }).click()
  await expect(app.getByRole('dialog', { name: 'Settings' }).getByLabel(/^Price of downloaded data/)).toBeVisible()
})
