import { existsSync, mkdirSync, readFileSync, readdirSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { conflictSchema, type ConflictAnswer } from '../../../app/contract/conflicts.ts'
import type { TransferId, TransferRequest } from '../../../app/contract/transfers.ts'
import { startRangeServer, type RangeServer } from '../../fakes/range-server.ts'
import { makeTemporaryFolder, openTransferSite, requestFor, type TransferSite } from '../../fakes/transfer-site.ts'
import { buildSimulationZip } from '../../fakes/zip-with-python.ts'

const folder = makeTemporaryFolder()
const zipPath = join(folder.path, 'output.zip')
const log = 'Time = 1\n'.repeat(2000) // stdout.txt as the archive has it

beforeAll(() => buildSimulationZip(zipPath, { files: 60, largeBytes: 5_000_000 }))
afterAll(() => folder.remove())

let server: RangeServer
let site: TransferSite
let destination: string
let databasePath: string
let run = 0

const open = () => openTransferSite({ url: server.url, databasePath })
beforeEach(async () => {
  server = await startRangeServer(readFileSync(zipPath))
  destination = join(folder.path, `run${++run}`)
  databasePath = join(folder.path, `run${run}.sqlite`)
  site = open()
  mkdirSync(destination)
})
afterEach(async () => {
  await site.close()
  await server.close()
})

const file = (name: string) => join(destination, name)
const textOf = (name: string) => readFileSync(file(name), 'utf8')
const firstPage = { offset: 0, limit: 100 }
const notes = (id: TransferId) =>
  site.transfers.notes(id, firstPage).notes.map(({ kind, path, localPath }) => [kind, path, localPath])

async function download(change: Partial<TransferRequest>) {
  const { id } = await site.transfers.start(requestFor(destination, change))
  return site.until(id, 'done', 'failed')
}

describe('a file that appears while the index is on its way', () => {
  it.each([
    ['replace', log, undefined],
    ['keep-both', 'mine', log],
  ] as const)('is met as any other with %s', async (conflicts, text, besides) => {
    server.faults.status = request => {
      if (request === 0) writeFileSync(file('stdout.txt'), 'mine')
      return undefined
    }
    expect(await download({ conflicts })).toMatchObject({ state: 'done', entriesFailed: 0 })
    const beside = file('stdout (2).txt')
    expect([textOf('stdout.txt'), existsSync(beside) ? readFileSync(beside, 'utf8') : undefined]).toEqual([
      text,
      besides,
    ])
  })
})

describe('one file that differs', () => {
  beforeEach(() => {
    writeFileSync(file('stdout.txt'), 'mine')
    writeFileSync(file('z-last.txt'), 'end') // the same as in the archive
  })

  it('is left and reported with skip-identical', async () => {
    const ended = await download({ conflicts: 'skip-identical' })
    expect(ended).toMatchObject({ state: 'failed', failure: { code: 'file-in-the-way', remedy: 'retry' } })
    expect(ended).toMatchObject({ entriesDone: 65, entriesSkipped: 1, entriesFailed: 1 })
    expect(notes(ended.id)).toEqual([['failed', 'artifacts/stdout.txt', 'stdout.txt']])
    expect(textOf('stdout.txt')).toBe('mine')
  })

  it('is replaced with replace', async () => {
    const ended = await download({ conflicts: 'replace' })
    expect(ended).toMatchObject({ state: 'done', entriesDone: 66, entriesSkipped: 1 })
    expect(textOf('stdout.txt')).toBe(log)
  })

  it('gets a neighbour with keep-both', async () => {
    const ended = await download({ conflicts: 'keep-both' })
    expect(ended).toMatchObject({ state: 'done', entriesDone: 66, entriesSkipped: 1 })
    expect(notes(ended.id)).toEqual([['renamed', 'artifacts/stdout.txt', 'stdout (2).txt']])
    expect([textOf('stdout.txt'), textOf('stdout (2).txt')]).toEqual(['mine', log])
  })

  describe('with ask', () => {
    it('is told of when everything else is there, with what it is here and in the archive', async () => {
      utimesSync(file('stdout.txt'), 1_000, 1_000)
      const ended = await download({ conflicts: 'ask' })
      expect(ended).toMatchObject({
        ...{ state: 'failed', entriesDone: 65, entriesSkipped: 1, entriesFailed: 1 },
        failure: { code: 'files-in-the-way', remedy: 'decide-conflicts' },
      })
      expect(ended.failure?.message).toBe(
        'Of 1 file, a different one is already there. Decide what becomes of it. The other 66 are fine.',
      )
      const { total, sizeBytes, conflicts } = await site.transfers.conflicts.list(ended.id, firstPage)
      expect(sizeBytes).toBe(conflicts[0]?.archived.sizeBytes)
      expect([total, conflicts.map(conflict => conflictSchema.parse(conflict))]).toEqual([
        1,
        [
          {
            ...{ path: 'artifacts/stdout.txt', localPath: 'stdout.txt' },
            archived: { sizeBytes: log.length, modifiedAtMs: expect.any(Number) as number },
            local: { isFolder: false, sizeBytes: 4, modifiedAtMs: 1_000_000 },
          },
        ],
      ])
      expect(notes(ended.id)).toEqual([['undecided', 'artifacts/stdout.txt', 'stdout.txt']])
      expect(textOf('stdout.txt')).toBe('mine')
    })

    it.each([
      ['skip-identical', { entriesDone: 65, entriesSkipped: 2 }, 'mine', undefined],
      ['replace', { entriesDone: 66, entriesSkipped: 1 }, log, undefined],
      ['keep-both', { entriesDone: 66, entriesSkipped: 1 }, 'mine', log],
    ] as const)(
      'and the answer %s is done with, also after a restart, and only what was asked about is fetched',
      async (answer: ConflictAnswer, counts, there, beside) => {
        const { id } = await download({ conflicts: 'ask' })
        await site.close()
        site = open()
        site.transfers.resumeUnfinished()
        expect(site.transfers.list()).toMatchObject([{ state: 'failed', failure: { code: 'files-in-the-way' } }])
        expect(await site.transfers.conflicts.list(id, firstPage)).toMatchObject({ total: 1 })
        const sentBefore = server.bytesSent
        site.transfers.conflicts.decide(id, answer)
        const decided = await site.untilTold(({ state, failure }) => state === 'done' || failure !== null)
        expect(decided).toMatchObject({ state: 'done', entriesFailed: 0, failure: null, ...counts })
        expect(textOf('stdout.txt')).toBe(there)
        expect(existsSync(file('stdout (2).txt')) ? textOf('stdout (2).txt') : undefined).toBe(beside)
        expect(server.bytesSent - sentBefore).toBeLessThan(100_000)
        expect(readdirSync(destination).filter(name => name.startsWith('.'))).toEqual([])
        expect(await site.transfers.conflicts.list(id, firstPage)).toEqual({ total: 0, sizeBytes: 0, conflicts: [] })
        if (answer === 'skip-identical') expect(notes(id)).toEqual([['skipped', 'artifacts/stdout.txt', 'stdout.txt']])
      },
    )

    it('asks again when it is tried again, and asks no more once the file is out of the way', async () => {
      const { id } = await download({ conflicts: 'ask' })
      await site.transfers.retry(id)
      expect(await site.until(id, 'done', 'failed')).toMatchObject({ failure: { code: 'files-in-the-way' } })
      unlinkSync(file('stdout.txt'))
      await site.transfers.retry(id)
      expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done', entriesFailed: 0 })
      expect(() => site.transfers.conflicts.decide(id, 'replace')).toThrow('asks nothing')
    })
  })
})

describe('with ask', () => {
  it('a file that appears while it runs is asked about as well', async () => {
    server.faults.status = request => {
      if (request === 2) writeFileSync(file('z-last.txt'), 'just written')
      return undefined
    }
    const { id, failure } = await download({ conflicts: 'ask' })
    expect(failure).toMatchObject({ code: 'files-in-the-way' })
    expect((await site.transfers.conflicts.list(id, firstPage)).conflicts).toMatchObject([
      { localPath: 'z-last.txt', local: { sizeBytes: 12 }, archived: { sizeBytes: 3 } },
    ])
    expect(notes(id)).toEqual([['undecided', 'artifacts/z-last.txt', 'z-last.txt']])
    site.transfers.conflicts.decide(id, 'replace')
    expect(await site.until(id, 'done')).toMatchObject({ entriesDone: 67 })
    expect(textOf('z-last.txt')).toBe('end')
  })

  it('a folder that has the name of a file is asked about; nothing ever replaces it', async () => {
    mkdirSync(file('stdout.txt'))
    const { id, failure } = await download({ conflicts: 'ask' })
    expect(failure).toMatchObject({ code: 'files-in-the-way' })
    site.transfers.conflicts.decide(id, 'replace')
    const again = await site.untilTold(({ failure: told }) => told?.code === 'file-in-the-way')
    expect(again).toMatchObject({ state: 'failed', entriesFailed: 1 })
  })

  it.each([
    ['skip-identical', { state: 'done', entriesSkipped: 1, entriesDone: 0 }, ['output.zip']],
    ['replace', { state: 'done', entriesSkipped: 0, entriesDone: 1 }, ['output.zip']],
    ['keep-both', { state: 'done', entriesSkipped: 0, entriesDone: 1 }, ['output (2).zip', 'output.zip']],
  ] as const)('a raw archive in the way is asked about, too: %s', async (answer, expected, names) => {
    writeFileSync(file('output.zip'), 'another zip')
    const { id, failure } = await download({ kind: 'archive', conflicts: 'ask' })
    expect(failure).toMatchObject({ code: 'files-in-the-way' })
    expect(await site.transfers.conflicts.list(id, firstPage)).toMatchObject({
      conflicts: [{ path: 'output.zip', local: { sizeBytes: 11 }, archived: { modifiedAtMs: null } }],
    })
    site.transfers.conflicts.decide(id, answer)
    expect(await site.until(id, 'done')).toMatchObject(expected)
    expect(readdirSync(destination).sort()).toEqual(names)
    expect(textOf('output.zip') === 'another zip').toBe(answer !== 'replace')
  })
})

describe('a file there that cannot be told to be the same', () => {
  it.skipIf(process.getuid?.() === 0)(
    'is in the way, and the rest is delivered (not as root, who reads everything)',
    async () => {
      writeFileSync(file('stdout.txt'), log, { mode: 0 })
      expect(await download({})).toMatchObject({ entriesDone: 66, failure: { code: 'file-in-the-way' } })
    },
  )
})
