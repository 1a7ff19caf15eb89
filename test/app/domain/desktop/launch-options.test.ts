import { describe, expect, it } from 'vitest'
import { readLaunchOptions } from '../../../../app/domain/desktop/launch-options.ts'

const nothing = { isSample: false, isHidden: false, hasDevTools: false, link: undefined }

describe('readLaunchOptions', () => {
  it.each([
    ['nothing', [], nothing],
    ['the program and its folder', ['/opt/electron', '/home/me/inductiva-desktop'], nothing],
    ['the sample account', ['/opt/app', '--sample'], { ...nothing, isSample: true }],
    ['no window', ['/opt/app', '--hidden'], { ...nothing, isHidden: true }],
    ['the developer tools', ['/opt/app', '--devtools'], { ...nothing, hasDevTools: true }],
    ['a link', ['/opt/app', 'inductiva-desktop://task/a'], { ...nothing, link: 'inductiva-desktop://task/a' }],
    ['a link in capitals, to be refused later', ['Inductiva-Desktop:x'], { ...nothing, link: 'Inductiva-Desktop:x' }],
    ['switches that Chromium adds', ['--allow-file-access', '--sample', '--lang=de'], { ...nothing, isSample: true }],
    [
      'two links: the first',
      ['inductiva-desktop:a', 'inductiva-desktop:b'],
      { ...nothing, link: 'inductiva-desktop:a' },
    ],
    ['words that only begin alike', ['--samples', '--hidden=1', 'inductiva-desktop'], nothing],
  ])('reads %s', (_what, args, expected) => {
    expect(readLaunchOptions(args)).toEqual(expected)
  })
})
