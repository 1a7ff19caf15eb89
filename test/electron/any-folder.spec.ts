import { existsSync } from 'node:fs'
import path from 'node:path'
import { ask } from './calls.ts'
import { appWindow, expect, invoke, launch, test } from './fixtures.ts'

test('keeps its data in a folder of any name, and finds it again', async ({ home }) => {
  const data = path.join(home.folder, 'Mes données – 数据 🚀', "it's here #1 %41")
  const own = { ...home, environment: { ...home.environment, INDUCTIVA_DESKTOP_DATA: data } }
  const first = await launch(own)
  const window = await appWindow(first)
  await expect(window.getByRole('grid', { name: 'Tasks' }).getByRole('row').nth(1)).toBeVisible()
  expect(await invoke(window, 'updateSettings', { colorScheme: 'dark' })).toMatchObject({ ok: true })
  await first.close()
  expect(existsSync(path.join(data, 'settings.sqlite'))).toBe(true)

  const again = await launch(own)
  expect(await ask(await appWindow(again), 'getSettings', {})).toMatchObject({ colorScheme: 'dark' })
  await again.close()
})
