import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ArchiveKind, ArchiveSummary } from '../../../app/contract/outputs.ts'
import { taskIdSchema } from '../../../app/contract/tasks.ts'
import { createOutputService, type OutputService } from '../../../app/outputs/output-service.ts'
import { systemClock } from '../../../app/platform/clock.ts'
import { createIndexStore } from '../../../app/platform/index-store.ts'
import { recordingLog } from '../../fakes/logs.ts'
import { spawnWorker } from '../../fakes/index-worker.ts'
import { startRangeServer, type RangeServer } from '../../fakes/range-server.ts'
import { buildZip, type BuiltEntry } from '../../fakes/zip-builder.ts'

// One session after the other over the same folder, as when the app is started again.

const taskId = taskIdSchema.parse('t1aaaaaaaaaaaaaaaaaaaaaaa')
const entries: BuiltEntry[] = [
  ...Array.from({ length: 900 }, (_, i) => ({ name: `artifacts/processor${i % 7}/${i}/U`, data: `${i}`, method: 0 })),
  { name: Buffer.from([0x81, 0x2e, 0x74]), flags: 0 }, // ü.t in code page 437: its name stands behind the directory
  { name: '../evil', data: 'x' },
]
const archive = buildZip(entries)
const everything = { sort: { by: 'name', descending: false }, offset: 0, limit: 3000 } as const

let folder: string
let server: RangeServer
let agent: Agent
const log = recordingLog()

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'index-cache-'))
  server = await startRangeServer(archive)
  agent = new Agent()
})
afterEach(async () => {
  await agent.destroy()
  await server.close()
  rmSync(folder, { recursive: true })
})

type Session = { readonly archive: ArchiveSummary; readonly rows: readonly unknown[]; readonly bytes: number }

/** Opens an archive in a session of its own, which ends with the index kept. */
async function openOnce(
  kind: ArchiveKind = 'output',
  use?: (service: OutputService) => Promise<void>,
): Promise<Session> {
  server.bytesSent = 0
  const service = createOutputService({
    locator: {
      locate: () =>
        Promise.resolve({ state: 'located', signUrl: () => Promise.resolve(server.url), cacheKey: 'task/output.zip' }),
    },
    indexStore: createIndexStore({ folder, log: log.log }),
    ...{ dispatcher: agent, spawnWorker, clock: systemClock, log: log.log },
  })
  try {
    const opened = await service.openArchive({ taskId, kind })
    if (opened.state === 'none') throw new Error(opened.reason)
    const bytes = server.bytesSent
    const { rows } = await service.searchEntries({ archiveId: opened.archive.id, text: '*', ...everything })
    await use?.(service)
    return { archive: opened.archive, rows, bytes }
  } finally {
    await service.dispose()
  }
}

const files = () => readdirSync(folder).map(name => join(folder, name))

describe('an archive opened in an earlier session', () => {
  it('opens for one byte while it is unchanged, and lists the same', async () => {
    const first = await openOnce()
    const second = await openOnce()
    expect(first.archive).toMatchObject({ isIndexFromCache: false, refusedEntries: 1 })
    expect(second.archive).toEqual({ ...first.archive, indexBytesFetched: 1, indexRequests: 1, isIndexFromCache: true })
    expect(second.rows).toEqual(first.rows)
    expect(second.rows).toContainEqual(expect.objectContaining({ path: 'ü.t' }))
    expect([first.bytes > 50_000, second.bytes]).toEqual([true, 1])
  })

  it('hands transfers the same entries', async () => {
    const seen: unknown[] = []
    const take = async (service: OutputService) => {
      const opened = await service.openForTransfer(taskId, 'output', new AbortController().signal)
      if (opened.state === 'none') throw new Error(opened.reason)
      const selected = await opened.entries.select({ include: ['artifacts/processor3/', 'ü.t'], exclude: [] })
      seen.push([opened.identity, opened.rootFolder, selected.map(index => opened.entries.entry(index))])
    }
    await openOnce('output', take)
    await openOnce('output', take)
    expect(seen[1]).toEqual(seen[0])
    expect(JSON.stringify(seen[1])).toContain('processor3/3/U')
  })

  it('is read anew when its ETag is another one, and kept as it is now', async () => {
    await openOnce()
    server.etag = '"v2"'
    expect((await openOnce()).archive).toMatchObject({ isIndexFromCache: false })
    expect((await openOnce()).archive).toMatchObject({ isIndexFromCache: true })
    expect(files()).toHaveLength(1)
  })

  it.each([[null], ['W/"v1"']])(
    'is read anew each time where the ETag is %s, for its size proves nothing',
    async etag => {
      server.etag = etag
      await openOnce()
      expect((await openOnce()).archive.isIndexFromCache).toBe(false)
      expect(files()).toHaveLength(0)
    },
  )

  it('is not mistaken for another of the same task', async () => {
    await openOnce('output')
    expect((await openOnce('input')).archive.isIndexFromCache).toBe(false)
    const [a = '', b = ''] = files()
    renameSync(a, `${a}.swap`)
    renameSync(b, a)
    renameSync(`${a}.swap`, b)
    expect((await openOnce('output')).archive.isIndexFromCache).toBe(false)
  })

  it('is read anew, and listed rightly, whichever byte of the file is wrong', async () => {
    const { rows } = await openOnce()
    const [file = ''] = files()
    const whole = readFileSync(file)
    const places = [0, 8, 12, 16, 30, 200, 600, 5000, whole.length >> 1, whole.length - 1]
    for (const at of places) {
      const bent = Buffer.from(whole)
      bent[at] = bent[at]! ^ 0x10
      writeFileSync(file, bent)
      const again = await openOnce()
      expect(again.archive.isIndexFromCache, `byte ${at}`).toBe(false)
      expect(again.rows).toEqual(rows)
    }
    expect(readFileSync(file)).toEqual(whole) // made anew each time
  })

  it.each([
    ['empty', (_whole: Buffer) => Buffer.of()],
    ['cut short', (whole: Buffer) => whole.subarray(0, whole.length - 1)],
    ['longer', (whole: Buffer) => Buffer.concat([whole, Buffer.of(0)])],
    ['something else', (_whole: Buffer) => Buffer.from('{"not": "an index"}')],
  ])('is read anew when the file is %s', async (_what, change) => {
    const { rows } = await openOnce()
    const [file = ''] = files()
    writeFileSync(file, change(readFileSync(file)))
    const again = await openOnce()
    expect(again.archive.isIndexFromCache).toBe(false)
    expect(again.rows).toEqual(rows)
  })
})
