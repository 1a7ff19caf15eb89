import { expect, test } from './fixtures.ts'
import { chooseInMenu, isEnabledInMenu } from './menus.ts'

test('runs a command of the menu in the page, and offers only what can be done there', async ({
  electronApp,
  window,
}) => {
  await expect(window.getByRole('row').nth(1)).toBeVisible()
  await expect.poll(() => isEnabledInMenu(electronApp, 'ledger')).toBe(true)
  expect(await isEnabledInMenu(electronApp, 'kill')).toBe(false)
  await window.getByRole('row').nth(1).click()
  await expect.poll(() => isEnabledInMenu(electronApp, 'kill')).toBe(true)
  await chooseInMenu(electronApp, 'showFiles')
  await expect(window.getByRole('tab', { name: 'Files' })).toHaveAttribute('aria-selected', 'true')

  await chooseInMenu(electronApp, 'settings')
  await expect(window.getByRole('dialog', { name: 'Settings' })).toBeVisible()
  await expect.poll(() => isEnabledInMenu(electronApp, 'kill')).toBe(false)
  expect(await isEnabledInMenu(electronApp, 'documentation')).toBe(true)
  await window.keyboard.press('Escape')
  await expect.poll(() => isEnabledInMenu(electronApp, 'kill')).toBe(true)
})

test('carries a key out once, though the menu shows it too', async ({ electronApp, window }) => {
  await expect(window.getByRole('row').nth(1)).toBeVisible()
  const transfers = window.getByRole('button', { name: /^Transfers/, expanded: true })
  await expect(transfers).toBeHidden()
  await window.keyboard.press('ControlOrMeta+j')
  await expect(transfers).toBeVisible() // a second time would hide them again
  const registered = await electronApp.evaluate(({ Menu }) =>
    ['transfers', 'search', 'kill'].map(id => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(id)
      return [item?.accelerator, item?.registerAccelerator]
    }),
  )
  expect(registered).toEqual([
    ['CommandOrControl+J', false],
    ['CommandOrControl+F', false],
    ['CommandOrControl+.', false],
  ])
})
