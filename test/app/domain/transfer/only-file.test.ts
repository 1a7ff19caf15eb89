import { describe, expect, it } from 'vitest'
import { onlyFileOf } from '../../../../app/domain/transfer/only-file.ts'

const only = (path: string) => ({ include: [path], exclude: [] })

describe('onlyFileOf', () => {
  it.each([
    ['artifacts/log.txt', 'log.txt'],
    ['artifacts/a/what?.txt', 'a/what%3F.txt'],
    ['log.txt', 'log.txt'],
  ])('says where %s went', (path, localPath) => {
    expect(onlyFileOf(only(path), [])).toBe(localPath)
  })

  it('goes by the name that was given where that was another one', () => {
    const renamed = { kind: 'renamed' as const, path: 'artifacts/a.txt', localPath: 'a (2).txt', message: '' }
    expect(onlyFileOf(only('artifacts/a.txt'), [{ ...renamed, path: 'artifacts/b.txt' }, renamed])).toBe('a (2).txt')
  })

  it.each([
    only(''),
    only('artifacts/a/'),
    { include: [], exclude: [] },
    { include: ['a', 'b'], exclude: [] },
    { include: ['a'], exclude: ['b'] },
    { include: ['a'], exclude: [], globs: ['*.b'] },
  ])('knows of none where more may be meant: %o', selection => {
    expect(onlyFileOf(selection, [])).toBeNull()
  })
})
