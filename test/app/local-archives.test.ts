import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Core } from '../../app/core.ts'
import type { ArchiveSummary } from '../../app/contract/outputs.ts'
import type { TaskId } from '../../app/contract/tasks.ts'
import type { TransferState } from '../../app/contract/transfers.ts'
import { startSampleCore } from '../fakes/sample-core.ts'
import { buildZip, type BuiltEntry } from '../fakes/zip-builder.ts'

let folder: string
let zipPath: string
let core: Core
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'Ünï cödé '))
  zipPath = join(folder, 'mÿ output.zip')
  core = await startSampleCore(folder)
})
afterEach(async () => {
  await core.dispose()
  rmSync(folder, { recursive: true })
})

const noise = Uint8Array.from({ length: 400_000 }, (_, at) => (at * at * 31 + (at >> 3)) % 251)
const entries: readonly BuiltEntry[] = [
  { name: 'artifacts/log.txt', data: 'Time = 1\nTime = 2\n' },
  { name: 'artifacts/0.1/U', data: noise, method: 0 },
  { name: 'artifacts/0.1/p: odd?', data: 'pressure' },
  { name: 'artifacts/secret', data: 'locked away', flags: 1 },
  { name: '../evil', data: 'climbs out' },
]

async function openZip(built: readonly BuiltEntry[] = entries): Promise<{ taskId: TaskId; archive: ArchiveSummary }> {
  writeFileSync(zipPath, buildZip(built))
  const { taskId, fileName } = await core.handlers.openLocalArchive({ path: zipPath })
  expect(fileName).toBe('mÿ output.zip')
  const opened = await core.handlers.openArchive({ taskId, kind: 'output' })
  if (opened.state === 'none') throw new Error(opened.reason)
  return { taskId, archive: opened.archive }
}

const everything = { include: [''], exclude: [] }
const toFiles = (taskId: TaskId, selection: typeof everything = everything) => ({
  ...{ taskId, archive: 'output' as const, kind: 'files' as const, selection },
  ...{ destination: null, conflicts: 'skip-identical' as const },
})
const only = async () => (await core.handlers.listTransfers({})).transfers[0]
const until = (...states: readonly TransferState[]) =>
  expect.poll(async () => (await only())?.state, { timeout: 15_000 }).toBeOneOf([...states])

