import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from '@playwright/test'
import { createOddPlace } from './odd-place.ts'

test('the app, its data, the home and the downloads may lie in folders of any name', async ({ page }) => {
  const { home, appFolder } = await createOddPlace()
  const entry = path.join(appFolder, 'dist/app/serve.js')
  const app = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, '--no-open', '--sample'], {
    env: home.environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    app.once('exit', code => reject(new Error(`The app ended with ${code}`)))
    createInterface({ input: app.stdout }).on('line', line => {
      const found = /^Open (http:\S+)/.exec(line)?.[1]
      if (found !== undefined) resolve(found)
    })
  })
  await page.goto(address)
  await expect(page.getByRole('row').nth(5)).toBeVisible()
  expect(readdirSync(path.join(home.folder, 'my data'))).toContain('settings.sqlite')
  app.removeAllListeners('exit')
  app.kill('SIGINT')
  expect(await once(app, 'exit')).toEqual([0, null])
  await home.remove()
})
