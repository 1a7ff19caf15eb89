import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { SAMPLE_KEY, startSampleService, type SampleService } from '../../app/sample/sample-service.ts'
import { expect, expectAccessible, takeScreenshots, test } from './fixtures.ts'
import { openFiles } from './open-files.ts'

const picture = 'bed_level.png'

/** The table of files of a small task, with the picture under the cursor. */
async function openPicture(app: Page): Promise<{ readonly table: Locator; readonly row: Locator }> {
  const table = await openFiles(app, 'xbeach success')
  const row = table.getByRole('row', { name: picture })
  await row.click()
  await app.getByRole('button', { name: 'Close the preview' }).click()
  return { table, row }
}

const saveMenu = (app: Page) => app.getByRole('button', { name: /^Save .* to…$/ })

/** Where the browser can fetch the file under the cursor from. The page has the address at hand from here on. */
async function addressOfEntry(app: Page): Promise<string> {
  await saveMenu(app).click()
  const href = await app.getByRole('menuitem', { name: /^Save with this browser/ }).getAttribute('href')
  await app.keyboard.press('Escape')
  return href!
}

/** Begins to drag a row, and answers what it hands out: "<type>:<name>:<address>". The button is still down. */
async function beginDrag(app: Page, row: Locator): Promise<string> {
  const carried = app.evaluate(
    () =>
      new Promise<string>(resolve => {
        const tell = (event: DragEvent) => resolve(event.dataTransfer?.getData('DownloadURL') ?? '')
        document.addEventListener('dragstart', tell, { once: true })
      }),
  )
  await row.hover()
  await app.mouse.down()
  const box = (await row.boundingBox())!
  await app.mouse.move(box.x + 160, box.y + 60, { steps: 8 })
  return carried
}

async function addFavourite(app: Page): Promise<void> {
  await saveMenu(app).click()
  await app.getByRole('menuitem', { name: 'Add a favourite folder…' }).click()
  await app.getByRole('button', { name: 'Save here' }).click()
  await expect(app.getByRole('dialog')).toHaveCount(0)
}

async function dropOn(app: Page, target: Locator): Promise<void> {
  const box = (await target.boundingBox())!
  await app.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 8 })
  await app.mouse.up()
}

test('serves a file of an archive by ranges, on an origin of its own and with no power', async ({ app, request }) => {
  await openPicture(app)
  const address = await addressOfEntry(app)
  expect(new URL(address).origin).not.toBe(new URL(app.url()).origin)

  const whole = await request.get(address)
  const bytes = await whole.body()
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  expect(whole.headers()).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': expect.stringMatching(/^attachment; .*bed_level\.png/),
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/),
  })
  const part = await request.get(address, { headers: { range: 'bytes=100-199' } })
  expect([part.status(), part.headers()['content-range']]).toEqual([206, `bytes 100-199/${bytes.length}`])
  expect((await part.body()).equals(bytes.subarray(100, 200))).toBe(true)

  const { pathname, origin } = new URL(address)
  expect((await request.get(`${origin}${pathname.replace(/^\/./, '/_')}`)).status()).toBe(403)
  expect((await request.get(address, { headers: { host: 'evil.example' } })).status()).toBe(403)
})

test('lets pages show a picture from there, and read nothing', async ({ app, pageErrors }) => {
  await openPicture(app)
  const address = await addressOfEntry(app)
  const width = await app.evaluate(async url => {
    const image = new Image()
    image.src = url
    await image.decode()
    return image.naturalWidth
  }, address)
  expect(width).toBeGreaterThan(10)
  const read = app.evaluate(url => fetch(url).then(() => 'read'), address)
  await expect(read).rejects.toThrow('Failed to fetch')
  await expect.poll(() => pageErrors.join()).toContain('Content Security Policy')
  pageErrors.splice(0)
})

test('hands a dragged file out, which lands as it is packed', async ({ app, home }) => {
  const { row } = await openPicture(app)
  await addressOfEntry(app)
  const [, type, name, address = ''] = /^([^:]*):([^:]*):(.*)$/.exec(await beginDrag(app, row)) ?? []
  expect([type, name]).toEqual(['image/png', picture])
  await app.mouse.up()
  await expect(app.getByRole('group', { name: 'Drop here to save' })).toHaveCount(0)

  const downloading = app.waitForEvent('download')
  await app.evaluate(url => Object.assign(document.createElement('a'), { href: url }).click(), address)
  const download = await downloading
  expect(download.suggestedFilename()).toBe(picture)
  const handedOut = await readFile(await download.path())

  await addFavourite(app)
  await saveMenu(app).click()
  await app.getByRole('menuitem', { name: 'Save to Downloads' }).click()
  const transfers = app.getByRole('region', { name: 'Transfers' }).getByRole('listitem')
  await expect(transfers.getByText('Done')).toBeVisible()
  expect((await readFile(path.join(home.folder, 'Downloads', picture))).equals(handedOut)).toBe(true)
})

