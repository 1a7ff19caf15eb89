import { describe, expect, it } from 'vitest'
import { joinFolder, trailOf } from '../../../../renderer/features/transfers/folder-path.ts'

describe('the way to a folder', () => {
  it.each([
    ['/', ['/']],
    ['/home/ada', ['/', '/home', '/home/ada']],
    ['C:\\', ['C:\\']],
    ['C:\\Users\\Ada', ['C:\\', 'C:\\Users', 'C:\\Users\\Ada']],
    ['\\\\server\\share\\runs', ['\\\\server\\share\\', '\\\\server\\share\\runs']],
  ])('of %s', (path, expected) => {
    expect(trailOf(path).map(step => step.path)).toEqual(expected)
  })

  it.each([
    ['/', 'a', '/a'],
    ['/a', 'b', '/a/b'],
    ['C:\\', 'a', 'C:\\a'],
    ['C:\\a', 'b', 'C:\\a\\b'],
  ])('from %s to %s', (folder, name, expected) => {
    expect(joinFolder(folder, name)).toBe(expected)
  })
})
