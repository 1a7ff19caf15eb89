import { beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { globOfText } from '../../../app/domain/archive/globs.ts'
import { outputCalls, type EntrySort, type Selection } from '../../../app/contract/outputs.ts'
import { ArchiveDamaged } from '../../../app/outputs/archive-errors.ts'
import { EntryCatalogue } from '../../../app/outputs/entry-catalogue.ts'
import { parseDirectory } from '../../../app/outputs/parse-directory.ts'
import { buildZip, extraField, type BuiltEntry } from '../../fakes/zip-builder.ts'

const byName: EntrySort = { by: 'name', descending: false }

function catalogueOf(entries: readonly BuiltEntry[]): EntryCatalogue {
  const bytes = buildZip(entries)
  const startOffset = bytes.readUInt32LE(bytes.length - 6)
  const directory = new SharedArrayBuffer(bytes.length - 22 - startOffset)
  Buffer.from(directory).set(bytes.subarray(startOffset, bytes.length - 22))
  const facts = { directory, startOffset, prefixBytes: 0, entryCount: entries.length % 65_536, isZip64: false }
  return new EntryCatalogue(parseDirectory(facts))
}

const file = (name: string, size = 1, date?: number): BuiltEntry => ({
  name,
  data: 'x'.repeat(size),
  method: 0,
  ...(date === undefined ? {} : { date }),
})

describe('EntryCatalogue', () => {
  const catalogue = catalogueOf([
    { name: 'artifacts/', method: 0 },
    file('artifacts/stdout.txt', 100, 0x5821),
    file('artifacts/0.1/U', 30),
    file('artifacts/0.05/U', 20),
    file('artifacts/0.05/p', 5),
    file('artifacts/10/U', 40),
    file('artifacts/10/deep/er/x.dat', 7),
    file('artifacts/log.txt', 300, 0x5822),
    file('artifacts/Ünïcode.txt', 2),
    file('readme.md', 1),
    file('artifacts/../escape', 11),
    { name: 'artifacts/link', data: 'log.txt', attributes: (0o120777 << 16) >>> 0, method: 0 },
  ])
  const list = (folder: string, sort = byName, offset = 0, limit = 100) =>
    catalogue.list({ folder, sort, offset, limit })
  const names = (folder: string, sort?: EntrySort) => list(folder, sort).rows.map(row => row.name)
  const search = (text: string, sort = byName) =>
    catalogue.search({ text, sort, offset: 0, limit: 100 }).rows.map(row => row.path)

  it('lists folders first, then files, each in natural order', () => {
    expect(names('artifacts/')).toEqual(['..', '0.05', '0.1', '10', 'link', 'log.txt', 'stdout.txt', 'Ünïcode.txt'])
    expect(names('')).toEqual(['artifacts', 'readme.md'])
  })

  it('adds up everything below a folder', () => {
    const rows = list('artifacts/').rows
    expect(rows.find(row => row.name === '10')).toEqual({
      ...{ path: 'artifacts/10/', name: '10', kind: 'folder', entryIndex: null, modifiedAtMs: null, problem: null },
      ...{ sizeBytes: 47, compressedBytes: 47, fetchBytes: 147, fileCount: 2 },
    })
    expect(list('').rows[0]).toMatchObject({ path: 'artifacts/', entryIndex: 0, sizeBytes: 522, fileCount: 10 })
  })

  it.each<[EntrySort, string[]]>([
    [{ by: 'size', descending: true }, ['10', '0.1', '0.05', '..', 'log.txt', 'stdout.txt', 'link', 'Ünïcode.txt']],
    [{ by: 'size', descending: false }, ['..', '0.05', '0.1', '10', 'Ünïcode.txt', 'link', 'stdout.txt', 'log.txt']],
    [{ by: 'name', descending: true }, ['10', '0.1', '0.05', '..', 'Ünïcode.txt', 'stdout.txt', 'log.txt', 'link']],
  ])('sorts by %j', (sort, expected) => {
    expect(names('artifacts/', sort)).toEqual(expected)
  })

  it('sorts by time', () => {
    const newest = names('artifacts/', { by: 'modified', descending: true })
    expect(newest.indexOf('log.txt')).toBeLessThan(newest.indexOf('stdout.txt'))
  })

  it('pages across folders and files without gap or overlap', () => {
    const whole = list('artifacts/')
    const paged = Array.from({ length: 8 }, (_, offset) => list('artifacts/', byName, offset, 1).rows[0]!)
    expect(paged).toEqual(whole.rows)
    expect(list('artifacts/', byName, 3, 3).rows).toEqual(whole.rows.slice(3, 6))
    expect(list('artifacts/', byName, 500, 10)).toEqual({ total: 8, rows: [] })
  })

  it('has nothing in a folder that is not there', () => {
    expect(list('elsewhere/')).toEqual({ total: 0, rows: [] })
  })

  it('tells what is wrong with an entry in its row', () => {
    expect(list('artifacts/../').rows).toMatchObject([{ name: 'escape', problem: expect.stringContaining('climbs') }])
    expect(catalogue.summary()).toMatchObject({ fileCount: 11, folderCount: 7, refusedEntries: 1 })
  })

  it.each([
    ['LOG', ['artifacts/log.txt']],
    ['/u', ['artifacts/0.05/U', 'artifacts/0.1/U', 'artifacts/10/U']],
    ['ünï', ['artifacts/Ünïcode.txt']],
    ['*.TXT', ['artifacts/log.txt', 'artifacts/stdout.txt', 'artifacts/Ünïcode.txt']],
    ['**/deep/**/*.dat', ['artifacts/10/deep/er/x.dat']],
    ['10/**', ['artifacts/10/U', 'artifacts/10/deep/er/x.dat']],
    ['artifacts/0.*/U', ['artifacts/0.05/U', 'artifacts/0.1/U']],
    ['{U,p}', ['artifacts/0.05/p', 'artifacts/0.05/U', 'artifacts/0.1/U', 'artifacts/10/U']],
    ['[', []],
    ['nothing', []],
  ])('finds %s', (text, paths) => {
    expect(search(text).toSorted()).toEqual(paths.toSorted())
  })

  it('adds up what a search found, beyond the page', () => {
    expect(catalogue.search({ text: 'u', sort: byName, offset: 0, limit: 1 })).toMatchObject({
      total: 4,
      totalBytes: 190,
      totalFetchBytes: 190 + 4 * 30 + 'artifacts/stdout.txtartifacts/0.1/Uartifacts/0.05/Uartifacts/10/U'.length,
      rows: [{}],
    })
  })

  const paths = (selection: Selection) => {
    const all = catalogue.search({ text: '*', sort: byName, offset: 0, limit: 100 }).rows
    return Array.from(catalogue.select(selection), index => all.find(row => row.entryIndex === index)?.path)
  }

  it.each([
    [['artifacts/10/'], [], ['artifacts/10/U', 'artifacts/10/deep/er/x.dat']],
    [['artifacts/10/'], ['artifacts/10/deep/'], ['artifacts/10/U']],
    [
      ['artifacts/10/', 'artifacts/10/deep/er/'],
      ['artifacts/10/deep/'],
      ['artifacts/10/U', 'artifacts/10/deep/er/x.dat'],
    ],
    [['artifacts/10/'], ['artifacts/10/U'], ['artifacts/10/deep/er/x.dat']],
    [['artifacts/10/U'], ['artifacts/10/U'], []],
    [['artifacts/link', 'readme.md'], ['artifacts/'], ['readme.md', 'artifacts/link']],
    [['artifacts', 'nowhere/', 'none.txt'], [], []],
    [[''], ['artifacts/'], ['readme.md']],
    [[], [], []],
  ])('takes of %j without %j: %j', (include, exclude, expected) => {
    expect(paths({ include, exclude })).toEqual(expected)
  })

  it('takes what matches a glob, wherever it lies, unless a path decides on it', () => {
    const glob = (include: string[], exclude: string[], ...globs: string[]) => paths({ include, exclude, globs })
    expect(glob([], [], '*.txt')).toEqual(['artifacts/stdout.txt', 'artifacts/log.txt', 'artifacts/Ünïcode.txt'])
    expect(glob([], [], '0.*/U', 'artifacts/10/**/*.dat')).toEqual([
      'artifacts/0.1/U',
      'artifacts/0.05/U',
      'artifacts/10/deep/er/x.dat',
    ])
    expect(glob(['artifacts/0.05/'], [], '0.1/*')).toEqual(['artifacts/0.1/U', 'artifacts/0.05/U', 'artifacts/0.05/p'])
    expect(glob([], ['artifacts/0.05/'], 'U')).toEqual(['artifacts/0.1/U', 'artifacts/10/U'])
    expect(glob([], ['artifacts/10/U'], 'U')).toEqual(['artifacts/0.1/U', 'artifacts/0.05/U'])
    expect(glob([], ['artifacts/'], '!*.txt')).toEqual(['readme.md'])
    expect(glob([], [], '*.vtk')).toEqual([])
  })

  it('finds with the glob of a text what the text itself finds', () => {
    const letters = fc.constantFrom('a', 'B', '.', '/', '(', ')', '!', '+', '@', ' ', '-', '|', ']', '"', '$', '^', 'é')
    const text = fc.string({ unit: letters, minLength: 1, maxLength: 3 })
    const name = fc.array(
      fc
        .string({ unit: letters, minLength: 1, maxLength: 5 })
        .map(part => part.replaceAll('/', '_').replace(/^\.+$/, '_')),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    fc.assert(
      fc.property(
        fc.uniqueArray(
          name.map(parts => parts.join('/')),
          { minLength: 1, maxLength: 8 },
        ),
        text,
        (files, wanted) => {
          const some = catalogueOf(files.map(path => file(path)))
          const found = some
            .search({ text: wanted, sort: byName, offset: 0, limit: 100 })
            .rows.map(row => row.entryIndex)
          const taken = Array.from(some.select({ include: [], exclude: [], globs: [globOfText(wanted)] }))
          expect(taken).toEqual(found.toSorted((x, y) => Number(x) - Number(y)))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('counts what matches one of the globs below each path', () => {
    const count = (globs: string[], ...paths: string[]) => catalogue.countGlobHits({ globs, paths })
    expect(count(['U'], '', 'artifacts/', 'artifacts/10/', 'artifacts/10/deep/', 'artifacts/10/U')).toEqual([
      ...[3, 3, 1, 0, 1],
    ])
    expect(count(['U', '0.05/*'], '', 'artifacts/0.05/', 'artifacts/0.05/p', 'nowhere/', 'nowhere')).toEqual([
      ...[4, 2, 1, 0, 0],
    ])
  })

  it('sums a selection, with what is refused counted apart', () => {
    expect(catalogue.sum({ include: [''], exclude: [] })).toEqual({
      fileCount: 10,
      unpackedBytes: 512,
      compressedBytes: 512,
      fetchBytes: expect.any(Number) as number,
      refusedEntries: 1,
    })
  })

  it('says of rows, selections and the whole what a transfer fetches: with headers, without what is refused', () => {
    const whole = catalogue.sum({ include: [''], exclude: [] }).fetchBytes
    const rows = list('artifacts/').rows
    const inFolders = rows.map(({ path }) => catalogue.sum({ include: [path], exclude: [] }).fetchBytes)
    expect(rows.map(row => row.fetchBytes)).toEqual(inFolders)
    expect(rows[0]).toMatchObject({ name: '..', compressedBytes: 11, fetchBytes: 0 })
    const readme = 30 + 'readme.md'.length + 1
    expect(inFolders.reduce((sum, bytes) => sum + bytes, 0)).toBe(whole - readme)
    expect(catalogue.summary().fetchBytes).toBe(whole)
    expect(names('artifacts/', { by: 'fetch', descending: true }).slice(0, 3)).toEqual(['10', '0.05', '0.1'])
  })

  it('fetches nothing of a file that another one of the same name has taken the place of', () => {
    const twice = catalogueOf([file('a/b', 7), file('a/b', 9)])
    expect(twice.summary()).toMatchObject({ compressedBytes: 16, fetchBytes: 30 + 'a/b'.length + 9 })
  })

  it('gives positions in the order of their bytes, whatever the order in the directory', () => {
    const [a, b] = [file('a'), file('b')]
    const first = buildZip([a]).length - 22 - 46 - 1 // where the second local header begins
    const shuffled = catalogueOf([
      { ...a, headerOffset: first },
      { ...b, headerOffset: 0 },
    ])
    expect(Array.from(shuffled.select({ include: [''], exclude: [] }))).toEqual([1, 0])
  })

  it('finds names in other encodings by what they are shown as', () => {
    const odd = catalogueOf([
      { name: Buffer.from([0x81, 0x2e, 0x74]), flags: 0 },
      { name: 'out\\a.txt', madeBy: 0 },
    ])
    expect(Array.from(odd.select({ include: ['ü.t', 'out/a.txt'], exclude: [] }))).toEqual([0, 1])
    expect(odd.list({ folder: 'out/', sort: byName, offset: 0, limit: 10 }).rows).toMatchObject([{ name: 'a.txt' }])
  })

  it('agrees with the plain meaning of a selection', () => {
    const part = fc.constantFrom('a', 'b', 'c')
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'))
    const rule = fc.oneof(
      path,
      path.map(folder => `${folder}/`),
      fc.constant(''),
    )
    const cases = [
      fc.uniqueArray(path, { maxLength: 30 }),
      fc.array(rule, { maxLength: 8 }),
      fc.array(rule, { maxLength: 8 }),
    ]
    fc.assert(
      fc.property(cases[0]!, cases[1]!, cases[2]!, (files, include, exclude) => {
        const taken = catalogueOf(files.map(name => file(name))).select({ include, exclude })
        const expected = files.flatMap((name, index) => (isTaken(name, include, exclude) ? [index] : []))
        expect(Array.from(taken)).toEqual(expected)
      }),
    )
  })
})

describe('EntryCatalogue of a directory with wrong bytes', () => {
  const whole = buildZip([
    { name: 'artifacts/', method: 0 },
    { name: 'artifacts/a/b.txt', data: 'hello', hasDescriptor: true, extra: extraField(0x5455, Buffer.alloc(5, 1)) },
    { name: 'artifacts/a/c.txt', data: 'x', extra: extraField(1, Buffer.alloc(24, 1)), size: 0xffffffff },
    { name: Buffer.from([0x81, 0x82]), flags: 0, attributes: 0xa1ff0000 },
  ])
  const startOffset = whole.readUInt32LE(whole.length - 6)
  const records = whole.subarray(startOffset, whole.length - 22)
  const flips = fc.array(fc.tuple(fc.nat(records.length - 1), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 6,
  })

  it('is refused, or answers within what the contract allows', () => {
    fc.assert(
      fc.property(flips, changes => {
        const directory = new SharedArrayBuffer(records.length)
        const bytes = Buffer.from(directory)
        bytes.set(records)
        for (const [at, bits] of changes) bytes[at] = bytes[at]! ^ bits
        const facts = { directory, startOffset, prefixBytes: 0, entryCount: 4, isZip64: false }
        const outcome = attempt(() => new EntryCatalogue(parseDirectory(facts)))
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(ArchiveDamaged)
          return
        }
        outputCalls.searchEntries.output.parse(outcome.search({ text: '*', sort: byName, offset: 0, limit: 100 }))
        outputCalls.listEntries.output.parse(outcome.list({ folder: '', sort: byName, offset: 0, limit: 100 }))
        outputCalls.sumSelection.output.parse(outcome.sum({ include: [''], exclude: [] }))
      }),
      { numRuns: 2000 },
    )
  })
})

function attempt<T>(run: () => T): T | Error {
  try {
    return run()
  } catch (error) {
    return error as Error
  }
}

/** The rule as people would put it: the longest path that is the file or a folder above it; exclusion wins a tie. */
function isTaken(name: string, include: readonly string[], exclude: readonly string[]): boolean {
  const longest = (rules: readonly string[]) =>
    Math.max(
      -1,
      ...rules
        .filter(rule => rule === name || rule === '' || (rule.endsWith('/') && name.startsWith(rule)))
        .map(rule => rule.length),
    )
  return longest(include) > longest(exclude)
}

describe('EntryCatalogue of 150,000 entries', () => {
  let catalogue: EntryCatalogue
  const took: Record<string, string> = {}
  const timed = <T>(what: string, run: () => T): T => {
    const start = performance.now()
    const result = run()
    took[what] = `${(performance.now() - start).toFixed(0)} ms`
    return result
  }

  beforeAll(() => {
    const entries = Array.from({ length: 150_000 }, (_, i) => ({
      name: `artifacts/processor${i % 64}/${((i >> 6) % 200) / 20}/field_${Math.floor(i / 12_800)}`,
      method: 0,
    }))
    catalogue = timed('parsing, with making the archive', () => catalogueOf(entries))
  })

  it('lists, searches and sums', () => {
    const page = { sort: byName, offset: 0, limit: 100 }
    expect(timed('first page', () => catalogue.list({ folder: 'artifacts/', ...page })).total).toBe(64)
    expect(timed('search', () => catalogue.search({ text: 'field_3', ...page })).total).toBe(12_800)
    expect(timed('glob', () => catalogue.search({ text: '**/processor1/**/field_*', ...page })).total).toBe(2344)
    expect(timed('sum', () => catalogue.sum({ include: [''], exclude: ['artifacts/processor1/'] })).fileCount).toBe(
      147_656,
    )
    const globs = ['**/processor{1,2}/**', 'field_7']
    const below = ['', 'artifacts/', 'artifacts/processor1/', 'artifacts/processor1/0.05/', 'artifacts/processor3/']
    const count = () => catalogue.countGlobHits({ globs, paths: below })
    const [all, ...others] = timed('hits of two globs', count)
    expect(timed('the same again', count)).toEqual([all, ...others])
    expect(others[1]).toBe(2344)
    expect(timed('sum of globs', () => catalogue.sum({ include: [], exclude: [], globs })).fileCount).toBe(all)
    console.info('150,000 entries', took)
  })
})
