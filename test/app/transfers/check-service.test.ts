import { appendFileSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkIdSchema, checkSchema, findingSchema, type Check, type CheckId } from '../../../app/contract/checks.ts'
import type { CheckService } from '../../../app/transfers/check-service.ts'
import { startRangeServer, type RangeServer } from '../../fakes/range-server.ts'
import {
  makeTemporaryFolder,
  openTransferSite,
  readTree,
  requestFor,
  taskId,
  type TransferSite,
} from '../../fakes/transfer-site.ts'
import { buildSimulationZip, extractWithPython } from '../../fakes/zip-with-python.ts'

const folder = makeTemporaryFolder()
const zipPath = join(folder.path, 'output.zip')
const reference = join(folder.path, 'reference')
const everything = { include: [''], exclude: [] }

beforeAll(() => {
  buildSimulationZip(zipPath, { files: 60, largeBytes: 5_000_000 })
  mkdirSync(reference)
  extractWithPython(zipPath, reference)
})
afterAll(() => folder.remove())

let server: RangeServer
let site: TransferSite
let checks: CheckService
let destination: string
let run = 0

beforeEach(async () => {
  server = await startRangeServer(readFileSync(zipPath))
  destination = join(folder.path, `run${++run}`)
  site = openTransferSite({ url: server.url, databasePath: join(folder.path, `run${run}.sqlite`) })
  checks = site.checks
})
afterEach(async () => {
  await site.close()
  await server.close()
})

const file = (name: string) => join(destination, name)

