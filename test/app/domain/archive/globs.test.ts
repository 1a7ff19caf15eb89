import { describe, expect, it } from 'vitest'
import {
  describeGlobProblem,
  globOfText,
  isGlob,
  judgeGlob,
  type GlobProblem,
} from '../../../../app/domain/archive/globs.ts'

describe('a glob as it is typed', () => {
  it.each([
    '*.dat',
    '**/postProcessing/**/*.dat',
    'processor{0,1}/**',
    'U_00[0-4]?',
    '[{(]*',
    '!*.vtk',
    'time/*',
    String.raw`log \(1\).txt`,
    'plain name.txt',
  ])('may be %s', glob => {
    expect(judgeGlob(glob)).toBeNull()
  })

  it.each<[string, GlobProblem]>([
    [String.raw`postProcessing\*.dat`, 'backslash'],
    [String.raw`a\b`, 'backslash'],
    ['/postProcessing/*.dat', 'leading-slash'],
    ['!/a/*', 'leading-slash'],
    ['postProcessing/', 'folder'],
    ['**/', 'folder'],
    ['U_[0-9', 'unclosed'],
    ['{a,b', 'unclosed'],
    ['a(b', 'unclosed'],
    ['{a,[b}', 'unclosed'],
    ['x'.repeat(501), 'too-long'],
  ])('is not %s, because of: %s', (glob, problem) => {
    expect(judgeGlob(glob)).toBe(problem)
    expect(describeGlobProblem(problem)).toMatch(/\.$/)
  })

  it.each([
    ['*.txt', true],
    ['a?', true],
    ['[ab]', true],
    ['{a}', true],
    ['log.txt', false],
    ['a)b]', false],
  ])('of a search text %s is told apart: %s', (text, expected) => {
    expect(isGlob(text)).toBe(expected)
  })

  it('can stand for a part of a path', () => {
    expect(globOfText('log (1)')).toBe(String.raw`**/*log \(1\)*{,/**}`)
    expect(judgeGlob(globOfText('a)b]!'))).toBeNull()
  })
})
