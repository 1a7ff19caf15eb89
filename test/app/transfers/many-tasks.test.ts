import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ManyTasksRequest } from '../../../app/contract/many-tasks.ts'
import { taskIdSchema, type TaskId } from '../../../app/contract/tasks.ts'
import type { TransferId, TransferRequest } from '../../../app/contract/transfers.ts'
import type { TemplateTask } from '../../../app/domain/transfer/folder-template.ts'
import { accountMigrations } from '../../../app/platform/database/account-migrations.ts'
import { openDatabase } from '../../../app/platform/database/database.ts'
import { transferDisk } from '../../../app/platform/disk.ts'
import { createManyTasks, type ManyTasks } from '../../../app/transfers/many-tasks.ts'
import { createTransferStore } from '../../../app/transfers/transfer-store.ts'
import { startRangeServer, type RangeServer } from '../../fakes/range-server.ts'
import { makeTemporaryFolder, openTransferSite, readTree, type TransferSite } from '../../fakes/transfer-site.ts'
import { buildSimulationZip, extractWithPython } from '../../fakes/zip-with-python.ts'

const folder = makeTemporaryFolder()
const zipPath = join(folder.path, 'output.zip')
const reference = join(folder.path, 'reference')

beforeAll(() => {
  buildSimulationZip(zipPath, { files: 60, largeBytes: 100_000 })
  mkdirSync(reference)
  extractWithPython(zipPath, reference)
})
afterAll(() => folder.remove())

const idOf = (number: number): TaskId => taskIdSchema.parse(`task${String(number).padStart(4, '0')}-abcdefgh`)
const taskOf = (id: TaskId): TemplateTask | undefined => {
  if (id === idOf(999)) return undefined
  return { id, project: 'wind tunnel', simulator: 'openfoam', status: 'success', createdAtMs: 0 }
}
const everything = { include: [''], exclude: [] }

let server: RangeServer
let site: TransferSite
let many: ManyTasks
let base: string
let run = 0

beforeEach(async () => {
  server = await startRangeServer(readFileSync(zipPath))
  base = join(folder.path, `run${++run}`)
  site = openTransferSite({ url: server.url, databasePath: `${base}.sqlite` })
  const settings = { downloadFolder: () => base }
  many = createManyTasks({ disk: transferDisk, settings, transfers: site.transfers, taskOf })
})
afterEach(async () => {
  await site.close()
  await server.close()
})

const ask = (change: Partial<ManyTasksRequest> = {}): ManyTasksRequest => ({
  taskIds: [idOf(1), idOf(2), idOf(3)],
  archive: 'output',
  selection: everything,
  baseFolder: base,
  template: '{project}/{simulator}-{id8}',
  conflicts: 'skip-identical',
  ...change,
})

const byItself = (task: number): TransferRequest => {
  const { archive, selection, conflicts } = ask()
  return { taskId: idOf(task), archive, kind: 'files', selection, conflicts, destination: join(base, 'x') }
}

