import type { Page } from '@playwright/test'
import { expect, expectAccessible, takeScreenshots, test } from './fixtures.ts'
import { openFiles } from './open-files.ts'

const rows = (app: Page) => app.getByRole('region', { name: 'Transfers' }).getByRole('listitem')
const titles = (app: Page) => rows(app).evaluateAll(items => items.map(item => item.getAttribute('aria-label')))

async function download(app: Page, search: string, button: string): Promise<string> {
  await openFiles(app, search)
  const before = await rows(app).count()
  await app.getByRole('button', { name: button }).click()
  await app.getByRole('button', { name: 'Start download' }).click()
  await expect(rows(app)).toHaveCount(before + 1)
  return (await titles(app)).at(-1) ?? ''
}

async function limitAll(app: Page, speed: string): Promise<void> {
  await app.keyboard.press('Control+,')
  const settings = app.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('tab', { name: 'Downloads' }).click()
  await settings.getByLabel('All downloads together, at most').fill(speed)
  await app.keyboard.press('Enter')
  await expect(settings.getByText(speed === '' ? 'Now: No limit.' : /^Now: \d+ KB\/s\.$/)).toBeVisible()
  await app.keyboard.press('Escape')
}

/** Takes a row by the mouse, and holds it at the edge of another one. */
async function dragRow(app: Page, from: number, side: 'before' | 'behind', to: number): Promise<void> {
  const [taken, target] = [await rows(app).nth(from).boundingBox(), await rows(app).nth(to).boundingBox()]
  if (!taken || !target) throw new Error('A row is not in sight')
  await app.mouse.move(taken.x + 300, taken.y + 14)
  await app.mouse.down()
  await app.mouse.move(target.x + 300, target.y + target.height / 2, { steps: 6 })
  await app.mouse.move(target.x + 300, side === 'before' ? target.y + 6 : target.y + target.height - 6, { steps: 3 })
}

/** Three downloads that last, of which the third has to wait. Answers their titles. */
async function queueThree(app: Page): Promise<readonly [string, string, string]> {
  await openFiles(app, 'swan success')
  await limitAll(app, '0.02')
  return [
    await download(app, 'openfast success', 'Download all…'), // too large to end meanwhile
    await download(app, 'dualsphysics success', 'Download all…'),
    await download(app, 'openfoam-foundation success', 'Download zip…'),
  ]
}

test('lets the person decide what comes first, and how fast', async ({ app }) => {
  const [one, two, three] = await queueThree(app)
  await expect(rows(app).nth(2).getByText('Queued')).toBeVisible()
  await expect(
    rows(app)
      .nth(2)
      .getByText(/3 of 3 in the queue/),
  ).toBeVisible()
  await expect(
    rows(app)
      .first()
      .getByText(/limited to 20 KB\/s, all downloads together/),
  ).toBeVisible()

  await rows(app)
    .nth(2)
    .getByRole('button', { name: /^Pause/ })
    .focus()
  await app.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => titles(app)).toEqual([one, three, two])
  await expect(app.getByText(`${three} is now number 2 of 3 in the queue`)).toBeAttached()
  await expect(rows(app).nth(2).getByText('Queued')).toBeVisible()
  await expect(rows(app).nth(1).getByText('Downloading')).toBeVisible()
  await expect(
    rows(app)
      .nth(1)
      .getByRole('button', { name: /^Pause/ }),
  ).toBeFocused()
  await app.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => titles(app)).toEqual([three, one, two])
  await expect(app.getByText(`${three} is now number 1 of 3 in the queue`)).toBeAttached()
  await expectAccessible(app)
  await takeScreenshots(app, 'queue')

  await rows(app).nth(2).getByRole('button', { name: /^More/ }).click()
  await expectAccessible(app)
  await takeScreenshots(app, 'queue-menu')
  await app.getByRole('menuitem', { name: 'Limit speed…' }).click()
  await app.getByRole('dialog').getByLabel('At most').fill('0.01')
  await expectAccessible(app)
  await takeScreenshots(app, 'limit-speed')
  await app.keyboard.press('Enter')
  await expect(
    rows(app)
      .nth(2)
      .getByText(/limited to 10 KB\/s, this download only/),
  ).toBeVisible()

  await rows(app)
    .nth(1)
    .getByRole('button', { name: /^Pause/ })
    .focus()
  await app.keyboard.press('Enter')
  await expect(
    rows(app)
      .nth(1)
      .getByRole('button', { name: /^Resume/ }),
  ).toBeFocused()
  await app.keyboard.press('Enter')
  await expect(
    rows(app)
      .nth(1)
      .getByRole('button', { name: /^Pause/ }),
  ).toBeFocused()
  await app.getByRole('button', { name: 'Pause all' }).focus()
  await app.keyboard.press('Enter')
  await expect(rows(app).getByText('Paused')).toHaveCount(3)
  await expect(app.getByRole('button', { name: 'Resume all' })).toBeFocused()
  await app.keyboard.press('Enter')
  await expect(rows(app).nth(2).getByText('Queued')).toBeVisible()
  await limitAll(app, '')
  await expect(rows(app).filter({ hasText: one }).getByText('Done')).toBeVisible({ timeout: 30_000 })
})

test('lets downloads be dragged to another place in the queue', async ({ app }) => {
  const [one, two, three] = await queueThree(app)
  await dragRow(app, 2, 'before', 0)
  await takeScreenshots(app, 'queue-dragging')
  await app.mouse.up()
  await expect.poll(() => titles(app)).toEqual([three, one, two])
  await expect(app.getByText(`${three} is now number 1 of 3 in the queue`)).toBeAttached()
  await dragRow(app, 0, 'behind', 1)
  await app.keyboard.press('Escape')
  await app.mouse.up()
  expect(await titles(app)).toEqual([three, one, two])
  await dragRow(app, 0, 'behind', 1)
  await app.mouse.up()
  await expect.poll(() => titles(app)).toEqual([one, three, two])
  await dragRow(app, 2, 'before', 1)
  await app.mouse.up()
  await expect.poll(() => titles(app)).toEqual([one, two, three])
})

test('keeps hours with another speed, and refuses those that overlap', async ({ app }) => {
  await openFiles(app, 'swan success')
  await app.keyboard.press('Control+,')
  const settings = app.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('tab', { name: 'Downloads' }).click()
  const openForm = () => settings.getByRole('button', { name: 'Add hours…' }).click()
  const add = async (from: string, to: string) => {
    await settings.getByLabel('From').fill(from)
    await settings.getByLabel('To', { exact: true }).fill(to)
    await settings.getByLabel('At most', { exact: true }).fill('2')
    await settings.getByRole('button', { name: 'Add', exact: true }).click()
  }
  await openForm()
  await add('22:00', '06:00')
  await expect(settings.getByText('Mon–Fri, 22:00–06:00')).toBeVisible()
  await expect(settings.getByLabel('From')).toBeHidden() // a moment later: the core tells of the change before it answers
  await openForm()
  await add('05:00', '09:00')
  await expect(settings.getByText(/overlap, but only one limit/)).toBeInViewport({ ratio: 1 })
  await expectAccessible(app)
  await takeScreenshots(app, 'speed-settings')
  await add('06:00', '22:00')
  await expect(settings.getByText('Mon–Fri, 06:00–22:00')).toBeVisible()
  await app.reload()
  await app.getByRole('button', { name: 'Settings' }).click()
  await settings.getByRole('tab', { name: 'Downloads' }).click()
  await expect(settings.getByRole('listitem')).toHaveCount(2)
})
