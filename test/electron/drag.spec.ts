import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { ArchiveId } from '../../app/contract/outputs.ts'
import type { Transfer } from '../../app/contract/transfers.ts'
import { ask } from './calls.ts'
import { expect, invoke, test } from './fixtures.ts'

type File = { readonly path: string; readonly entryIndex: number; readonly sizeBytes: number }

/** A small archive, open, and the largest file at its top. */
async function openArchive(window: Page) {
  await ask(window, 'refreshTasks', {})
  const query = { groups: [], codes: ['success' as const], project: null, text: 'xbeach' }
  const { rows: tasks } = await ask(window, 'listTasks', { query, offset: 0, limit: 1 })
  const taskId = tasks[0]!.id
  const opened = await ask(window, 'openArchive', { taskId, kind: 'output' })
  if (opened.state === 'none') throw new Error(opened.reason)
  const archiveId: ArchiveId = opened.archive.id
  const sort = { by: 'size' as const, descending: true }
  const folder = opened.archive.rootFolder
  const { rows } = await ask(window, 'listEntries', { archiveId, folder, sort, offset: 0, limit: 100 })
  const files = rows.filter(({ kind }) => kind === 'file') as unknown as readonly File[]
  return { taskId, archiveId, file: files[0]! }
}

async function download(window: Page, destination: string, file: string): Promise<Transfer> {
  const { taskId } = await openArchive(window)
  const selection = { include: [file], exclude: [] }
  const request = { taskId, archive: 'output', kind: 'files', selection, destination, conflicts: 'ask' } as const
  const { id } = await ask(window, 'startTransfer', request)
  const current = async () => (await ask(window, 'listTransfers', {})).transfers.find(transfer => transfer.id === id)
  await expect.poll(async () => (await current())?.state, { timeout: 30_000 }).toBe('done')
  return (await current())!
}

/** What the main process gets of an address, as a page would. */
function fetchInMain(electronApp: ElectronApplication, url: string, headers: Record<string, string> = {}) {
  return electronApp.evaluate(
    async ({ net }, [address, sent]) => {
      const response = await net.fetch(address, { headers: sent })
      const body = Buffer.from(await response.arrayBuffer()).toString('base64')
      return { status: response.status, headers: Object.fromEntries(response.headers), body }
    },
    [url, headers] as const,
  )
}

/** Takes down what leaves the window instead of letting it go. */
function recordDrags(electronApp: ElectronApplication): Promise<void> {
  return electronApp.evaluate(({ BrowserWindow }) => {
    const dragged: object[] = []
    Object.assign(globalThis, { dragged })
    BrowserWindow.getAllWindows()[0]!.webContents.startDrag = ({ file, icon }) =>
      void dragged.push({ file, hasIcon: typeof icon !== 'string' && !icon.isEmpty() })
  })
}

const draggedFiles = (electronApp: ElectronApplication) =>
  electronApp.evaluate(() => (globalThis as unknown as { dragged: readonly object[] }).dragged)

async function dragAside(window: Page, name: RegExp): Promise<void> {
  const row = window.getByRole('listitem', { name })
  await row.hover() // waits until it stands still
  const box = (await row.boundingBox())!
  await window.mouse.move(box.x + 60, box.y + 12)
  await window.mouse.down()
  await window.mouse.move(box.x + 200, box.y - 80, { steps: 8 })
  await window.mouse.up()
}

test('answers contents of archives under a scheme of their own, whole and by ranges', async ({
  electronApp,
  window,
  home,
}) => {
  const { archiveId, file } = await openArchive(window)
  const { url } = await ask(window, 'entryUrl', { archiveId, entryIndex: file.entryIndex, purpose: 'save' })
  expect(url).toMatch(/^entry:\/\/contents\/[\w-]{43}\/outputs\//)

  const destination = path.join(home.folder, 'wanted')
  await download(window, destination, file.path)
  const bytes = readFileSync(path.join(destination, path.basename(file.path)))
  const whole = await fetchInMain(electronApp, url)
  expect([whole.status, Buffer.from(whole.body, 'base64').equals(bytes)]).toEqual([200, true])
  expect(whole.headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/)
  const part = await fetchInMain(electronApp, url, { range: 'bytes=-100' })
  expect([part.status, Buffer.from(part.body, 'base64').equals(bytes.subarray(-100))]).toEqual([206, true])
  const refused = await fetchInMain(electronApp, url.replace(/contents\/./, 'contents/_'))
  expect([refused.status, Buffer.from(refused.body, 'base64').toString()]).toEqual([
    403,
    expect.stringContaining('not good any more'),
  ])
})

test('lets go of what a transfer has brought, and of nothing else', async ({ electronApp, window, home }) => {
  const { file } = await openArchive(window)
  const destination = path.join(home.folder, 'dragged away')
  const { title } = await download(window, destination, file.path)
  await recordDrags(electronApp)
  await window
    .getByRole('button', { name: /^Transfers/ })
    .last()
    .click()
  await dragAside(window, new RegExp(title))
  const expected = { file: path.join(destination, path.basename(file.path)), hasIcon: true }
  await expect.poll(() => draggedFiles(electronApp)).toEqual([expected])

  const foreign = { id: crypto.randomUUID() }
  expect(await invoke(window, 'dragTransfer', foreign)).toMatchObject({ failure: { code: 'transfer-not-possible' } })
  expect(await invoke(window, 'dragTransfer', { ...foreign, path: '/etc/passwd' })).toMatchObject({
    failure: { code: 'invalid-input' },
  })
  expect(await draggedFiles(electronApp)).toEqual([expected])
})
