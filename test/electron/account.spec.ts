import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { SAMPLE_KEY, startSampleService, type SampleService } from '../../app/sample/sample-service.ts'
import type { TestHome } from '../e2e/web-shell.ts'
import { appWindow, expect, launch, test as base } from './fixtures.ts'
import { startKeychain } from './keychain.ts'

/** A private deployment, the sample service, for a person whose computer has a keychain. */
const test = base.extend<{ readonly deployment: SampleService; readonly person: TestHome }>({
  // eslint-disable-next-line no-empty-pattern -- the runner reads the names of needed fixtures from this pattern
  deployment: async ({}, use) => {
    const service = await startSampleService()
    await use(service)
    await service.close()
  },
  person: async ({ home }, use) => {
    await using keychain = await startKeychain(home)
    await use({ ...home, environment: keychain.environment })
  },
})

test.skip(process.platform !== 'linux', 'elsewhere there is one keychain, and it is the person’s')

const tasksOf = (window: Page) => window.getByRole('grid', { name: 'Tasks' }).getByRole('row', { name: /Success/ })

test('signs in with a key that no file holds, and shows the tasks of last time without a network', async ({
  person,
  deployment,
}) => {
  const electronApp = await launch(person, [])
  const window = await appWindow(electronApp)
  await signIn(window, deployment.baseUrl)
  await expect(tasksOf(window).first()).toBeVisible()
  expect(await window.content()).not.toContain(SAMPLE_KEY)
  await electronApp.close()
  expect(filesWith(SAMPLE_KEY, person.folder)).toEqual([])

  await deployment.close()
  const again = await launch(person, [])
  const offline = await appWindow(again)
  await expect(tasksOf(offline).first()).toBeVisible()
  await expect(offline.getByText(/could not be reached|no answer|not reach/i).first()).toBeVisible()
  await again.close()
})

async function signIn(window: Page, address: string): Promise<void> {
  await window.getByText('Private deployment').click()
  await window.getByLabel('Address of the service').fill(address)
  await window.getByLabel('API key', { exact: true }).fill(SAMPLE_KEY)
  await window.keyboard.press('Enter')
}

function filesWith(text: string, folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name))
  return files.filter(file => readFileSync(file).includes(text))
}
