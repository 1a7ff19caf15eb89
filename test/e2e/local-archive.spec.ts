import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildZip } from '../fakes/zip-builder.ts'
import { dragFiles } from './drag-files.ts'
import { expect, expectAccessible, takeScreenshots, test } from './fixtures.ts'

test('looks into an archive on the computer that serves the page, by its path', async ({ app, home }) => {
  const file = path.join(home.folder, 'output.zip')
  const log = { name: 'artifacts/log.txt', data: 'Time = 1\n' }
  writeFileSync(
    file,
    buildZip([log, { name: 'artifacts/0.1/U', data: 'velocity' }, { name: 'artifacts/key', flags: 1 }]),
  )
  await expect(app.getByRole('grid').getByRole('row').nth(1)).toBeVisible()
  await app.keyboard.press('ControlOrMeta+o')
  const dialog = app.getByRole('dialog', { name: 'Open an archive' })
  await dialog.getByRole('textbox').fill(`${file}.gone`)
  await dialog.getByRole('button', { name: 'Open' }).click()
  await expect(dialog.getByText('The archive on this computer cannot be read.')).toBeVisible()
  await expectAccessible(app)
  await dialog.getByRole('textbox').fill(file)
  await app.keyboard.press('Enter')

  const archive = app.getByRole('region', { name: 'Archive on this computer' })
  await expect(archive.getByText('3 files in')).toBeVisible()
  await archive.getByText('log.txt').dblclick()
  await expect(archive.getByText('Time = 1')).toBeVisible()
  await archive.getByRole('row', { name: /0\.1/ }).getByRole('checkbox').check()
  await expect(archive.getByText('1 file, 10 B packed')).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'local-archive')
  await archive.getByRole('button', { name: 'Extract…' }).click()
  const extract = app.getByRole('dialog', { name: 'Extract files' })
  await expect(extract.getByRole('textbox')).toHaveValue(path.join(home.folder, 'output'))
  await expect(extract.getByText('Price')).toBeHidden()
  await app.keyboard.press('Escape')
  await archive.getByRole('button', { name: 'Extract all…' }).click()
  await expect(extract.getByText(/^1 file is left out: This entry is encrypted\./)).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'extract')
  await app.keyboard.press('Escape')
  await archive.getByRole('button', { name: 'Close this archive' }).click()
  await expect(app.getByRole('grid')).toBeVisible()

  await app.keyboard.press('ControlOrMeta+o')
  await dialog.getByRole('textbox').fill(file)
  await app.keyboard.press('Enter')
  await expect(archive).toBeVisible()
  await app.getByRole('button', { name: /^Active/ }).click() // a list that is chosen is shown
  await expect(app.getByRole('grid')).toBeVisible()
})

test('says of a dropped file that a browser does not tell where it lies, and keeps the page', async ({ app, home }) => {
  const file = path.join(home.folder, 'output.zip')
  writeFileSync(file, buildZip([{ name: 'a', data: 'a' }]))
  await expect(app.getByRole('grid').getByRole('row').nth(1)).toBeVisible()
  const address = app.url()
  const drag = await dragFiles(app, [file])
  const hint = app.getByText('Drop a folder to save what is selected there, or a zip archive to look into it.')
  await expect(hint).toBeVisible()
  await takeScreenshots(app, 'drop-hint')
  await drag.drop()
  await expect(hint).toBeHidden()
  await expect(app.getByText('A browser does not tell where a dropped file lies')).toBeVisible()
  expect(app.url()).toBe(address)
})

test.describe('before somebody signs in', () => {
  test.use({ shellArguments: [] })

  test('lets no dropped file take the place of the page', async ({ app, home }) => {
    const file = path.join(home.folder, 'output.zip')
    writeFileSync(file, buildZip([{ name: 'a', data: 'a' }]))
    await expect(app.getByRole('button', { name: /sample/i }).first()).toBeVisible()
    // What a browser without a window would do by itself cannot be seen: that it is told not to, can.
    await app.evaluate(() => {
      addEventListener('dragover', event => {
        document.title = `${String(event.defaultPrevented)} ${event.dataTransfer?.dropEffect ?? ''}`
      })
    })
    await (await dragFiles(app, [file])).drop()
    await expect(app).toHaveTitle('true none')
  })
})
