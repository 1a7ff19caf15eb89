import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Agent } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../app/domain/app-error.ts'
import { createOutputService, type OutputService } from '../../app/outputs/output-service.ts'
import { systemClock } from '../../app/platform/clock.ts'
import { spawnWorker } from '../fakes/index-worker.ts'
import { silentLog } from '../fakes/logs.ts'
import { objectOf, startRangeServer, type RangeServer, type ServedObject } from '../fakes/range-server.ts'
import { makeTemporaryFolder, openTransferSite, requestFor, taskId, type TransferSite } from '../fakes/transfer-site.ts'
import type { HostileArchive, Outcome } from './archives/hostile-archive.ts'
import { hostileDirectories } from './archives/hostile-directories.ts'
import { hostileEntries } from './archives/hostile-entries.ts'
import { hostileNames } from './archives/hostile-names.ts'

const folder = makeTemporaryFolder()
let served: ServedObject = objectOf(Buffer.of())
let server: RangeServer
let site: TransferSite
let outputs: OutputService
let dispatcher: Agent
let run = 0

beforeAll(async () => {
  const current: ServedObject = {
    get sizeBytes() {
      return served.sizeBytes
    },
    read: (start, end) => served.read(start, end),
  }
  server = await startRangeServer(current)
  site = openTransferSite({ url: server.url, databasePath: join(folder.path, 'account.sqlite') })
  dispatcher = new Agent()
  const location = { state: 'located', signUrl: () => Promise.resolve(server.url), cacheKey: 'x' } as const
  const locator = { locate: () => Promise.resolve(location) }
  outputs = createOutputService({ locator, dispatcher, spawnWorker, clock: systemClock, log: silentLog })
})
afterAll(async () => {
  await site.close()
  await outputs.dispose()
  await dispatcher.close()
  await server.close()
  folder.remove()
})

describe.each([
  ['names', hostileNames],
  ['entries', hostileEntries],
  ['directories', hostileDirectories],
])('an archive with hostile %s', (_, corpus) => {
  it.each(Object.entries(corpus))('%s', async (_name, archive) => {
    const bytes = serve(archive)
    await expectOutcome(archive.outcome)
    await expectWhole(bytes)
    await expectReadable()
    expect(site.database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  })
})

function serve(archive: HostileArchive): Buffer {
  const bytes = archive.bytes()
  served = objectOf(bytes)
  server.etag = `"v${++run}"`
  return bytes
}

/** Exactly these files, with nothing outside the destination and nothing unfinished left. */
async function expectOutcome(outcome: Outcome): Promise<void> {
  const around = join(folder.path, `run${run}`)
  const { id } = await site.transfers.start(requestFor(join(around, 'below', 'destination')))
  const ended = await site.until(id, 'done', 'failed')
  if ('failure' in outcome) {
    expect(ended).toMatchObject({ state: 'failed', failure: { code: outcome.failure } })
    expect(readFiles(around)).toEqual({})
    return
  }
  const { notes } = site.transfers.notes(id, { offset: 0, limit: 100 })
  const told = notes.map(({ path, kind }) => [path, kind])
  expect(told.toSorted()).toEqual([...outcome.told].toSorted())
  expect(notes.every(({ message }) => /^[A-Z].+\.$/.test(message))).toBe(true)
  const failed = outcome.told.filter(([, kind]) => kind === 'failed').length
  const left = outcome.told.filter(([, kind]) => kind !== 'renamed').length
  expect(ended).toMatchObject({ state: failed > 0 ? 'failed' : 'done', entriesFailed: left })
  const files = Object.entries(outcome.files).map(([path, text]) => [`below/destination/${path}`, text])
  expect(readFiles(around)).toEqual(Object.fromEntries(files))
}

/** Whatever is in it, the archive itself can be had. */
async function expectWhole(bytes: Buffer): Promise<void> {
  const destination = join(folder.path, `run${run}-raw`)
  const { id } = await site.transfers.start(requestFor(destination, { kind: 'archive' }))
  expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
  expect(readFileSync(join(destination, 'output.zip')).equals(bytes)).toBe(true)
}

/** Looking into it ends with an answer within the contract or with a sentence, never with a crash. */
async function expectReadable(): Promise<void> {
  const opened = await settled(outputs.openArchive({ taskId, kind: 'output' }))
  if (opened?.state !== 'open') return
  const { id: archiveId } = opened.archive
  const page = { sort: { by: 'name', descending: false }, offset: 0, limit: 100 } as const
  const { rows } = await outputs.searchEntries({ archiveId, text: '*', ...page })
  await outputs.listEntries({ archiveId, folder: 'artifacts/', ...page })
  for (const { entryIndex } of rows) {
    if (entryIndex !== null) await settled(outputs.readEntryText({ archiveId, entryIndex, maxBytes: 1_000_000 }))
  }
}

async function settled<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return undefined
  }
}

function readFiles(around: string): Readonly<Record<string, string>> {
  if (!existsSync(around)) return {}
  const nodes = readdirSync(around, { recursive: true, withFileTypes: true })
  const files = nodes.filter(node => !node.isDirectory()).map(node => join(node.parentPath, node.name))
  return Object.fromEntries(files.map(path => [path.slice(around.length + 1), readFileSync(path, 'latin1')]))
}
