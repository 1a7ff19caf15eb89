import fc from 'fast-check'
import picomatch from 'picomatch'
import { describe, expect, it } from 'vitest'
import { longestGlob } from '../../../../app/domain/archive/globs.ts'
import { compileGlob } from '../../../../app/outputs/globs/glob-matcher.ts'

const expressionOf = (glob: string) => picomatch.makeRe(glob, { nocase: true, dot: true, windows: false })

const pieces = fc.constantFrom(
  ...['*', '**', '**/', '?', 'a', 'b', 'K', 'É', '1', '.', '..', '/', '!', '$', '^', '[ab]', '[!a]', '[a-c]'],
  ...['[[:alpha:]]', '{a,b}', '{a,*b}', '{1..3}', '@(a|b)', '*(a|b)', '!(a)', '+(a|b*)', '?(a)', '(a|b)'],
  ...['{', '}', '(', ')', '|', String.raw`\*`, '"a*"'],
)
const letters = fc.constantFrom(...Array.from('abckAKé1./\n!${(ſ'), '..', '/')
const text = (of: fc.Arbitrary<string>, maxLength: number) => fc.array(of, { maxLength }).map(parts => parts.join(''))

describe('compileGlob', () => {
  it('matches what picomatch matches, whatever the glob', () => {
    const names = fc.array(text(letters, 10), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(text(pieces, 7), names, (glob, paths) => {
        fc.pre(glob !== '')
        const [expression, matcher] = [expressionOf(glob), compileGlob(glob)]
        for (const path of paths) expect([path, matcher?.matches(path)]).toEqual([path, expression.test(path)])
      }),
      { numRuns: 1_500 },
    )
  })

  it('reads bytes as it reads text', () => {
    fc.assert(
      fc.property(
        text(pieces, 6),
        text(fc.constantFrom(...Array.from('abK1./')), 12),
        text(letters, 3),
        (glob, path, around) => {
          fc.pre(glob !== '')
          const bytes = Buffer.from(around + path + around, 'latin1')
          const start = around.length
          const matcher = compileGlob(glob)
          expect(matcher?.matchesBytes(bytes, start, start + path.length)).toBe(matcher?.matches(path))
        },
      ),
      { numRuns: 1_000 },
    )
  })

  // Each of them would hold a matcher that tries one way after the other for longer than anybody waits.
  it.each([
    `${'*a'.repeat(60)}*b`,
    `${'**/'.repeat(60)}x`,
    '+(a|*a|*b)c',
    '*(+(a)|*a*|a?)+(a|*a)b',
    `{${Array.from({ length: 40 }, (_, at) => `*${'a'.repeat(at)}*b`).join(',')}}`.slice(0, longestGlob),
    `!(${'*a'.repeat(30)}*b)*c`,
    `*a${'?'.repeat(200)}b`,
    `${'?'.repeat(100)}a*b`,
  ])('answers at once where there are ever so many ways: %s', glob => {
    const matcher = compileGlob(glob)
    const paths = Array.from({ length: 200 }, (_, seed) =>
      Array.from({ length: 300 }, (_, at) => ((at * at * seed) % 7 < 5 ? 'a' : 'd')).join(''),
    )
    expect(paths.filter(path => matcher?.matches(path))).toEqual([])
  })

  it('goes on when it has forgotten what it learned of other names', () => {
    const letters = Array.from('abcdefghi0123456789äöüéç')
    const glob = `{${letters.map((letter, at) => `${letter}?${'?'.repeat(at % 3)}*`).join(',')},*a???}`
    const expression = expressionOf(glob)
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.array(text(fc.constantFrom(...letters), 12), { minLength: 20, maxLength: 30 }),
        (cells, paths) => {
          const matcher = compileGlob(glob, cells)
          expect(paths.map(path => matcher?.matches(path))).toEqual(paths.map(path => expression.test(path)))
          const inBytes = paths.map(path => Buffer.from(path, 'latin1'))
          const found = inBytes.map(bytes => matcher?.matchesBytes(bytes, 0, bytes.length))
          expect(found).toEqual(paths.map(path => expression.test(path)))
        },
      ),
      { numRuns: 40 },
    )
  })

  it.each([String.raw`(a)\1`, '(?<=a)b', 'a{1,9}{1,99999}'])('has nothing for %s, which is no glob', glob => {
    expect(compileGlob(glob)?.matches('aa') ?? false).toBe(false)
  })
})
