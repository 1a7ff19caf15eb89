import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppHandlers } from '../../../app/contract/contract.ts'
import type { TaskId } from '../../../app/contract/tasks.ts'
import type { Transfer, TransferRequest } from '../../../app/contract/transfers.ts'
import { createNodePorts } from '../../../app/core-node.ts'
import { createCore, type Core } from '../../../app/core.ts'
import { openDataFolder } from '../../../app/platform/data-folder.ts'
import { noDesktop } from '../../../app/platform/no-desktop.ts'
import { startSampleService, type SampleService } from '../../../app/sample/sample-service.ts'
import { silentLog } from '../../fakes/logs.ts'
import { FakeKeychain } from '../../fakes/session-ports.ts'

const everything = { include: [''], exclude: [] }
const page = { sort: { by: 'name' as const, descending: false }, offset: 0, limit: 100 }

let folder: string
let service: SampleService
let core: Core
let taskId: TaskId

/** The whole core over real HTTP and real files. */
async function start(): Promise<void> {
  const dataFolder = openDataFolder({ INDUCTIVA_DESKTOP_DATA: folder })
  const appFolder = new URL('../../../app/', import.meta.url)
  const ports = createNodePorts({ dataFolder, environment: { HOME: folder }, log: silentLog, appFolder })
  core = createCore({
    ...{ ...ports, keychain: new FakeKeychain(), desktop: noDesktop, entryOrigin: '', shell: 'web' },
    defaultDownloadFolder: join(folder, 'Downloads'),
  })
  await core.handlers.signIn({ key: service.key, baseUrl: service.baseUrl })
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'))
  service = await startSampleService()
  await start()
  await core.handlers.refreshTasks({})
  const query = { groups: ['finished' as const], codes: [], project: null, text: 'fds' } // 5.87 MB
  taskId = (await core.handlers.listTasks({ query, offset: 0, limit: 1 })).rows[0]!.id
})
afterEach(async () => {
  await core.dispose()
  await service.close()
  rmSync(folder, { recursive: true })
})

const sent = () => service.stats.bodyBytes({ scope: 'storage' })
const ledger = async () => (await core.handlers.getLedger({ months: null })).ever

async function open() {
  const opened = await core.handlers.openArchive({ taskId, kind: 'output' })
  if (opened.state === 'none') throw new Error(opened.reason)
  return opened.archive
}

async function download(change: Partial<TransferRequest> = {}): Promise<Transfer> {
  const request: TransferRequest = {
    ...{ taskId, archive: 'output', kind: 'files', selection: everything, conflicts: 'replace' },
    destination: join(folder, 'results'),
    ...change,
  }
  const { id } = await core.handlers.startTransfer(request)
  const isOver = ({ state }: Transfer) => ['done', 'failed'].includes(state)
  const find = async () => (await core.handlers.listTransfers({})).transfers.find(transfer => transfer.id === id)!
  await expect.poll(async () => isOver(await find()), { timeout: 20_000 }).toBe(true)
  return find()
}

async function downloadWhole(change?: Partial<TransferRequest>): Promise<void> {
  expect(await download(change)).toMatchObject({ state: 'done' })
}

type Reader = (handlers: AppHandlers) => Promise<unknown>

describe('the ledger against what the storage server sent', () => {
  it.each<[string, Reader]>([
    ['a list of files', () => open()],
    ['a search', async handlers => handlers.searchEntries({ archiveId: (await open()).id, text: '*.log', ...page })],
    ['a preview', async handlers => preview(handlers)],
    [
      'a download of some files',
      () => downloadWhole({ selection: { include: ['artifacts/stdout.txt'], exclude: [] } }),
    ],
    ['a download of everything', () => downloadWhole()],
    ['a download of the zip', () => downloadWhole({ kind: 'archive' })],
    ['a download of inputs', () => downloadWhole({ archive: 'input' })],
  ])('counts every byte of %s', async (_what, read) => {
    await read(core.handlers)
    expect(sent()).toBeGreaterThan(0)
    expect((await ledger()).fetchedBytes).toBe(sent())
  })

  it('counts what had to be fetched twice', async () => {
    const { archiveBytes } = await open()
    service.faults.add({ scope: 'storage', count: 1, skip: 1, fault: { kind: 'corrupt', offset: 2_000 } })
    await downloadWhole()
    expect(sent()).toBeGreaterThan(archiveBytes)
    expect((await ledger()).fetchedBytes).toBe(sent())
  })

  it('counts what of a broken connection arrived', async () => {
    service.faults.add({ scope: 'storage', count: 2, skip: 1, fault: { kind: 'cut', afterBytes: 50_000 } })
    await downloadWhole()
    const { fetchedBytes } = await ledger()
    expect(fetchedBytes).toBeLessThanOrEqual(sent())
    expect(fetchedBytes).toBeGreaterThanOrEqual(sent() - 100_000)
  })

  it('counts the same after a restart', async () => {
    await download()
    const before = await ledger()
    await core.dispose()
    await start()
    expect(await ledger()).toEqual(before)
  })
})

describe('the ledger of downloads', () => {
  it('says what a part of an archive spared, and of an unchanged repetition nothing more', async () => {
    const { archiveBytes } = await open()
    const selection = { include: ['artifacts/stdout.txt'], exclude: [] }
    expect(await download({ selection })).toMatchObject({ state: 'done' })
    const first = await ledger()
    expect(first.avoidedBytes).toBe(archiveBytes - sent())
    expect(first.avoidedBytes).toBeGreaterThan(archiveBytes / 2)
    await download({ selection })
    const second = await ledger()
    expect(second.fetchedBytes).toBe(sent())
    expect(second.avoidedBytes).toBe(archiveBytes - sent())
  })

  it('spares nothing with a failed download, or by looking', async () => {
    await preview(core.handlers)
    service.faults.add({ scope: 'storage', fault: { kind: 'answer', status: 403 } })
    expect(await download()).toMatchObject({ state: 'failed' })
    expect((await ledger()).avoidedBytes).toBe(0)
  })

  it('can be taken along as a file, beside the downloads', async () => {
    await download()
    const { path } = await core.handlers.exportLedger({})
    const [head, line] = readFileSync(path, 'utf8').split('\r\n')
    expect(path.startsWith(join(folder, 'Downloads', 'inductiva-ledger-'))).toBe(true)
    expect(head).toMatch(/^month,task_id,/)
    expect(line).toContain(`,${taskId},`)
    expect(line).toContain(`,${sent()},`)
  })
})

async function preview({ listEntries, readEntryText }: AppHandlers): Promise<void> {
  const archive = await open()
  const { rows } = await listEntries({ archiveId: archive.id, folder: archive.rootFolder, ...page })
  const entryIndex = rows.find(({ name }) => name === 'stdout.txt')!.entryIndex!
  await readEntryText({ archiveId: archive.id, entryIndex, maxBytes: 1_000_000 })
}