describe('the files of many tasks', () => {
  it('land in a folder for each, named by the template, byte for byte', async () => {
    const transfers = await many.start(ask())
    for (const { id } of transfers) expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
    expect(readdirSync(join(base, 'wind tunnel')).toSorted()).toEqual([
      ...['openfoam-task0001', 'openfoam-task0002', 'openfoam-task0003'],
    ])
    expect(readTree(join(base, 'wind tunnel', 'openfoam-task0003'))).toEqual(readTree(reference))
  })

  it('are only those that match the globs, of every task', async () => {
    const selection = { include: [], exclude: [], globs: ['**/stdout.txt'] }
    const transfers = await many.start(ask({ taskIds: [idOf(1), idOf(2)], selection, template: '{id}' }))
    for (const { id } of transfers) await site.until(id, 'done')
    expect([...readTree(base).keys()]).toEqual([idOf(1), idOf(2)].flatMap(id => [`${id}/`, `${id}/stdout.txt`]))
  })

  it('go below the folder for outputs unless another is chosen, in the order asked for', async () => {
    const transfers = await many.start(ask({ baseFolder: null, template: '{project}' }))
    expect(transfers.map(({ destination }) => destination)).toEqual(
      ['task0001', 'task0002', 'task0003'].map(id => join(base, 'inductiva_output', `wind tunnel-${id}`)),
    )
    await site.transfers.pauseAll()
  })

  it('of twenty-five tasks are all queued at once, and a task named twice only once', async () => {
    const taskIds = [...Array.from({ length: 25 }, (_, number) => idOf(number)), idOf(7)]
    const transfers = await many.start(ask({ taskIds, selection: { include: [], exclude: [], globs: ['*.txt'] } }))
    expect(transfers).toHaveLength(25)
    expect(new Set(transfers.map(({ destination }) => destination)).size).toBe(25)
    for (const { id } of transfers) expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
  })

  it.each<[string, Partial<ManyTasksRequest>, RegExp]>([
    ['a template with an unknown word', { template: '{projekt}' }, /projekt/],
    ['a template that climbs out', { template: '../{id}' }, /“\.\.”/],
    ['a task that is not known any more', { taskIds: [idOf(1), idOf(999)] }, /not in the list/],
    ['a relative folder', { baseFolder: 'results' }, /full path/],
  ])('are not begun with %s', async (_, change, sentence) => {
    await expect(many.start(ask(change))).rejects.toMatchObject({ userMessage: sentence })
    expect(site.transfers.list()).toEqual([])
  })

  it('are not queued a second time, but for tasks that were not among them', async () => {
    const [one, two] = await many.start(ask({ taskIds: [idOf(1), idOf(2)] }))
    const again = await many.start(ask({ taskIds: [idOf(1), idOf(2), idOf(3)] }))
    expect(again.map(({ id, wasThere }) => [id, wasThere])).toEqual([
      [one?.id, true],
      [two?.id, true],
      [expect.any(String), false],
    ])
    expect(site.transfers.list()).toHaveLength(3)
    await site.transfers.pauseAll()
  })

  it('stay together as one group, also after a restart, and are told things together', async () => {
    const selection = { include: [], exclude: [], globs: ['**/*.txt'] }
    const asked = await many.start(ask({ selection }))
    const ids = asked.map(({ id }) => id)
    expect(new Set(asked.map(({ group }) => group?.id)).size).toBe(1)
    expect(asked[0]?.group).toMatchObject({ folder: base, globs: ['**/*.txt'] })
    const alone = await site.transfers.start(byItself(1))
    expect(alone.group).toBeNull()

    const paused = await site.transfers.tell(ids, 'pause')
    expect(paused.map(({ id, state }) => [id, state])).toEqual(ids.map(id => [id, 'paused']))
    expect(await site.transfers.tell(ids, 'pause')).toEqual([])
    await site.close()
    site = openTransferSite({ url: server.url, databasePath: `${base}.sqlite` })
    const again = site.transfers.list().filter(({ group }) => group?.id === asked[0]?.group?.id)
    expect(again.map(({ id, group }) => [id, group])).toEqual(asked.map(({ id, group }) => [id, group]))

    expect(await site.transfers.tell(ids, 'retry')).toEqual([]) // nothing of it has failed
    const [first, ...rest] = ids as [TransferId, ...TransferId[]]
    await site.transfers.tell(rest, 'cancel')
    expect((await site.transfers.tell(ids, 'resume')).map(({ id }) => id)).toEqual([first])
    expect(await site.until(first, 'done', 'failed')).toMatchObject({ state: 'done' })
    expect(await site.transfers.tell(ids, 'cancel')).toEqual([])
  })

  it('go as a whole to another place in the queue', async () => {
    const ids = (await many.start(ask())).map(({ id }) => id)
    const last = await site.transfers.start(byItself(9))
    await site.transfers.pauseAll()
    site.transfers.move(ids, { beside: last.id, side: 'behind' })
    expect(site.transfers.list().map(({ id }) => id)).toEqual([last.id, ...ids])
  })

  it('are kept on disk all together or not at all', async () => {
    const [transfer] = await many.start(ask({ taskIds: [idOf(1)] }))
    await site.until(transfer?.id ?? expect.unreachable(), 'done')
    const [record] = createTransferStore(site.database).all()
    const database = openDatabase(`${base}-other.sqlite`, accountMigrations)
    try {
      const store = createTransferStore(database)
      const known = record ?? expect.unreachable()
      expect(() => store.insert(known, known)).toThrow(/UNIQUE/)
      expect(store.all()).toEqual([])
      store.insert(known)
      expect(store.all()).toHaveLength(1)
    } finally {
      database.close()
    }
  })
})

describe('a folder for many tasks', () => {
  it('is looked at before anything is asked for', async () => {
    expect(await many.inspectBaseFolder(null)).toMatchObject({
      path: join(base, 'inductiva_output'),
      freeBytes: expect.any(Number) as number,
      problem: null,
    })
  })

  it('may turn out to be a file', async () => {
    writeFileSync(base, '')
    expect(await many.inspectBaseFolder(base)).toMatchObject({
      freeBytes: null,
      problem: { code: 'destination-not-a-folder' },
    })
  })
})
