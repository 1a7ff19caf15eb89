import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  archiveNameOf,
  createLocalNames,
  createUsualPaths,
  withSuffix,
} from '../../../../app/domain/transfer/local-names.ts'

const place = (name: string) => createLocalNames('artifacts/').placeFile(name)

describe('createLocalNames', () => {
  it.each([
    ['artifacts/0.5/U', '0.5/U'],
    ['output.json', 'output.json'],
    ['artifacts/b:c?.txt', 'b%3Ac%3F.txt'],
    ['artifacts/a\\b', 'a%5Cb'],
    ['artifacts/tab\there', 'tab%09here'],
    ['artifacts/100%', '100%'],
    ['artifacts/100%41', '100%2541'],
    ['artifacts/CON', '%43ON'],
    ['artifacts/con.txt', '%63on.txt'],
    ['artifacts/console.txt', 'console.txt'],
    ['artifacts/com1/x', '%63om1/x'],
    ['artifacts/dot.', 'dot%2E'],
    ['artifacts/space ', 'space%20'],
    ['artifacts/./a//b', 'a/b'],
    ['artifacts/..', '%2E%2E'],
    ['../../x', '%2E%2E/%2E%2E/x'],
    ['/abs', 'abs'],
    ['C:\\x', 'C%3A%5Cx'],
    ['artifacts/Größe/速度.csv', 'Größe/速度.csv'],
  ])('places %j at %j', (name, path) => {
    expect(place(name)).toBe(path)
  })

  it('tells apart names that only differ in case, and a file from a folder of the same name', () => {
    const names = createLocalNames('')
    const placed = ['Case', 'case', 'CASE/x', 'case/y', 'report.txt', 'Report.txt', 'same', 'same'].map(name =>
      names.placeFile(name),
    )
    expect(placed).toEqual([
      'Case',
      'case%(2)',
      'CASE%(3)/x',
      'case%(4)/y',
      'report.txt',
      'Report%(2).txt',
      'same',
      'same%(2)',
    ])
  })

  it('tells apart names that look the same in two spellings of Unicode', () => {
    const names = createLocalNames('')
    expect(names.placeFile('\u00e9')).not.toBe(names.placeFile('e\u0301').normalize('NFC'))
  })

  it('places a folder once, whoever asks', () => {
    const names = createLocalNames('artifacts/')
    expect([names.placeFolder('artifacts/a?/'), names.placeFile('artifacts/a?/b')]).toEqual(['a%3F', 'a%3F/b'])
  })

  it('goes on counting beside a name that is taken on the disk', () => {
    const names = createLocalNames('')
    names.placeFile('a/report.txt')
    expect(names.placeBeside('a/report.txt')).toBe('a/report (2).txt')
    expect(names.placeBeside('a/report.txt')).toBe('a/report (3).txt')
  })

  it('cuts names that no file system takes, keeping the extension and telling them apart', () => {
    const names = createLocalNames('')
    const [one, two] = ['ä'.repeat(300) + '1.csv', 'ä'.repeat(300) + '2.csv'].map(name => names.placeFile(name))
    expect(Buffer.byteLength(one!)).toBeLessThanOrEqual(200)
    expect(one).toMatch(/^ä+%~[0-9a-f]{8}\.csv$/)
    expect(two).not.toBe(one)
  })

  it('gives every name, however strange, a path of its own that every system accepts and that leads back', () => {
    const component = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('..', '.', 'aux', 'a ', '%41', 'x%(2)'),
    )
    const name = fc.array(component, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'))
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 8 }), entryNames => {
        const names = createLocalNames('')
        const paths = entryNames.map(entryName => names.placeFile(entryName))
        expect(new Set(paths.map(path => path.normalize('NFC').toLowerCase())).size).toBe(paths.length)
        for (const [index, path] of paths.entries()) {
          expectAcceptable(path)
          expect(archiveNameOf(path)).toBe(plain(entryNames[index]!))
        }
      }),
    )
  })
})

/** What the mapping means by the name: empty and "." components are nothing; nothing at all becomes a space. */
function plain(name: string): string {
  const parts = name.split('/').filter(part => part !== '' && part !== '.')
  return parts.length === 0 ? ' ' : parts.join('/').toWellFormed()
}

function expectAcceptable(path: string): void {
  for (const part of path.split('/')) {
    expect(part).not.toMatch(/^$|[<>:"|?*\\\p{Cc}]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu)
    expect(Buffer.byteLength(part)).toBeLessThanOrEqual(210)
  }
}

describe('createUsualPaths', () => {
  it('answers for each name what it would get if it were alone', () => {
    const component = fc.constantFrom('', '.', '..', 'a', 'a.b', 'A ', 'con', 'x:y', 'ä', '.git', 'z'.repeat(150))
    const name = fc.array(component, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'))
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), entryNames => {
        const usualPath = createUsualPaths('a/')
        for (const entryName of entryNames)
          expect(usualPath(entryName)).toBe(createLocalNames('a/').placeFile(entryName))
      }),
    )
  })
})

describe('withSuffix', () => {
  it.each([
    ['report.txt', 'report (2).txt'],
    ['report', 'report (2)'],
    ['.hidden', '.hidden (2)'],
    ['a.tar.gz', 'a.tar (2).gz'],
  ])('puts it before the extension of %s', (name, expected) => {
    expect(withSuffix(name, ' (2)')).toBe(expected)
  })
})
