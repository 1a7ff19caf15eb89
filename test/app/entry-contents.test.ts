import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TaskId } from '../../app/contract/tasks.ts'
import type { Core } from '../../app/core.ts'
import type { EntryAnswer } from '../../app/domain/archive/entry-answer.ts'
import { startSampleCore } from '../fakes/sample-core.ts'
import { buildZip } from '../fakes/zip-builder.ts'

let folder: string
let core: Core
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'entry-contents-'))
  core = await startSampleCore(folder)
})
afterEach(async () => {
  await core.dispose()
  rmSync(folder, { recursive: true })
})

const sort = { by: 'size' as const, descending: true }

/** The address of the largest file at the top of an archive, and how large it is. */
async function addressIn(taskId: TaskId) {
  const opened = await core.handlers.openArchive({ taskId, kind: 'output' })
  if (opened.state === 'none') throw new Error(opened.reason)
  const { id: archiveId, rootFolder } = opened.archive
  const page = { archiveId, sort, offset: 0, limit: 20 }
  const { rows } = await core.handlers.listEntries({ ...page, folder: rootFolder })
  const file = rows.find(({ kind }) => kind === 'file')!
  const { url } = await core.handlers.entryUrl({ archiveId, entryIndex: file.entryIndex!, purpose: 'save' })
  return { target: url, file }
}

function ask(target: string): Promise<EntryAnswer> {
  const signal = new AbortController().signal
  return core.answerEntry({ method: 'GET', target, range: null, ifRange: null, signal })
}

async function bodyOf({ body }: EntryAnswer): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body ?? []) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function smallTask(): Promise<TaskId> {
  await core.handlers.refreshTasks({})
  const query = { groups: ['finished' as const], codes: ['success' as const], project: null, text: 'xbeach' }
  const { rows } = await core.handlers.listTasks({ query, offset: 0, limit: 1 })
  return rows[0]!.id
}

describe('contents of archives', () => {
  it('are counted in the ledger as everything else that is fetched', async () => {
    const taskId = await smallTask()
    const { target, file } = await addressIn(taskId)
    const fetched = async () => {
      const { rows } = await core.handlers.listLedgerTasks({ month: null, offset: 0, limit: 10 })
      return rows.find(row => row.taskId === taskId)?.fetchedBytes ?? 0
    }
    const before = await fetched()
    expect((await bodyOf(await ask(target))).length).toBe(file.sizeBytes)
    await expect.poll(async () => (await fetched()) - before).toBeGreaterThanOrEqual(file.compressedBytes)
  })

  it('come from an archive on this disk as well', async () => {
    const path = join(folder, 'mine.zip')
    writeFileSync(path, buildZip([{ name: 'artifacts/log.txt', data: 'Time = 1\n' }]))
    const { taskId } = await core.handlers.openLocalArchive({ path })
    const { target } = await addressIn(taskId)
    expect(String(await bodyOf(await ask(target)))).toBe('Time = 1\n')
  })

  it('are gone with the session of their account', async () => {
    const { target } = await addressIn(await smallTask())
    await core.handlers.signOut({})
    const answer = await ask(target)
    expect([answer.status, String(await bodyOf(answer))]).toEqual([403, 'Nobody is signed in to Inductiva Desktop.'])
    await core.handlers.signInToSample({})
    expect((await ask(target)).status).toBe(403)
  })
})
