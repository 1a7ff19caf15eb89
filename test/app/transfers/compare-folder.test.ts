import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findingKindSchema, type FindingKind } from '../../../app/contract/checks.ts'
import { openArchiveIndex, type ArchiveIndex } from '../../../app/outputs/archive-index.ts'
import { compareFolder, type CompareProgress } from '../../../app/transfers/compare-folder.ts'
import { spawnWorker } from '../../fakes/index-worker.ts'
import { createMemorySource } from '../../fakes/memory-source.ts'
import { makeTemporaryFolder } from '../../fakes/transfer-site.ts'
import { buildZip, type BuiltEntry } from '../../fakes/zip-builder.ts'

const isRoot = process.getuid?.() === 0
const entries: BuiltEntry[] = [
  { name: 'artifacts/', method: 0 },
  { name: 'artifacts/log.txt', data: 'Time = 1\n'.repeat(500) },
  { name: 'artifacts/0/U', data: 'velocity' },
  { name: 'artifacts/0/p', data: 'pressure' },
  { name: 'artifacts/1/U', data: 'velocity after a step' },
  { name: 'artifacts/a:b.csv', data: 'a name not every system allows' },
  { name: 'artifacts/Case', data: 'upper' },
  { name: 'artifacts/case', data: 'lower' },
  { name: 'artifacts/empty' },
  { name: '../evil', data: 'refused' },
]
const localNames: Readonly<Record<string, string>> = {
  'artifacts/a:b.csv': 'a%3Ab.csv',
  'artifacts/case': 'case%(2)',
}

let folder: ReturnType<typeof makeTemporaryFolder>
let destination: string
let index: ArchiveIndex

beforeEach(async () => {
  folder = makeTemporaryFolder()
  destination = join(folder.path, 'out')
  const source = createMemorySource(buildZip(entries))
  index = await openArchiveIndex({ source, retry: attempt => attempt(), signal: never }, spawnWorker)
  for (const { name, data = '' } of entries.slice(1, -1)) {
    const path = join(destination, localNames[String(name)] ?? String(name).slice('artifacts/'.length))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, data)
  }
})
afterEach(async () => {
  await index.release()
  folder.remove()
})

const never = new AbortController().signal
const file = (name: string) => join(destination, name)
type Change = Partial<Parameters<typeof compareFolder>[0]>

async function compare(change: Change = {}) {
  const request = {
    ...{ entries: index, rootFolder: 'artifacts/', destination, names: new Map(), signal: never },
    ...{ selection: { include: [''], exclude: [] }, onProgress: () => undefined },
    ...change,
  }
  return compareFolder(request, spawnWorker)
}
const all = findingKindSchema.options
const listed = async (change?: Change, kinds: readonly FindingKind[] = all) =>
  (await compare(change)).findings.page(kinds, { offset: 0, limit: 100 }).map(({ kind, path }) => `${kind} ${path}`)

describe('a folder that has everything', () => {
  it('is the same, whatever names its files got', async () => {
    const { files, same, refused, findings } = await compare()
    const nothing = Object.fromEntries(all.map(kind => [kind, 0]))
    expect([files, same, refused]).toEqual([8, 8, [9]])
    expect([findings.counts, findings.fetchBytes]).toEqual([nothing, nothing])
  })

  it('may have any other names, where they were told', async () => {
    renameSync(file('log.txt'), file('log (2).txt'))
    writeFileSync(file('log.txt'), 'somebody else’s')
    const names = new Map([['artifacts/log.txt', 'log (2).txt']])
    expect((await compare({ names })).same).toBe(8)
    expect(await listed({ names })).toEqual(['extra log.txt'])
    expect(await listed()).toEqual(['size artifacts/log.txt', 'extra log (2).txt'])
  })

  it('tells how far it is, up to the last byte of the last file', async () => {
    const told: CompareProgress[] = []
    await compare({ onProgress: progress => told.push(progress) })
    const totalBytes = entries.slice(1, -1).reduce((sum, { data = '' }) => sum + data.length, 0)
    expect(told.at(-1)).toEqual({ checkedFiles: 8, totalFiles: 8, checkedBytes: totalBytes, totalBytes })
  })
})

