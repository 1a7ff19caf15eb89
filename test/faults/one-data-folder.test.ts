import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeTemporaryFolder, requestFor } from '../fakes/transfer-site.ts'
import { addressOf, connect, endOf, startApp, type ServedApp } from './served-app.ts'

let home: ReturnType<typeof makeTemporaryFolder>
let children: ChildProcess[]
beforeEach(() => {
  home = makeTemporaryFolder()
  children = []
})
afterEach(async () => {
  const running = children.filter(child => child.exitCode === null && child.signalCode === null)
  await Promise.all(running.map(child => (child.kill('SIGKILL'), once(child, 'exit'))))
  home.remove()
})

function start(): ServedApp {
  const child = startApp({ home: home.path, data: join(home.path, 'data') })
  children.push(child)
  return child
}

it(
  'refuses a second process with a sentence, and the first goes on with its transfer',
  { timeout: 90_000 },
  async () => {
    const first = start()
    const api = await connect(await addressOf(first))
    const query = { groups: [], codes: ['success'], project: null, text: '' }
    await expect
      .poll(async () => (await api.call('listTaskIds', { query }))['ids'], { timeout: 30_000 })
      .not.toEqual([])
    const { ids } = (await api.call('listTaskIds', { query })) as { ids: string[] }
    const request = { ...requestFor(join(home.path, 'results')), taskId: ids[0] }
    const { id } = await api.call('startTransfer', request)

    const second = start()
    expect(await endOf(second)).toEqual({
      code: 1,
      said: expect.stringMatching(/^Inductiva Desktop is already running with the same data folder\./) as string,
    })

    const stateOf = async () => {
      const { transfers } = (await api.call('listTransfers')) as { transfers: { id: unknown; state: string }[] }
      return transfers.find(transfer => transfer.id === id)?.state
    }
    await expect.poll(stateOf, { timeout: 30_000 }).toBe('done')
    api.close()
    first.kill('SIGINT')
    expect(await once(first, 'exit')).toEqual([0, null])
    expect(integrities()).toEqual(['ok', 'ok'])
  },
)

/** Of the settings and of the account. */
function integrities(): readonly unknown[] {
  const data = join(home.path, 'data')
  const paths = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter(path =>
    /(settings|account)\.sqlite$/.test(path),
  )
  return paths.map(path => {
    const database = new DatabaseSync(join(data, path), { readOnly: true })
    const found = database.prepare('PRAGMA integrity_check').get()?.['integrity_check']
    database.close()
    return found
  })
}
