import { describe, expect, it } from 'vitest'
import { readTypedPath, wholePathSentence } from '../../../app/domain/typed-path.ts'

const home = '/home/ada'
const windowsHome = 'C:\\Users\\ada'

describe('a typed path', () => {
  it.each([
    ['~', home],
    ['~/', '/home/ada/'],
    ['~/results/run 7', '/home/ada/results/run 7'],
    ['  ~/results ', '/home/ada/results'],
    ['"/data/run 7"', '/data/run 7'],
    ["'/data/run 7'", '/data/run 7'],
    ['"~/run 7"', '/home/ada/run 7'],
    [' /data ', '/data'],
  ])('%s means %s', (typed, path) => {
    expect(readTypedPath(typed, home)).toBe(path)
  })

  it.each(['/data/ends with a space ', '/data/"quoted"', '/', 'C:\\run 7 ', '\\\\server\\share'])(
    '%s is taken as it is, as it begins at a root',
    path => {
      expect(readTypedPath(path, home)).toBe(path)
    },
  )

  it.each(['results', './results', '~grace/results', '~\\results', '"results', ''])(
    '%s stays relative, for the caller to refuse',
    path => {
      expect(readTypedPath(path, home)).toBe(path)
    },
  )

  it('means the home folder of Windows by either sign', () => {
    expect(readTypedPath('~\\results', windowsHome)).toBe('C:\\Users\\ada\\results')
    expect(readTypedPath('~/results', windowsHome)).toBe('C:\\Users\\ada\\results')
    expect(readTypedPath('"D:\\run 7"', windowsHome)).toBe('D:\\run 7')
  })

  it('is explained by an example of the same computer', () => {
    expect(wholePathSentence('folder', home)).toBe(
      'Give the whole path of the folder, such as /home/ada/results. It may begin with ~ for the home folder.',
    )
    expect(wholePathSentence('zip file', windowsHome)).toContain('C:\\Users\\ada\\results\\output.zip')
    expect(wholePathSentence('folder', '/')).toContain(' /results.')
  })
})
