import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { taskIdSchema, type TaskId } from '../../../app/contract/tasks.ts'
import {
  createOutputService,
  type OutputService,
  type OutputServiceOptions,
} from '../../../app/outputs/output-service.ts'
import { systemClock } from '../../../app/platform/clock.ts'
import { createIndexStore } from '../../../app/platform/index-store.ts'
import { startSampleService, type SampleService } from '../../../app/sample/sample-service.ts'
import { silentLog } from '../../fakes/logs.ts'
import { spawnWorker } from '../../fakes/index-worker.ts'

// The sample account's archives over real HTTP: every writer's style, the large and the very large.

let sample: SampleService
let agent: Agent
let service: OutputService

beforeAll(async () => {
  sample = await startSampleService()
  agent = new Agent()
  service = startService()
})

function startService(more: Pick<OutputServiceOptions, 'indexStore'> = {}): OutputService {
  return createOutputService({
    locator: {
      locate: (taskId, kind, signal) =>
        Promise.resolve({
          state: 'located',
          signUrl: () => signUrl(taskId, kind, signal),
          cacheKey: `${taskId}/${kind}`,
        }),
    },
    ...{ dispatcher: agent, spawnWorker, clock: systemClock, log: silentLog, archivesHeld: 1, ...more },
  })
}

afterAll(async () => {
  await service.dispose()
  await agent.destroy()
  await sample.close()
})

async function signUrl(taskId: TaskId, kind: string, signal: AbortSignal): Promise<string> {
  const query = new URLSearchParams({ operation: 'download', paths: `${taskId}/${kind}.zip` })
  const headers = { 'x-api-key': sample.key }
  const response = await fetch(`${sample.baseUrl}/storage/signed-urls?${query}`, { headers, signal })
  return ((await response.json()) as string[])[0]!
}

const outputs = () => sample.objects.below('').filter(({ path }) => /^[a-z0-9]{25}\/output\.zip$/.test(path))
const taskOf = (path: string) => taskIdSchema.parse(path.split('/')[0])

async function open(taskId: TaskId, by = service) {
  const opened = await by.openArchive({ taskId, kind: 'output' })
  if (opened.state === 'none') throw new Error(opened.reason)
  return opened.archive
}

const page = { sort: { by: 'name', descending: false }, offset: 0, limit: 100 } as const

describe('archives of the sample account', () => {
  it('all open, with every entry fit to be taken and stdout verified', async () => {
    for (const { path, sizeBytes } of outputs()) {
      const archive = await open(taskOf(path))
      expect(archive).toMatchObject({ rootFolder: 'artifacts/', archiveBytes: sizeBytes, refusedEntries: 0 })
      const { rows } = await service.searchEntries({ archiveId: archive.id, text: 'artifacts/stdout.txt', ...page })
      const request = { archiveId: archive.id, entryIndex: rows[0]!.entryIndex!, maxBytes: 8_000_000 }
      expect(await service.readEntryText(request)).toMatchObject({ isVerified: true, encoding: 'utf-8' })
    }
    expect(outputs().length).toBeGreaterThan(10)
  }, 120_000)

  it('lists 150,000 entries from the directory alone', async () => {
    const sizes = outputs().map(({ path, archive }) => ({ path, entries: archive!.count }))
    const { path } = sizes.toSorted((a, b) => b.entries - a.entries)[0]!
    sample.stats.reset()
    const start = performance.now()
    const archive = await open(taskOf(path))
    const tookMs = Math.round(performance.now() - start)
    expect(archive.fileCount).toBeGreaterThanOrEqual(150_000)
    expect(archive.indexBytesFetched).toBe(sample.stats.bodyBytes({ scope: 'storage' }))
    expect(archive.indexBytesFetched).toBeLessThan(archive.fileCount * 150)
    const { archiveBytes, fileCount, folderCount, indexBytesFetched, indexRequests } = archive
    console.info('largest listing', { archiveBytes, fileCount, folderCount, indexBytesFetched, indexRequests, tookMs })
  })

  it('opens 150,000 entries seen in an earlier session for one byte', async () => {
    const { path } = outputs().toSorted((a, b) => b.archive!.count - a.archive!.count)[0]!
    const folder = mkdtempSync(join(tmpdir(), 'sample-archives-'))
    const openInSession = async () => {
      const session = startService({ indexStore: createIndexStore({ folder, log: silentLog }) })
      sample.stats.reset()
      const { id: _id, ...archive } = await open(taskOf(path), session)
      await session.dispose()
      return { archive, bytes: sample.stats.bodyBytes({ scope: 'storage' }) }
    }
    const [first, later] = [await openInSession(), await openInSession()]
    rmSync(folder, { recursive: true })
    expect(later.bytes).toBe(1)
    const cost = { isIndexFromCache: true, indexBytesFetched: 1, indexRequests: 1 }
    expect(later.archive).toEqual({ ...first.archive, ...cost })
  })

  it('reads a small file out of 30 GB with the bytes of that file', async () => {
    const { path } = outputs().toSorted((a, b) => b.sizeBytes - a.sizeBytes)[0]!
    const archive = await open(taskOf(path))
    expect(archive.archiveBytes).toBeGreaterThan(29e9)
    expect(archive.isZip64).toBe(true)
    const { rows } = await service.searchEntries({ archiveId: archive.id, text: 'stderr.txt', ...page })
    sample.stats.reset()
    const request = { archiveId: archive.id, entryIndex: rows[0]!.entryIndex!, maxBytes: 8_000_000 }
    const { isVerified, bytesFetched } = await service.readEntryText(request)
    expect(isVerified).toBe(true)
    expect(bytesFetched).toBe(sample.stats.bodyBytes({ scope: 'storage' }))
    expect(bytesFetched).toBeLessThan(rows[0]!.compressedBytes + 300)
  })

  it('goes on with a fresh link when the signed URL has expired', async () => {
    const { path } = outputs()[0]!
    const archive = await open(taskOf(path))
    const { rows } = await service.searchEntries({ archiveId: archive.id, text: 'stdout.txt', ...page })
    sample.advance(2 * 3600 * 1000)
    const request = { archiveId: archive.id, entryIndex: rows[0]!.entryIndex!, maxBytes: 8_000_000 }
    expect((await service.readEntryText(request)).isVerified).toBe(true)
  })
})