test('saves what is dropped on a favourite folder', async ({ app, home }) => {
  const { row } = await openPicture(app)
  await addFavourite(app)
  await beginDrag(app, row)
  const targets = app.getByRole('group', { name: 'Drop here to save' })
  await expect(targets).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'drag-out')
  await dropOn(app, targets.getByText('Downloads'))
  const transfers = app.getByRole('region', { name: 'Transfers' }).getByRole('listitem')
  await expect(transfers.getByText('Done')).toBeVisible()
  expect((await readFile(path.join(home.folder, 'Downloads', picture))).subarray(1, 4).toString()).toBe('PNG')
})

test('makes no favourite folder anew that is gone', async ({ app, home }) => {
  await openPicture(app)
  await addFavourite(app)
  await rm(path.join(home.folder, 'Downloads'), { recursive: true })
  await saveMenu(app).click()
  await app.getByRole('menuitem', { name: 'Save to Downloads' }).click()
  await expect(app.getByText('This folder cannot be opened. It may be gone')).toBeVisible()
  expect(existsSync(path.join(home.folder, 'Downloads'))).toBe(false)
})

test('keeps favourite folders in the settings, under the names they are given', async ({ app }) => {
  await openPicture(app)
  await addFavourite(app)
  await app.keyboard.press('Control+,')
  const settings = app.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('tab', { name: 'Downloads' }).click()
  const name = settings.getByRole('textbox', { name: /^Name of .*Downloads$/ })
  await name.fill('Papers')
  await name.press('Enter')
  await expect(settings.getByRole('button', { name: 'Remove Papers from the favourites' })).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'favourites')
  await app.keyboard.press('Escape')
  await saveMenu(app).click()
  await expect(app.getByRole('menuitem', { name: 'Save to Papers' })).toBeVisible()
})

test('saves with the browser, to the computer it runs on', async ({ app }) => {
  await openPicture(app)
  await saveMenu(app).click()
  await expectAccessible(app)
  await takeScreenshots(app, 'save-to')
  const link = app.getByRole('menuitem', { name: /^Save with this browser/ })
  await link.evaluate(anchor => anchor.setAttribute('target', '_self')) // a tab that becomes a download is gone at once
  const downloading = app.waitForEvent('download')
  await link.click()
  const download = await downloading
  expect(await download.failure()).toBeNull()
  expect((await readFile(await download.path())).subarray(1, 4).toString()).toBe('PNG')
})

const deployed = test.extend<{ readonly deployment: SampleService }>({
  shellArguments: [],
  // eslint-disable-next-line no-empty-pattern -- the runner reads the names of needed fixtures from this pattern
  deployment: async ({}, use) => {
    const service = await startSampleService()
    await use(service)
    await service.close()
  },
})

deployed('never lets a damaged file land as a whole one', async ({ app, deployment, request }) => {
  await app.getByText('Private deployment').click()
  await app.getByLabel('Address of the service').fill(deployment.baseUrl)
  await app.getByLabel('API key', { exact: true }).fill(SAMPLE_KEY)
  await app.keyboard.press('Enter')
  const table = await openFiles(app, 'xbeach success')
  await table.getByRole('row', { name: /xboutput\.nc/ }).click()
  await app.getByRole('button', { name: 'Close the preview' }).click()
  const address = await addressOfEntry(app)
  const { length } = await (await request.get(address)).body()

  deployment.faults.add({ scope: 'storage', fault: { kind: 'corrupt', offset: middleOfLastRange(deployment) } })
  const downloading = app.waitForEvent('download')
  await app.evaluate(url => Object.assign(document.createElement('a'), { href: url }).click(), address)
  expect(await (await downloading).failure()).not.toBeNull()
  await expect(request.get(address)).rejects.toThrow(/aborted|hang up|ECONNRESET/)
  // A part that ends before the damage says nothing about it, as nobody can.
  expect((await request.get(address, { headers: { range: 'bytes=0-99' } })).status()).toBe(206)
  expect(length).toBeGreaterThan(5_000_000)
})

/** Inside the bytes that storage was asked for last. */
function middleOfLastRange({ stats }: SampleService): number {
  const { range = '' } = stats.requests({ scope: 'storage', method: 'GET' }).at(-1)!
  const [, first = '', last = ''] = /(\d+)-(\d+)/.exec(range) ?? []
  return Math.round((Number(first) + Number(last)) / 2)
}
