import { readdirSync } from 'node:fs'
import path from 'node:path'
import { createOddPlace } from '../e2e/odd-place.ts'
import { appWindow, expect, launch, test } from './fixtures.ts'

test('the app, its data, the home and the downloads may lie in folders of any name', async () => {
  const { home, appFolder } = await createOddPlace()
  const electronApp = await launch(home, ['--sample'], appFolder)
  const window = await appWindow(electronApp)
  await expect(window.getByRole('row').nth(5)).toBeVisible()
  expect(readdirSync(path.join(home.folder, 'my data'))).toContain('settings.sqlite')
  await electronApp.close()
  await home.remove()
})