describe('an archive on this disk', () => {
  it('is browsed, searched and read like one in the cloud', async () => {
    const { archive } = await openZip()
    expect(archive).toMatchObject({
      rootFolder: 'artifacts/',
      fileCount: 5,
      refusedEntries: 2,
      isIndexFromCache: false,
    })
    const sort = { by: 'name' as const, descending: false }
    const page = { archiveId: archive.id, sort, offset: 0, limit: 10 }
    const { rows } = await core.handlers.listEntries({ ...page, folder: 'artifacts/' })
    expect(rows.map(({ name }) => name)).toEqual(['0.1', 'log.txt', 'secret'])
    expect(rows[2]?.problem).toMatch(/encrypted/)
    const found = await core.handlers.searchEntries({ ...page, text: '*odd*' })
    expect(found.rows.map(({ path }) => path)).toEqual(['artifacts/0.1/p: odd?'])
    const text = { archiveId: archive.id, entryIndex: rows[1]?.entryIndex ?? -1, maxBytes: 1_000 }
    expect(await core.handlers.readEntryText(text)).toMatchObject({ text: 'Time = 1\nTime = 2\n', isVerified: true })
  })

  it('says before anything is extracted what is left out and why', async () => {
    const { taskId } = await openZip()
    expect(await core.handlers.forecastTransfer(toFiles(taskId))).toMatchObject({
      fileCount: 3,
      leftOut: [
        { reason: expect.stringContaining('encrypted') as string, fileCount: 1 },
        { reason: expect.stringContaining('climbs out') as string, fileCount: 1 },
      ],
    })
  })

  it('gives out a selection, checked and under safe names, into a folder beside it', async () => {
    const { taskId } = await openZip()
    const request = toFiles(taskId, { include: ['artifacts/0.1/'], exclude: [] })
    expect(await core.handlers.forecastTransfer(request)).toMatchObject({ fileCount: 2, problem: null })
    expect(await core.handlers.startTransfer(request)).toMatchObject({ title: 'mÿ output.zip' })
    await until('done')
    const target = join(folder, 'mÿ output')
    expect((await only())?.destination).toBe(target)
    expect(readFileSync(join(target, '0.1', 'U'))).toEqual(Buffer.from(noise))
    const { notes } = await core.handlers.listTransferNotes({ id: (await only())!.id, offset: 0, limit: 10 })
    expect(notes).toMatchObject([{ path: 'artifacts/0.1/p: odd?', kind: 'renamed' }])
    expect(readFileSync(join(target, notes[0]!.localPath!), 'utf8')).toBe('pressure')
    const paid = await core.handlers.listLedgerTasks({ month: null, offset: 0, limit: 10 })
    expect(paid.rows).toEqual([]) // nothing of it came out of the cloud
  })

  it('tells which files are damaged, and takes the others', async () => {
    const { taskId } = await openZip([
      { name: 'good', data: 'good' },
      { name: 'bad', data: 'bad', crc: 1 },
    ])
    await core.handlers.startTransfer(toFiles(taskId))
    await until('failed')
    expect(readFileSync(join(folder, 'mÿ output', 'good'), 'utf8')).toBe('good')
    expect(existsSync(join(folder, 'mÿ output', 'bad'))).toBe(false)
  })

  it('is taken from after a restart, as if it were of a task', async () => {
    const { taskId } = await openZip()
    await core.sleep()
    await core.handlers.startTransfer(toFiles(taskId, { include: ['artifacts/0.1/'], exclude: [] }))
    await until('queued')
    await core.dispose()
    core = await startSampleCore(folder)
    await until('done')
    expect(readFileSync(join(folder, 'mÿ output', '0.1', 'U'))).toEqual(Buffer.from(noise))
  })

  it('is opened anew when another one lies under its name', async () => {
    const { taskId, archive } = await openZip()
    const again = await core.handlers.openArchive({ taskId, kind: 'output' })
    expect(again).toMatchObject({ archive: { id: archive.id } })
    const other = await openZip([{ name: 'other', data: 'other' }])
    expect(other.taskId).toBe(taskId)
    expect(other.archive).toMatchObject({ fileCount: 1 })
    expect(other.archive.id).not.toBe(archive.id)
  })

  it('is said to be gone when it was moved while it was open', async () => {
    const { archive } = await openZip()
    renameSync(zipPath, join(folder, 'moved.zip'))
    const text = core.handlers.readEntryText({ archiveId: archive.id, entryIndex: 0, maxBytes: 10 })
    await expect(text).rejects.toMatchObject({ code: 'destination-missing' })
  })

  it.each([
    [
      'no zip',
      Buffer.from('<!DOCTYPE html><title>Sign in'),
      'archive-not-zip',
      /^This file is not a zip archive: it is a/,
    ],
    ['nothing', Buffer.of(), 'archive-not-zip', /^This file is not a zip archive/],
    ['cut off', buildZip(entries).subarray(0, -40), 'archive-damaged', /^This zip archive is damaged or incomplete/],
  ])('says what is wrong with a file that is %s', async (_, bytes, code, sentence) => {
    writeFileSync(zipPath, bytes)
    const failure = core.handlers.openLocalArchive({ path: zipPath })
    await expect(failure).rejects.toMatchObject({ code, userMessage: expect.stringMatching(sentence) as string })
  })

  it('understands a path as people type it: from ~ on, and in quotes', async () => {
    const { taskId } = await openZip()
    const opened = { taskId, path: zipPath, fileName: 'mÿ output.zip' }
    for (const typed of [`"${zipPath}"`, `~/${relative(homedir(), zipPath)}`])
      expect(await core.handlers.openLocalArchive({ path: typed })).toEqual(opened)
  })

  it('says what is expected of a relative path', async () => {
    await expect(core.handlers.openLocalArchive({ path: 'output.zip' })).rejects.toMatchObject({
      userMessage: expect.stringContaining(join(homedir(), 'results', 'output.zip')) as string,
    })
  })

  it.each([
    ['gone', 'destination-missing', (): string => join(folder, 'gone.zip')],
    ['relative', 'destination-missing', (): string => 'output.zip'],
    ['a folder', 'archive-not-zip', (): string => join(folder, 'a folder')],
  ])('says what is wrong with a path that is %s', async (_, code, pathOf) => {
    mkdirSync(join(folder, 'a folder'))
    await expect(core.handlers.openLocalArchive({ path: pathOf() })).rejects.toMatchObject({ code })
  })
})
