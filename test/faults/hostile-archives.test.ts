import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { Transfer, TransferNote } from '../../app/contract/transfers.ts'
import { startRangeServer, type RangeServer } from '../fakes/range-server.ts'
import {
  makeTemporaryFolder,
  openTransferSite,
  readTree,
  requestFor,
  type TransferSite,
} from '../fakes/transfer-site.ts'
import { buildZip, type BuiltEntry } from '../fakes/zip-builder.ts'

const folder = makeTemporaryFolder()
afterAll(() => folder.remove())

let server: RangeServer | undefined
let site: TransferSite | undefined
let run = 0

afterEach(async () => {
  await site?.close()
  await server?.close()
})

const good: BuiltEntry = { name: 'artifacts/good.txt', data: 'good' }
const root: BuiltEntry = { name: 'artifacts/' }

describe('entry names that lead elsewhere', () => {
  it.each(['../../x', '/abs', 'a/../../b', 'C:\\x', 'artifacts/../../x', '\\\\server\\share\\x'])(
    'refuses %s with a sentence, delivers the rest, and writes nothing outside',
    async name => {
      const { destination, ended, notes } = await transfer([root, { name, data: 'evil' }, good])
      expect(ended).toMatchObject({ state: 'done', entriesDone: 1 })
      expect(readFileSync(join(destination, 'good.txt'), 'utf8')).toBe('good')
      expect(readdirSync(join(destination, '..'))).toEqual(['destination'])
      const told = notes.filter(({ path }) => path !== good.name)
      expect(told).toMatchObject([{ kind: expect.stringMatching(/refused|renamed/) as string }])
    },
  )
})

describe('entries that are not what the directory says', () => {
  it('refuses a bomb that unpacks to more than it states', async () => {
    const bomb = { name: 'artifacts/bomb', data: 'x', compressed: deflateRawSync(Buffer.alloc(50_000_000)), size: 1000 }
    await expectOnlyGood(bomb)
  })

  it('refuses a large bomb while it is being unpacked', async () => {
    const compressed = deflateRawSync(Buffer.alloc(200_000_000))
    await expectOnlyGood({ name: 'artifacts/bomb', data: 'x', compressed, size: 17_000_000 })
  })

  it('refuses an entry with less than it states', async () => {
    await expectOnlyGood({ name: 'artifacts/short', data: 'short', size: 1000 })
  })

  it('refuses a wrong checksum', async () => {
    await expectOnlyGood({ name: 'artifacts/wrong', data: 'data', crc: 1 })
  })

  it('refuses what does not inflate', async () => {
    await expectOnlyGood({ name: 'artifacts/garbage', data: 'data', compressed: Buffer.alloc(100, 0xff) })
  })

  it('refuses a large entry that does not inflate', async () => {
    const compressed = Buffer.alloc(6_000_000, 0xff)
    await expectOnlyGood({ name: 'artifacts/garbage', data: 'data', compressed, size: 20_000_000 })
  })
})

describe('names that some systems do not allow', () => {
  it('are changed the same way everywhere, with a note', async () => {
    const names = ['artifacts/b:c?.txt', 'artifacts/CON', 'artifacts/dot.', 'artifacts/Case', 'artifacts/case']
    const { destination, ended, notes } = await transfer([root, ...names.map(name => ({ name, data: name }))])
    expect(ended).toMatchObject({ state: 'done', entriesFailed: 0 })
    expect([...readTree(destination)]).toEqual(
      [
        ['b%3Ac%3F.txt', 'artifacts/b:c?.txt'],
        ['%43ON', 'artifacts/CON'],
        ['dot%2E', 'artifacts/dot.'],
        ['Case', 'artifacts/Case'],
        ['case%(2)', 'artifacts/case'],
      ].sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    )
    expect(notes.map(({ path, kind }) => [path, kind])).toEqual(
      ['artifacts/CON', 'artifacts/b:c?.txt', 'artifacts/case', 'artifacts/dot.'].map(path => [path, 'renamed']),
    )
  })

  it('writes a link as a small text file', async () => {
    const link = { name: 'artifacts/link', data: '/etc/passwd', method: 0, attributes: (0o120777 << 16) >>> 0 }
    const { destination } = await transfer([root, link])
    expect(readTree(destination)).toEqual(new Map([['link', '/etc/passwd']]))
  })

  it('keeps the times of the files', async () => {
    const { destination } = await transfer([
      root,
      { ...good, date: ((2020 - 1980) << 9) | (5 << 5) | 17, time: 12 << 11 },
    ])
    expect(statSync(join(destination, 'good.txt')).mtime.getFullYear()).toBe(2020)
  })
})

async function expectOnlyGood(bad: BuiltEntry): Promise<void> {
  const { destination, ended, notes } = await transfer([root, bad, good])
  expect(ended).toMatchObject({ state: 'failed', entriesDone: 1, entriesFailed: 1, failure: { code: 'entry-damaged' } })
  expect(readTree(destination)).toEqual(new Map([['good.txt', 'good']]))
  expect(notes).toMatchObject([{ path: bad.name, kind: 'failed' }])
  expect(existsSync(join(destination, '.inductiva'))).toBe(false)
}

type Outcome = { readonly destination: string; readonly ended: Transfer; readonly notes: readonly TransferNote[] }

async function transfer(entries: readonly BuiltEntry[]): Promise<Outcome> {
  server = await startRangeServer(buildZip(entries.map(withChecksum)))
  const destination = join(folder.path, `run${++run}`, 'destination')
  site = openTransferSite({ url: server.url, databasePath: join(folder.path, `run${run}.sqlite`) })
  const { id } = await site.transfers.start(requestFor(destination))
  const ended = await site.until(id, 'done', 'failed')
  return { destination, ended, notes: site.transfers.notes(id, { offset: 0, limit: 100 }).notes }
}

function withChecksum(entry: BuiltEntry): BuiltEntry {
  return { ...entry, crc: entry.crc ?? crc32(Buffer.from(entry.data ?? '')) }
}
