import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Core } from '../../app/core.ts'
import type { Transfer } from '../../app/contract/transfers.ts'
import { startSampleCore } from '../fakes/sample-core.ts'

let folder: string
let core: Core
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inductiva-sleep-'))
  core = await startSampleCore(folder)
})
afterEach(async () => {
  await core.dispose()
  rmSync(folder, { recursive: true })
})

/** Queues the outputs of the largest archives of a few files, slow enough to be looked at. */
async function startDownloads(count: number): Promise<readonly Transfer[]> {
  await core.handlers.updateSettings({ downloadFolder: join(folder, 'downloads'), downloadLimit: 10_000 })
  await core.handlers.refreshTasks({})
  const query = { groups: ['finished' as const], codes: [], project: null, text: '' }
  const { rows } = await core.handlers.listTasks({ query, offset: 0, limit: 100 })
  const large = rows
    .filter(({ outputBytes }) => outputBytes !== null && outputBytes < 3_000_000)
    .sort((a, b) => (b.outputBytes ?? 0) - (a.outputBytes ?? 0))
  const request = {
    archive: 'output' as const,
    kind: 'archive' as const,
    selection: { include: [''], exclude: [] },
    destination: null,
    conflicts: 'skip-identical' as const,
  }
  const downloads: Transfer[] = [] // one after the other: those that are asked for at once may come in any order
  for (const { id } of large.slice(0, count)) {
    downloads.push(await core.handlers.startTransfer({ ...request, taskId: id }))
  }
  return downloads
}

const patiently = { timeout: 15_000 }
const states = async () => {
  const { transfers } = await core.handlers.listTransfers({})
  return transfers.map(({ state }) => state)
}

it('stops downloads and questions while the computer sleeps, and goes on with them afterwards', async () => {
  const downloads = await startDownloads(4)
  await core.handlers.pauseTransfer({ id: downloads[3]!.id })
  await expect.poll(states, patiently).toEqual(['running', 'running', 'queued', 'paused'])
  const told: string[] = []
  await core.sleep()
  const stop = core.hub.subscribe(name => told.push(name))
  expect(await states()).toEqual(['queued', 'queued', 'queued', 'paused'])
  await core.handlers.refreshTasks({})
  expect(told.filter(name => name === 'transferChanged' || name === 'tasksChanged')).toEqual([])
  stop()

  await core.wake()
  await expect.poll(states, patiently).toEqual(['running', 'running', 'queued', 'paused'])
  await core.handlers.updateSettings({ downloadLimit: null })
  await expect.poll(states, patiently).toEqual(['paused', 'done', 'done', 'done'])
  const { transfers } = await core.handlers.listTransfers({})
  expect(transfers.filter(({ state }) => state === 'done').every(({ entriesFailed }) => entriesFailed === 0)).toBe(true)
})
