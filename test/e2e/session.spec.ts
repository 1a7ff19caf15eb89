import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { SAMPLE_KEY, startSampleService, type SampleService } from '../../app/sample/sample-service.ts'
import { expect, expectAccessible, takeScreenshots, test as base } from './fixtures.ts'

/** A private deployment for the tests: the sample service, reached by address and key like any other. */
const test = base.extend<{ readonly deployment: SampleService }>({
  shellArguments: [],
  // eslint-disable-next-line no-empty-pattern -- the runner reads the names of needed fixtures from this pattern
  deployment: async ({}, use) => {
    const service = await startSampleService()
    await use(service)
    await service.close()
  },
})

async function chooseAddress(page: Page, address: string): Promise<void> {
  await page.getByText('Private deployment').click()
  await page.getByLabel('Address of the service').fill(address)
}

test('offers three ways in, readable for everyone', async ({ app, home }) => {
  await expect(app.getByRole('region', { name: 'Try the sample account' })).toBeVisible()
  await expect(app.getByRole('region', { name: 'Use the key on this computer' })).toBeHidden()
  await mkdir(path.join(home.folder, '.inductiva'))
  await writeFile(path.join(home.folder, '.inductiva', 'api_key'), SAMPLE_KEY)
  await app.reload()
  await expect(app.getByRole('region', { name: 'Use the key on this computer' })).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'first-run')
})

test('says why a key is refused and takes the right one', async ({ app, deployment }) => {
  await chooseAddress(app, deployment.baseUrl)
  await app.getByLabel('API key', { exact: true }).fill('not-the-key')
  await app.getByRole('button', { name: 'Sign in', exact: true }).click()
  const card = app.getByRole('region', { name: 'Paste an API key' })
  await expect(card.getByRole('alert')).toContainText(/does not accept this API key/)
  await expect(card.getByRole('alert')).not.toContainText('not-the-key')
  await expectAccessible(app)
  await app.getByLabel('API key', { exact: true }).fill(SAMPLE_KEY)
  await app.keyboard.press('Enter')
  await expect(app.getByRole('grid', { name: 'Tasks' })).toBeVisible()
  expect(await app.content()).not.toContain(SAMPLE_KEY)
})

test('signs in with the key of the command line client', async ({ app, home, deployment }) => {
  await mkdir(path.join(home.folder, '.inductiva'))
  await writeFile(path.join(home.folder, '.inductiva', 'api_key'), `${SAMPLE_KEY}\n`)
  await expect(app.getByRole('region', { name: 'Paste an API key' })).toBeVisible() // connected: a reload breaks nothing off
  await app.reload()
  await chooseAddress(app, deployment.baseUrl)
  await expect(app.getByText(path.join(home.folder, '.inductiva', 'api_key'))).toBeVisible()
  await app.getByRole('button', { name: /^Use the key from/ }).click()
  await expect(app.getByRole('grid', { name: 'Tasks' })).toBeVisible()
})

test('says that a service is not there', async ({ app, deployment }) => {
  await deployment.close()
  await chooseAddress(app, deployment.baseUrl)
  await app.getByLabel('API key', { exact: true }).fill('any')
  await app.keyboard.press('Enter')
  const card = app.getByRole('region', { name: 'Paste an API key' })
  await expect(card.getByRole('alert')).toContainText(/could not be reached|no answer|not reach/i)
})

test('opens the sample account with one click, and leaves it again', async ({ app }) => {
  await app.getByRole('button', { name: 'Open the sample account' }).click()
  const account = app.getByRole('button', { name: 'Account: Sample account' })
  await expect(account).toBeVisible()
  await app.reload()
  await account.click()
  await app.getByRole('menuitem', { name: 'Leave the sample account…' }).click()
  await expectAccessible(app)
  await app.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(app.getByRole('heading', { name: 'Paste an API key' })).toBeVisible()
})
