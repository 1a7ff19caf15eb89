import { Agent } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { outputCalls, type ArchiveId, type ArchiveSummary } from '../../../app/contract/outputs.ts'
import { taskIdSchema } from '../../../app/contract/tasks.ts'
import { ObjectChanged, RequestFailed, StorageRefused } from '../../../app/domain/object-errors.ts'
import { ArchiveNotOpen, EntryNotFound, EntryNotText } from '../../../app/outputs/archive-errors.ts'
import { createOutputService, type OutputService } from '../../../app/outputs/output-service.ts'
import type { ArchiveLocation } from '../../../app/outputs/ports.ts'
import { systemClock } from '../../../app/platform/clock.ts'
import { recordingLog } from '../../fakes/logs.ts'
import { spawnWorker } from '../../fakes/index-worker.ts'
import { startRangeServer, type RangeServer } from '../../fakes/range-server.ts'
import { buildZip } from '../../fakes/zip-builder.ts'

const taskId = taskIdSchema.parse('t1aaaaaaaaaaaaaaaaaaaaaaa')
const name = { taskId, kind: 'output' as const }
const log = recordingLog()
const words = 'Time = 1\n'.repeat(50_000)
const sort = { by: 'name' as const, descending: false }
const page = { sort, offset: 0, limit: 100 }

const archive = buildZip([
  { name: 'artifacts/', method: 0 },
  {
    name: 'artifacts/noise.bin',
    data: Uint8Array.from({ length: 300_000 }, (_, i) => (i * i * 31 + (i >> 3)) % 256),
    method: 0,
  },
  { name: 'artifacts/stdout.txt', data: words },
  { name: '../evil', data: 'x' },
])

let server: RangeServer
let agent: Agent
let service: OutputService
let location: ArchiveLocation

/** Waits as a person would, without the test waiting: retries come at once. */
const eagerClock = { ...systemClock, sleep: () => Promise.resolve() }

beforeEach(async () => {
  server = await startRangeServer(archive)
  agent = new Agent()
  location = { state: 'located', signUrl: () => Promise.resolve(server.url), cacheKey: 'task/output.zip' }
  service = createOutputService({
    locator: { locate: () => Promise.resolve(location) },
    ...{ dispatcher: agent, spawnWorker, clock: eagerClock, log: log.log, archivesHeld: 2 },
  })
})

afterEach(async () => {
  await service.dispose()
  await agent.destroy()
  await server.close()
})

async function openArchive(of = name): Promise<ArchiveSummary> {
  const opened = outputCalls.openArchive.output.parse(await service.openArchive(of))
  if (opened.state === 'none') throw new Error(opened.reason)
  return opened.archive
}

async function positionOf(archiveId: ArchiveId, path: string): Promise<number> {
  const { rows } = await service.searchEntries({ archiveId, text: path, ...page })
  return rows.find(row => row.path === path)!.entryIndex!
}

