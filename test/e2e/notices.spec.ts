import type { Page } from '@playwright/test'
import { planTask } from '../../app/sample/account/plan-task.ts'
import { startSampleService, type SampleService } from '../../app/sample/sample-service.ts'
import { expect, expectAccessible, takeScreenshots, test } from './fixtures.ts'

test.use({ shellArguments: [] })

let service: SampleService
test.beforeEach(async () => {
  const startMs = Date.now()
  const ends = ['success', 'failed', 'success', 'executer-failed'] as const
  const tasks = ends.map((end, at) =>
    planTask({
      ...{ key: `notice ${at}`, simulator: 'xbeach', ageSeconds: 100, project: `waves-${at}`, end },
      computeSeconds: 3600,
    }),
  )
  service = await startSampleService({ nowMs: () => startMs, tasks })
})
test.afterEach(() => service.close())

async function signIn(app: Page): Promise<void> {
  await app.getByText('Private deployment').click()
  await app.getByLabel('Address of the service').fill(service.baseUrl)
  await app.getByLabel('API key', { exact: true }).fill(service.key)
  await app.getByRole('button', { name: 'Sign in' }).click()
}

test('tells ends in the window, keeps them in the list, and leads to the task', async ({ app }) => {
  await signIn(app)
  await expect(app.getByRole('row', { name: /xbeach/ })).toHaveCount(4)
  await app.getByRole('button', { name: 'Notices', exact: true }).click()
  await expect(app.getByText('When a task or a download ends, it is told here.')).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'notices-empty')
  await app.keyboard.press('Escape')

  service.advance(3_700_000)
  await app.getByRole('button', { name: 'Refresh tasks' }).click()
  await expect(app.getByText('xbeach · Failed')).toBeVisible()
  await takeScreenshots(app, 'notices-toasts')
  const notice = app.getByRole('alert').last()
  await app.keyboard.press('Control+j')
  const drawerTop = async () => (await app.getByRole('region', { name: 'Transfers' }).boundingBox())?.y ?? NaN
  const noticeEnd = async () => notice.evaluate(element => element.getBoundingClientRect().bottom)
  await expect.poll(async () => (await noticeEnd()) < (await drawerTop())).toBe(true)
  await app.keyboard.press('Control+j')
  await app.keyboard.press('Control+b')
  const panel = app.getByRole('dialog', { name: 'Notices' })
  await expect(panel.getByRole('listitem')).toHaveCount(4)
  await expectAccessible(app)
  await takeScreenshots(app, 'notices-list')

  await panel.getByText('Failed', { exact: true }).click()
  await expect(panel.getByRole('listitem')).toHaveCount(2)
  await panel.getByRole('button', { name: /xbeach · Failed/ }).focus()
  await app.keyboard.press('Enter')
  await expect(app.getByRole('tab', { name: 'Overview', selected: true })).toBeVisible()
  await expect(app.getByRole('button', { name: 'Notices, 3 unread' })).toBeVisible()
})

test('sets what is told', async ({ app }) => {
  await signIn(app)
  await app.getByRole('button', { name: 'Settings' }).click()
  await app.getByRole('tab', { name: 'Notices' }).click()
  await app.getByRole('button', { name: 'Add hours…' }).click()
  await app.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(app.getByText('Every day, 22:00–07:00')).toBeVisible()
  await app.getByRole('radio', { name: 'Chosen projects' }).click()
  await expect(app.getByRole('radio', { name: 'Chosen projects' })).toBeChecked()
  await app.getByRole('combobox', { name: 'Projects' }).fill('waves-1')
  await app.keyboard.press('Enter')
  await expectAccessible(app)
  await takeScreenshots(app, 'notices-rules')
  await app.getByRole('checkbox', { name: 'finishes' }).click()
  await expect(app.getByRole('checkbox', { name: 'finishes' })).not.toBeChecked()
  await app.getByRole('button', { name: 'Show a test notice' }).click()
  await expect(app.getByText('This is where you are told when a task ends.')).toBeVisible()
  await app.keyboard.press('Escape')

  service.advance(3_700_000)
  await app.getByRole('button', { name: 'Refresh tasks' }).click()
  await expect(app.getByRole('button', { name: 'Notices, 1 unread' })).toBeVisible()
})
