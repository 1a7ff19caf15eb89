import { packApp } from '../packaging/built-package.ts'
import { appWindow, expect, invoke, launch, test } from './fixtures.ts'

test('runs from what is in a package alone: window, native modules and threads', async ({ home }) => {
  test.skip(process.platform !== 'linux', 'builds packages for Linux')
  test.setTimeout(240_000)
  const built = await packApp()
  const electronApp = await launch(home, ['--sample'], built.appFolder)
  try {
    const window = await appWindow(electronApp)
    await expect(window.getByText('52 tasks')).toBeVisible()
    // The index of an archive is read by a thread, with the native checksum.
    await window.getByText('swash', { exact: false }).first().click()
    await window.getByRole('tab', { name: 'Files' }).click()
    await expect(window.getByRole('treegrid').or(window.getByRole('grid')).getByRole('row').nth(2)).toBeVisible()
    expect(await invoke(window, 'getAppInfo')).toMatchObject({ ok: true, value: { shell: 'electron' } })
  } finally {
    await electronApp.close()
    await built.remove()
  }
})
