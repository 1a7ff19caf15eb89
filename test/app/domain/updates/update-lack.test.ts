import { describe, expect, it } from 'vitest'
import { updateFailureSentence } from '../../../../app/domain/updates/update-failure.ts'
import { lackOfUpdates, type Installation } from '../../../../app/domain/updates/update-lack.ts'

const installed: Installation = {
  platform: 'win32',
  isPackaged: true,
  hasSource: true,
  packageType: null,
  isAppImage: false,
  isPortable: false,
}

describe('lackOfUpdates', () => {
  it.each<[string, Partial<Installation>, string | undefined]>([
    ['an installed Windows program', {}, undefined],
    ['a Mac program', { platform: 'darwin' }, undefined],
    ['an AppImage', { platform: 'linux', isAppImage: true }, undefined],
    ['a start from sources', { isPackaged: false }, 'from-sources'],
    ['a Debian package', { platform: 'linux', packageType: 'deb' }, 'package-manager'],
    ['an unpacked archive on Linux', { platform: 'linux' }, 'by-hand'],
    ['a portable Windows program', { isPortable: true }, 'by-hand'],
    ['a build without an address to ask', { hasSource: false }, 'no-source'],
  ])('judges %s', (_what, changes, lack) => {
    expect(lackOfUpdates({ ...installed, ...changes })).toBe(lack)
  })
})

describe('updateFailureSentence', () => {
  it('tells what was thrown away from what could not be had', () => {
    expect(updateFailureSentence('ERR_CHECKSUM_MISMATCH')).toContain('thrown away')
    expect(updateFailureSentence('ENOTFOUND')).toContain('could not be asked')
    expect(updateFailureSentence(undefined)).toContain('could not be asked')
  })
})