describe('createOutputService', () => {
  it('opens an archive by its tail alone and says what that cost', async () => {
    expect(await openArchive()).toMatchObject({
      ...{
        taskId,
        kind: 'output',
        rootFolder: 'artifacts/',
        archiveBytes: archive.length,
        fileCount: 3,
        folderCount: 2,
      },
      ...{ unpackedBytes: 300_000 + words.length + 1, isZip64: false, refusedEntries: 1 },
      ...{ indexRequests: 1, indexBytesFetched: 16 * 1024 },
    })
    expect(server.bytesSent).toBe(16 * 1024)
  })

  it('lists, searches and sums through the contract', async () => {
    const { id: archiveId } = await openArchive()
    const listed = await service.listEntries({ archiveId, folder: 'artifacts/', ...page })
    expect(outputCalls.listEntries.output.parse(listed).rows.map(row => row.name)).toEqual(['noise.bin', 'stdout.txt'])
    const found = await service.searchEntries({ archiveId, text: '*.txt', ...page })
    expect(outputCalls.searchEntries.output.parse(found)).toMatchObject({ total: 1, totalBytes: words.length })
    const sums = await service.sumSelection({ archiveId, selection: { include: [''], exclude: [] } })
    expect(outputCalls.sumSelection.output.parse(sums)).toMatchObject({ fileCount: 2, refusedEntries: 1 })
  })

  it('reads a text with the bytes of its entry alone', async () => {
    const { id: archiveId } = await openArchive()
    const entryIndex = await positionOf(archiveId, 'artifacts/stdout.txt')
    server.bytesSent = 0
    const text = await service.readEntryText({ archiveId, entryIndex, maxBytes: 1_000_000 })
    expect(outputCalls.readEntryText.output.parse(text)).toMatchObject({ text: words, isVerified: true })
    expect(text.bytesFetched).toBe(server.bytesSent)
    expect(text.bytesFetched).toBeLessThan(3000)
  })

  it('refuses to show binary content, folders and positions beyond the end', async () => {
    const { id: archiveId } = await openArchive()
    const entryIndex = await positionOf(archiveId, 'artifacts/noise.bin')
    await expect(service.readEntryText({ archiveId, entryIndex, maxBytes: 1000 })).rejects.toThrow(EntryNotText)
    await expect(service.readEntryText({ archiveId, entryIndex: 0, maxBytes: 1000 })).rejects.toThrow(EntryNotFound)
    await expect(service.readEntryText({ archiveId, entryIndex: 99, maxBytes: 1000 })).rejects.toThrow(EntryNotFound)
  })

  it('says why there is no archive, in the words of the locator', async () => {
    location = { state: 'none', reason: 'This task is still running.' }
    expect(await service.openArchive(name)).toEqual({ state: 'none', reason: 'This task is still running.' })
    expect(await service.openForTransfer(taskId, 'output', new AbortController().signal)).toEqual(
      await service.openArchive(name),
    )
  })

  it('takes a missing object for an archive that is not there', async () => {
    server.faults.status = () => ({ status: 404 })
    expect(await service.openArchive(name)).toMatchObject({ state: 'none', reason: expect.stringContaining('deleted') })
    location = { ...location, reasonIfMissing: 'Stopped before it saved outputs.' } as ArchiveLocation
    expect(await service.openArchive(name)).toMatchObject({ reason: 'Stopped before it saved outputs.' })
  })

  it('fails when storage forbids it even with fresh links, and does not insist', async () => {
    server.faults.status = () => ({ status: 403 })
    await expect(service.openArchive(name)).rejects.toThrow(StorageRefused)
    expect(server.requests).toHaveLength(3)
  })

  it('tries again when the connection breaks, three times and no more', async () => {
    server.faults.cutAfter = request => (request < 3 ? 1000 : undefined)
    expect((await openArchive()).fileCount).toBe(3)
    server.faults.cutAfter = () => 1000
    await expect(service.openArchive({ taskId, kind: 'input' })).rejects.toThrow(RequestFailed)
    expect(server.requests).toHaveLength(8)
  })

  it('counts what was fetched in vain as well', async () => {
    server.faults.cutAfter = request => (request < 1 ? 1000 : undefined)
    expect((await openArchive()).indexBytesFetched).toBe(16 * 1024 + 1000)
  })

  it('opens an archive once for all who ask at the same time', async () => {
    const [first, second] = await Promise.all([openArchive(), openArchive()])
    expect(first).toEqual(second)
    expect(server.requests).toHaveLength(1)
  })

  it('opens an unchanged archive again for one byte', async () => {
    const first = await openArchive()
    server.bytesSent = 0
    expect(await openArchive()).toEqual(first)
    expect(server.bytesSent).toBe(1)
  })

  it('opens a changed archive anew, under another id', async () => {
    const first = await openArchive()
    server.etag = '"v2"'
    const second = await openArchive()
    expect(second.id).not.toBe(first.id)
    await expect(service.listEntries({ archiveId: first.id, folder: '', ...page })).rejects.toThrow(ObjectChanged)
    await expect(service.listEntries({ archiveId: first.id, folder: '', ...page })).rejects.toThrow(ArchiveNotOpen)
  })

  it('lets go of an archive that turns out to have changed', async () => {
    const { id: archiveId } = await openArchive()
    const entryIndex = await positionOf(archiveId, 'artifacts/stdout.txt')
    server.etag = '"v2"'
    await expect(service.readEntryText({ archiveId, entryIndex, maxBytes: 100 })).rejects.toThrow(ObjectChanged)
    await expect(service.readEntryText({ archiveId, entryIndex, maxBytes: 100 })).rejects.toThrow(ArchiveNotOpen)
    expect((await openArchive()).id).not.toBe(archiveId)
  })

  it('keeps the id of an archive good after closing it, and after many others', async () => {
    const { id: archiveId } = await openArchive()
    const folder = { archiveId, folder: 'artifacts/', ...page }
    const listed = await service.listEntries(folder)
    await service.closeArchive({ archiveId })
    await service.closeArchive({ archiveId })
    expect(await service.listEntries(folder)).toEqual(listed)
    for (const kind of ['a', 'b', 'c']) await openArchive({ taskId: taskIdSchema.parse(kind), kind: 'output' })
    expect(await service.listEntries(folder)).toEqual(listed)
  })

  it('knows no id that it never gave out', async () => {
    await expect(service.listEntries({ archiveId: 'x' as ArchiveId, folder: '', ...page })).rejects.toThrow(
      ArchiveNotOpen,
    )
  })

  it('hands a transfer what it needs, which outlives the window that opened it', async () => {
    const { id: archiveId } = await openArchive()
    const opened = await service.openForTransfer(taskId, 'output', new AbortController().signal)
    if (opened.state === 'none') throw new Error(opened.reason)
    await service.closeArchive({ archiveId })
    expect(await opened.entries.select({ include: ['artifacts/'], exclude: [] })).toEqual([1, 2])
    expect(opened).toMatchObject({
      rootFolder: 'artifacts/',
      identity: { sizeBytes: archive.length, validator: '"v1"' },
    })
    const { headerOffset, endOffset } = opened.entries.entry(2)
    const range = { start: headerOffset, end: endOffset }
    const { body } = await opened.source.openRange(range, opened.identity, new AbortController().signal)
    expect(Buffer.concat(await Array.fromAsync(body))).toEqual(archive.subarray(headerOffset, endOffset))
  })

  it('does not keep a transfer waiting that has been given up', async () => {
    server.faults.isSilent = () => true
    const abort = new AbortController()
    const opening = service.openForTransfer(taskId, 'output', abort.signal)
    abort.abort(new Error('given up'))
    await expect(opening).rejects.toThrow('given up')
  })

  it('ends what is under way when it is disposed of', async () => {
    server.faults.isSilent = () => true
    const opening = expect(openArchive()).rejects.toThrow('let go of')
    await expect.poll(() => server.requests.length).toBe(1)
    await service.dispose()
    await opening
    await expect.poll(() => server.openConnections()).toBe(0)
  })

  it('writes no signature into the log', async () => {
    await openArchive()
    expect(JSON.stringify(log.lines)).not.toContain('SECRET')
  })
})
