import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { AppClient } from '../../app/contract/contract.ts'
import type { Task } from '../../app/contract/tasks.ts'
import { expect, invoke, test } from './fixtures.ts'

test('downloads the files of a task, verified, and shows them in the file manager', async ({
  electronApp,
  window,
  home,
}) => {
  const task = await smallestFinishedTask(window)
  const destination = path.join(home.folder, 'wanted')
  const transfer = await ask(window, 'startTransfer', {
    taskId: task.id,
    archive: 'output',
    kind: 'files',
    selection: { include: [''], exclude: [] },
    destination,
    conflicts: 'skip-identical',
  })
  const current = async () => (await ask(window, 'listTransfers', {})).transfers.find(({ id }) => id === transfer.id)
  await expect.poll(async () => (await current())?.state, { timeout: 30_000 }).toBe('done')

  const done = await current()
  const written = readdirSync(destination, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  expect(written.length).toBe(done?.entriesTotal)
  const bytes = written.map(entry => readFileSync(path.join(entry.parentPath, entry.name)).length)
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBe(done?.writeBytes)

  await electronApp.evaluate(({ shell }) => {
    shell.showItemInFolder = shown => Object.assign(globalThis, { shown })
  })
  await ask(window, 'revealTransfer', { id: transfer.id })
  expect(await electronApp.evaluate(() => (globalThis as unknown as { shown: string }).shown)).toBe(destination)
})

async function smallestFinishedTask(window: Page): Promise<Task> {
  await ask(window, 'refreshTasks', {})
  const query = { groups: [], codes: ['success' as const], project: null, text: '' }
  const { rows } = await ask(window, 'listTasks', { query, offset: 0, limit: 200 })
  const withOutputs = rows.filter(({ outputBytes }) => (outputBytes ?? 0) > 0)
  return withOutputs.sort((a, b) => (a.outputBytes ?? 0) - (b.outputBytes ?? 0))[0]!
}

/** The value of a call that must succeed. */
async function ask<N extends keyof AppClient>(
  window: Page,
  name: N,
  input: Parameters<AppClient[N]>[0],
): Promise<Awaited<ReturnType<AppClient[N]>>> {
  const reply = await invoke(window, name, input)
  expect(reply).toMatchObject({ ok: true })
  return (reply as { readonly value: Awaited<ReturnType<AppClient[N]>> }).value
}