async function ended(id: CheckId): Promise<Check> {
  for (;;) {
    const check = checks.get(id)
    if (['done', 'failed', 'cancelled'].includes(check.state)) return checkSchema.parse(check)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

async function download(change: Parameters<typeof requestFor>[1] = {}) {
  const { id } = await site.transfers.start(requestFor(destination, change))
  expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
  return id
}
const compare = () => ended(checks.compareFolder({ taskId, archive: 'output', selection: everything, destination }).id)
const findings = async ({ id }: Check) => {
  const { total, findings } = await checks.findings({ id, kinds: [], offset: 0, limit: 100 })
  expect(total).toBe(findings.length)
  return findings.map(finding => findingSchema.parse(finding))
}

describe('comparing a folder with an archive', () => {
  it('fetches the index and nothing else, and finds nothing wrong after a download', async () => {
    await download()
    const sentBefore = server.bytesSent
    const check = await compare()
    expect(check).toMatchObject({
      ...{ kind: 'folder', state: 'done', title: 'openfoam · task1', path: destination, failure: null },
      ...{ checkedFiles: 67, totalFiles: 67, same: 67, refused: 0, fetchBytes: { missing: 0 } },
    })
    expect(check.checkedBytes).toBe(check.totalBytes)
    expect(await findings(check)).toEqual([])
    expect(server.bytesSent - sentBefore).toBeLessThan(100_000)
    expect(site.checkEvents.at(-1)).toEqual(check)
    await expect(checks.fetch({ id: check.id, kinds: [] })).rejects.toMatchObject({ code: 'transfer-not-possible' })
  })

  it('fetches exactly what is wrong, in the place of what is there, and leaves strangers alone', async () => {
    await download()
    const damaged = readFileSync(file('field0.csv'))
    damaged[4_000_000]! ^= 1
    writeFileSync(file('field0.csv'), damaged)
    unlinkSync(file('z-last.txt'))
    appendFileSync(file('stdout.txt'), 'more')
    writeFileSync(file('mine.txt'), 'mine')
    const check = await compare()
    expect(check.findings).toMatchObject({ missing: 1, size: 1, content: 1, extra: 1 })
    const listed = await findings(check)
    expect(listed.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      ...[
        'missing artifacts/z-last.txt',
        'size artifacts/stdout.txt',
        'content artifacts/field0.csv',
        'extra mine.txt',
      ],
    ])
    expect(listed[1]).toMatchObject({ archived: { sizeBytes: 18_000 }, local: { sizeBytes: 18_004 } })
    expect([listed[0]?.local, listed[3]?.archived]).toEqual([null, null])

    const sentBefore = server.bytesSent
    const { id } = await checks.fetch({ id: check.id, kinds: [] })
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done', entriesTotal: 3, entriesDone: 3 })
    expect(server.bytesSent - sentBefore).toBeLessThan(
      Object.values(check.fetchBytes).reduce((sum, bytes) => sum + bytes) + 100_000,
    )
    unlinkSync(file('mine.txt'))
    expect(readTree(destination)).toEqual(readTree(reference))
  })

  it('fetches what is wrong in one way only, where that is asked for', async () => {
    await download()
    unlinkSync(file('z-last.txt'))
    appendFileSync(file('stdout.txt'), 'mine by now')
    const check = await compare()
    const { id } = await checks.fetch({ id: check.id, kinds: ['missing', 'extra'] })
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done', entriesTotal: 1 })
    expect(readFileSync(file('stdout.txt'), 'utf8')).toMatch(/mine by now$/)
    const nothing = checks.fetch({ id: check.id, kinds: ['content'] })
    await expect(nothing).rejects.toMatchObject({ code: 'transfer-not-possible' })
  })

  it('says why when the archive cannot be read', async () => {
    server.faults.status = () => ({ status: 403 })
    const check = await compare()
    expect(check).toMatchObject({ state: 'failed', failure: { code: 'storage-refused' } })
    expect(JSON.stringify(check)).not.toContain('SECRET')
  })

  it('is called off at once, also by another one of the same folder', async () => {
    await download()
    const wish = { taskId, archive: 'output', selection: everything, destination } as const
    const [first, second] = [checks.compareFolder(wish), checks.compareFolder(wish)]
    expect(await ended(first.id)).toMatchObject({ state: 'cancelled' })
    expect(await checks.cancel(second.id)).toMatchObject({ state: 'cancelled' })
    expect(await checks.cancel(second.id)).toMatchObject({ state: 'cancelled' })
    await checks.close(first.id)
    await checks.close(first.id)
    expect(() => checks.get(first.id)).toThrow('not at hand any more')
    await expect(checks.fetch({ id: second.id, kinds: [] })).rejects.toMatchObject({ code: 'transfer-not-possible' })
    expect(await compare()).toMatchObject({ state: 'done', same: 67 })
  })

  it('knows no comparison that was never started', () => {
    const id = checkIdSchema.parse('11111111-1111-4111-8111-111111111111')
    expect(() => checks.get(id)).toThrow('Start it again')
  })
})

describe('checking what a transfer left', () => {
  it('looks under the names it gave, and fetches under them too', async () => {
    mkdirSync(destination)
    writeFileSync(file('stdout.txt'), 'somebody else’s')
    const transfer = await download({ conflicts: 'keep-both' })
    expect(await ended(checks.checkTransfer(transfer).id)).toMatchObject({ same: 67, findings: { extra: 1 } })
    writeFileSync(file('stdout (2).txt'), 'spoilt')
    const check = await ended(checks.checkTransfer(transfer).id)
    expect(await findings(check)).toMatchObject([
      { kind: 'size', path: 'artifacts/stdout.txt', localPath: 'stdout (2).txt' },
      { kind: 'extra', path: 'stdout.txt' },
    ])
    const { id } = await checks.fetch({ id: check.id, kinds: [] })
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done', entriesDone: 1 })
    expect(readFileSync(file('stdout.txt'), 'utf8')).toBe('somebody else’s')
    expect(readFileSync(file('stdout (2).txt'), 'utf8')).toBe('Time = 1\n'.repeat(2000))
  })

  it('minds only what was selected', async () => {
    const transfer = await download({ selection: { include: ['artifacts/stdout.txt'], exclude: [] } })
    expect(await ended(checks.checkTransfer(transfer).id)).toMatchObject({ totalFiles: 1, same: 1 })
  })

  it('is refused while it is at work', async () => {
    const { id } = await site.transfers.start(requestFor(destination))
    expect(() => checks.checkTransfer(id)).toThrow('has not ended yet')
    await site.until(id, 'done')
  })
})

describe('checking a raw archive', () => {
  it('reads every entry, names those that are damaged, and fetches the zip anew in its place', async () => {
    const transfer = await download({ kind: 'archive' })
    const sentBefore = server.bytesSent
    const sound = await ended(checks.checkTransfer(transfer).id)
    expect(sound).toMatchObject({
      kind: 'zip',
      path: file('output.zip'),
      state: 'done',
      same: 69,
      fetchBytes: { damaged: 0 },
    })
    expect(server.bytesSent).toBe(sentBefore)

    const bytes = readFileSync(file('output.zip'))
    bytes[bytes.indexOf('artifacts/restart1.bin') + 9_000]! ^= 1
    writeFileSync(file('output.zip'), bytes)
    const check = await ended(checks.checkTransfer(transfer).id)
    expect(check).toMatchObject({
      state: 'done',
      same: 68,
      findings: { damaged: 1 },
      fetchBytes: { damaged: bytes.length },
    })
    expect(await findings(check)).toEqual([
      {
        ...{ kind: 'damaged', path: 'artifacts/restart1.bin', localPath: null, archived: null, local: null },
        message: expect.stringContaining('CRC-32') as string,
      },
    ])
    const { id } = await checks.fetch({ id: check.id, kinds: [] })
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
    expect(readFileSync(file('output.zip')).equals(readFileSync(zipPath))).toBe(true)
  })

  it('says so when the zip is gone', async () => {
    const transfer = await download({ kind: 'archive' })
    renameSync(file('output.zip'), file('elsewhere.zip'))
    const check = await ended(checks.checkTransfer(transfer).id)
    expect(check).toMatchObject({ state: 'failed', failure: { code: 'destination-missing' } })
  })
})