describe('what is wrong', () => {
  it('is told file by file: missing, of another size, of other content, hidden by a folder or a link', async () => {
    unlinkSync(file('0/U'))
    truncateSync(file('log.txt'), 100)
    writeFileSync(file('0/p'), 'PRESSURE')
    rmSync(file('Case'))
    mkdirSync(file('Case'))
    rmSync(file('1/U'))
    symlinkSync(file('0/p'), file('1/U'))
    expect(await listed()).toEqual([
      'missing artifacts/0/U',
      'size artifacts/log.txt',
      'content artifacts/0/p',
      'occupied artifacts/1/U',
      'occupied artifacts/Case',
    ])
    const { files, same, findings } = await compare()
    expect([files, same, findings.counts.occupied]).toEqual([8, 3, 2])
    expect(findings.page(['content'], { offset: 0, limit: 1 })).toEqual([
      {
        ...{ kind: 'content', path: 'artifacts/0/p', localPath: '0/p', message: null },
        archived: { sizeBytes: 8, modifiedAtMs: expect.any(Number) as number },
      },
    ])
  })

  it('is everything where the folder is not there, or is a file', async () => {
    rmSync(destination, { recursive: true })
    expect((await compare()).findings.counts).toMatchObject({ missing: 8, extra: 0 })
    writeFileSync(destination, 'a file')
    expect((await compare()).findings.counts).toMatchObject({ missing: 8, extra: 0 })
  })

  it.skipIf(isRoot)('is also what cannot be read (not as root, who reads everything)', async () => {
    chmodSync(file('log.txt'), 0)
    chmodSync(file('0'), 0)
    expect(await listed()).toEqual([
      'unreadable artifacts/log.txt',
      'unreadable artifacts/0/U',
      'unreadable artifacts/0/p',
    ])
    chmodSync(file('0'), 0o755)
  })

  it('comes with what fetching it takes, and the names it has', async () => {
    unlinkSync(file('case%(2)'))
    unlinkSync(file('0/U'))
    const { findings } = await compare()
    expect(findings.fetchBytes.missing).toBeGreaterThan(60)
    expect(findings.fetchBytes.missing).toBeLessThan(200)
    expect(findings.toFetch(all)).toEqual({
      paths: ['artifacts/0/U', 'artifacts/case'],
      names: new Map([['artifacts/case', 'case%(2)']]),
    })
  })

  it('is paged across kinds', async () => {
    for (const name of ['0/U', '0/p', '1/U']) unlinkSync(file(name))
    writeFileSync(file('log.txt'), '')
    const { findings } = await compare()
    const page = (offset: number, limit: number) =>
      findings.page(['missing', 'size'], { offset, limit }).map(({ path }) => path.slice('artifacts/'.length))
    expect(findings.listed(['missing', 'size'])).toBe(4)
    expect([page(0, 2), page(2, 2), page(3, 5), page(4, 1)]).toEqual([
      ['0/U', '0/p'],
      ['1/U', 'log.txt'],
      ['log.txt'],
      [],
    ])
  })
})

describe('what a selection leaves out', () => {
  const selection = { include: ['artifacts/0/'], exclude: [] }

  it('is neither missing nor a stranger', async () => {
    unlinkSync(file('empty'))
    expect(await listed({ selection })).toEqual([])
    expect((await compare({ selection })).files).toBe(2)
  })
})

describe('extra files', () => {
  it('are those the archive does not have at any depth; links to folders and our own temporary files are none', async () => {
    mkdirSync(file('.inductiva-0a1b2c3d.part/thread-1'), { recursive: true })
    writeFileSync(file('.inductiva-0a1b2c3d.part/thread-1/5.part'), 'unfinished')
    writeFileSync(file('.inductiva-fetch-00ff.sqlite'), 'state')
    mkdirSync(file('plots/old'), { recursive: true })
    writeFileSync(file('plots/old/u.png'), 'png')
    writeFileSync(file('0/mine.txt'), 'mine')
    symlinkSync(file('plots'), file('link-to-plots'))
    expect(await listed()).toEqual(['extra 0/mine.txt', 'extra plots/old/u.png'])
  })
})

describe('a comparison that is called off', () => {
  it('ends at once with the reason', async () => {
    const aborter = new AbortController()
    const running = compare({ signal: aborter.signal, onProgress: () => aborter.abort(new Error('called off')) })
    await expect(running).rejects.toThrow('called off')
    await expect(compare({ signal: aborter.signal })).rejects.toThrow('called off')
    expect(readFileSync(file('0/U'), 'utf8')).toBe('velocity')
  })
})
