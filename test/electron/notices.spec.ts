import type { ElectronApplication, Page } from '@playwright/test'
import type { NoticeRules } from '../../app/contract/notices.ts'
import { usualNoticeRules } from '../../app/domain/notices/judge-notice.ts'
import { planTask } from '../../app/sample/account/plan-task.ts'
import { startSampleService, type SampleService } from '../../app/sample/sample-service.ts'
import type { TestHome } from '../e2e/web-shell.ts'
import { ask } from './calls.ts'
import { appWindow, expect, launch, test } from './fixtures.ts'
import { startNotificationDesktop, whyNoDesktop, type NotificationDesktop } from './notification-desktop.ts'

const reason = whyNoDesktop()
if (reason !== undefined) console.warn(`Tests of notifications are skipped. ${reason}`)
test.skip(reason !== undefined, reason)

const hour = 3600
/** From the computation to the end: packing and uploading. */
const aWhile = 60

type Ending = { readonly end: 'success' | 'failed'; readonly project: string; readonly inHours: number }

/** An account whose tasks all compute, and end when its time is moved: it stands still by itself. */
async function serviceWith(endings: readonly Ending[], startMs = Date.now()): Promise<SampleService> {
  const tasks = endings.map(({ end, project, inHours }, at) =>
    planTask({
      ...{ key: `notice ${at}`, simulator: 'xbeach', ageSeconds: 100, project, end },
      computeSeconds: inHours * hour,
    }),
  )
  const service = await startSampleService({ nowMs: () => startMs, tasks })
  started.push(() => service.close())
  return service
}

type Opened = { readonly app: ElectronApplication; readonly window: Page }

async function open(home: TestHome, desktop: NotificationDesktop, service: SampleService): Promise<Opened> {
  const app = await launch({ ...home, environment: { ...home.environment, ...desktop.environment } }, [])
  const window = await appWindow(app)
  const { baseUrl, key } = service
  await ask(window, 'signIn', { baseUrl, key })
  await ask(window, 'refreshTasks', {})
  await expect(window.getByRole('row', { name: /xbeach/ }).first()).toBeVisible()
  return { app, window }
}

async function setRules(window: Page, change: Partial<NoticeRules>): Promise<void> {
  await ask(window, 'updateSettings', { notices: { ...usualNoticeRules, ...change } })
}

async function passHours(window: Page, service: SampleService, hours: number): Promise<void> {
  service.advance((hours * hour + aWhile) * 1000)
  await ask(window, 'refreshTasks', {})
}

let desktop: NotificationDesktop
let service: SampleService
const started: (() => Promise<void>)[] = []
test.afterEach(async () => {
  for (const end of started.splice(0).toReversed()) await end()
})

async function startDesktop(options: { readonly hasService?: boolean } = {}): Promise<NotificationDesktop> {
  const desktop = await startNotificationDesktop(options)
  started.push(() => desktop.remove())
  return desktop
}

test('raises one notification for a task that ends, and a click on it shows that task', async ({ home }) => {
  desktop = await startDesktop()
  service = await serviceWith([{ end: 'success', project: 'waves', inHours: 2 }])
  const { app, window } = await open(home, desktop, service)
  await passHours(window, service, 2)
  await expect.poll(() => desktop.seen().length).toBe(1)
  expect(desktop.seen()).toEqual([
    { title: 'xbeach · Finished', body: expect.stringMatching(/^waves · 2 h( 1 min)? · [\d.]+ US\$$/) },
  ])
  await expect(window.getByRole('button', { name: 'Notices, 1 unread' })).toBeVisible()

  await expect.poll(() => desktop.displayed()).toBe(1) // a moment after it was handed over
  desktop.click()
  await expect(window.getByRole('tab', { name: 'Overview', selected: true })).toBeVisible()
  await expect(window.getByRole('button', { name: 'Notices', exact: true })).toBeVisible()
  await expect.poll(() => desktop.displayed()).toBe(0)
  await app.close()

  const again = await open(home, desktop, service)
  await expect(again.window.getByRole('button', { name: 'Notices', exact: true })).toBeVisible()
  expect(desktop.seen()).toHaveLength(1)
  await again.app.close()
})

