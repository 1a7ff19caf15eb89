import type { Page } from '@playwright/test'
import type { AppClient } from '../../app/contract/contract.ts'
import type { Transfer } from '../../app/contract/transfers.ts'
import { expect, invoke } from './fixtures.ts'

/** The value of a call that must succeed. */
export async function ask<N extends keyof AppClient>(
  window: Page,
  name: N,
  input: Parameters<AppClient[N]>[0],
): Promise<Awaited<ReturnType<AppClient[N]>>> {
  const reply = await invoke(window, name, input)
  expect(reply).toMatchObject({ ok: true })
  return (reply as { readonly value: Awaited<ReturnType<AppClient[N]>> }).value
}

/**
 * Begins to download archives of a few MB, the largest first, at no more than so many bytes per second together (null:
 * as fast as it goes), and waits until the first of them runs.
 */
export async function startDownloads(
  window: Page,
  { count, bytesPerSecond }: { count: number; bytesPerSecond: number | null },
) {
  await ask(window, 'updateSettings', { downloadLimit: bytesPerSecond })
  await ask(window, 'refreshTasks', {})
  const query = { groups: [], codes: ['success' as const], project: null, text: '' }
  const { rows } = await ask(window, 'listTasks', { query, offset: 0, limit: 200 })
  const ofAFewMegabytes = rows
    .filter(({ outputBytes }) => outputBytes !== null && outputBytes < 3_000_000)
    .sort((a, b) => (b.outputBytes ?? 0) - (a.outputBytes ?? 0))
  const started: Transfer[] = []
  for (const { id } of ofAFewMegabytes.slice(0, count)) {
    const whole = { archive: 'output', kind: 'archive', selection: { include: [''], exclude: [] } } as const
    const request = { ...whole, taskId: id, destination: null, conflicts: 'skip-identical' } as const
    started.push(await ask(window, 'startTransfer', request as never))
  }
  await expect.poll(async () => (await statesOf(window))[0]).toBe('running')
  return started
}

/** The states of all transfers, in the order of the list. */
export async function statesOf(window: Page): Promise<readonly Transfer['state'][]> {
  return (await ask(window, 'listTransfers', {})).transfers.map(({ state }) => state)
}
