import { describe, expect, it } from 'vitest'
import { readFetchArguments } from '../../../app/headless/fetch-arguments.ts'
import { UsageError } from '../../../app/headless/usage-error.ts'

const url = 'http://127.0.0.1/x.zip?sig=SECRET'

describe('the arguments of fetch', () => {
  it('may be few', () => {
    expect(readFetchArguments(['--url', url, '--to', 'results'], '/home/me')).toEqual({
      ...{ url: new URL(url), destination: '/home/me/results', mode: 'fetch', kind: 'files', globs: [] },
      ...{ conflicts: 'skip-identical', limit: null, pricePerGigabyteUsd: 0.12, isJson: false },
    })
  })

  it('may be many', () => {
    const options = ['--only', '*.csv', '--only', 'a/**', '--verify', '--json', '--conflicts', 'replace']
    expect(readFetchArguments(['--url', url, '--to', '/x', ...options], '/home/me')).toMatchObject({
      ...{ destination: '/x', mode: 'verify', globs: ['*.csv', 'a/**'], conflicts: 'replace', isJson: true },
    })
  })

  it.each([
    ['0', 0],
    ['0.085', 0.085],
  ])('may name a price: %s', (price, pricePerGigabyteUsd) => {
    const args = ['--url', url, '--to', '/x', '--price', price]
    expect(readFetchArguments(args, '/')).toMatchObject({ pricePerGigabyteUsd })
  })

  it.each(['', '-1', 'free', '1e3', '0,12'])('takes no price such as "%s"', price => {
    expect(() => readFetchArguments(['--url', url, '--to', '/x', `--price=${price}`], '/')).toThrow('--price takes US$')
  })

  it('may ask for the zip to be checked', () => {
    expect(readFetchArguments(['--url', url, '--to', '/x', '--zip', '--verify'], '/')).toMatchObject({
      ...{ mode: 'verify', kind: 'archive' },
    })
  })

  it.each([
    ['500000', 500_000],
    ['500K', 500_000],
    ['1.5m', 1_500_000],
    ['2G', 2_000_000_000],
  ])('take %s bytes per second for a limit', (text, limit) => {
    expect(readFetchArguments(['--url', url, '--to', '/x', '--limit', text], '/')).toMatchObject({ limit })
  })

  it.each([
    [['--to', '/x'], /^Say which archive: --url/],
    [['--url', url], /^Say where the files shall go: --to/],
    [['--url', 'ftp://127.0.0.1/x.zip?sig=SECRET', '--to', '/x'], /begins with http/],
    [['--url', 'http://a:SECRET@127.0.0.1/x.zip', '--to', '/x'], /without user name and password/],
    [['--url', url, '--to', '/x', '--quick'], /^Unknown option '--quick'/],
    [['--url', url, '--to', '/x', 'there'], /^Unexpected argument 'there'/],
    [['--url', url, '--to'], /^Option '--to <value>' argument missing/],
    [['--url', url, '--to', '/x', '--zip', '--only', '*'], /cannot be combined/],
    [['--url', url, '--to', '/x', '--only', ''], /1 to 500 characters/],
    [['--url', url, '--to', '/x', '--limit', 'slow'], /^--limit takes bytes per second/],
    [['--url', url, '--to', '/x', '--limit', '0'], /^--limit takes bytes per second/],
    [['--url', url, '--to', '/x', '--conflicts', 'perhaps'], /skip-identical, replace, keep-both, got/],
    [['--url', url, '--to', '/x', '--conflicts', 'ask'], /^Here is nobody to ask: say --conflicts skip-identical/],
  ])('are refused in one sentence without secrets: %j', (args, sentence) => {
    const read = () => readFetchArguments(args, '/')
    expect(read).toThrow(UsageError)
    expect(read).toThrow(sentence)
    expect(read).not.toThrow(/SECRET|\n/)
  })
})