test('downloads and shows the log from a notification, and takes it away when it is read in the window', async ({
  home,
}) => {
  desktop = await startDesktop()
  service = await serviceWith([
    { end: 'failed', project: 'waves', inHours: 1 },
    { end: 'success', project: 'dunes', inHours: 3 },
    { end: 'failed', project: 'cliffs', inHours: 5 },
  ])
  const { app, window } = await open(home, desktop, service)
  await passHours(window, service, 1)
  await expect.poll(() => desktop.seen().length).toBe(1)
  expect(desktop.seen()[0]).toEqual({
    title: 'xbeach · Failed',
    body: expect.stringMatching(/^waves · 1 h.*\nA command of the simulation ended with an error\.$/),
  })
  await expect.poll(() => desktop.displayed()).toBe(1)
  desktop.choose('Download')
  await window.getByRole('dialog').getByRole('button', { name: 'Start download' }).click()
  await expect.poll(() => desktop.seen()[1]?.title).toBe('xbeach · waves · Downloaded')
  expect(desktop.seen()[1]?.body).toContain(home.folder)
  desktop.closeAll()
  await ask(window, 'markNoticesRead', { ids: null })
  await expect.poll(() => desktop.displayed()).toBe(0)

  await passHours(window, service, 2)
  await expect.poll(() => desktop.displayed()).toBe(1)
  await window.getByRole('button', { name: 'Notices, 1 unread' }).click()
  await window.getByRole('button', { name: /xbeach · Finished/ }).click()
  await expect.poll(() => desktop.displayed()).toBe(0)

  await passHours(window, service, 2)
  await expect.poll(() => desktop.displayed()).toBe(1)
  desktop.choose('Show log')
  await expect(window.getByText('Last error output (stderr.txt)')).toBeFocused()
  await expect(window.getByRole('button', { name: 'Notices', exact: true })).toBeVisible()
  await app.close()
})

test('sums three up that finish together, and those that end while notices are muted', async ({ home }) => {
  desktop = await startDesktop()
  service = await serviceWith([
    ...['one', 'two', 'three'].map(project => ({ end: 'success' as const, project, inHours: 1 })),
    ...['four', 'five'].map(project => ({ end: 'failed' as const, project, inHours: 3 })),
  ])
  const { app, window } = await open(home, desktop, service)
  await passHours(window, service, 1)
  await expect.poll(() => desktop.seen().map(({ title }) => title)).toEqual(['3 tasks finished'])
  expect(desktop.seen()[0]?.body).toContain('xbeach · two')

  await setRules(window, { quietHours: [{ fromMinute: 0, toMinute: 0, days: [1, 2, 3, 4, 5, 6, 7] }] })
  await passHours(window, service, 2)
  await expect(window.getByRole('button', { name: 'Notices, 5 unread' })).toBeVisible()
  await ask(window, 'showTestNotice', {}) // comes up at any hour: what is before it would have come up by then
  await expect.poll(() => desktop.seen().length).toBe(2)
  expect(desktop.seen()[1]?.title).toBe('Notices of Inductiva Desktop')

  await setRules(window, {})
  await expect.poll(() => desktop.seen()[2]?.title).toBe('2 tasks ended while notices were muted')
  desktop.closeAll()
  await app.close()
})

test('sums up after a start what ended while the app was closed, once', async ({ home }) => {
  desktop = await startDesktop()
  const yesterday = Date.now() - 24 * hour * 1000
  service = await serviceWith(
    ['failed', 'success', 'success'].map((end, at) => ({ end: end as Ending['end'], project: `p${at}`, inHours: 5 })),
    yesterday,
  )
  const first = await open(home, desktop, service)
  await first.app.close()
  service.advance((5 * hour + aWhile) * 1000)
  const second = await open(home, desktop, service)
  await expect.poll(() => desktop.seen().length).toBe(1)
  expect(desktop.seen()[0]?.title).toBe('3 tasks ended while Inductiva Desktop was closed')
  expect(desktop.seen()[0]?.body).toMatch(/^2 finished, 1 failed\nxbeach · p0, /)
  await expect.poll(() => desktop.displayed()).toBe(1)
  desktop.click()
  await expect(second.window.getByRole('dialog', { name: 'Notices' })).toBeVisible()
  await expect(second.window.getByRole('listitem').filter({ hasText: 'xbeach' })).toHaveCount(3)
  await second.app.close()
})

test('tells in the window where no notification service is there, and says so in the settings', async ({ home }) => {
  desktop = await startDesktop({ hasService: false })
  service = await serviceWith([{ end: 'success', project: 'waves', inHours: 2 }])
  const { app, window } = await open(home, desktop, service)
  await passHours(window, service, 2)
  await expect(window.getByText('xbeach · Finished')).toBeVisible()
  await window.getByRole('button', { name: 'Settings' }).click()
  await window.getByRole('tab', { name: 'Notices' }).click()
  await expect(window.getByText(/This computer shows no notifications/)).toBeVisible()
  await app.close()
})
