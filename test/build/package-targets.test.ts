import { describe, expect, it } from 'vitest'
import { updateSource } from '../../build/package-config.ts'
import { planTargets, type Machine } from '../../build/package-targets.ts'

const builder: Machine = {
  platform: 'linux',
  hasElectron: true,
  canDownload: true,
  has7zip: true,
  hasDpkgDeb: true,
  hasRpmbuild: true,
}
const buildable = (machine: Partial<Machine>) =>
  planTargets({ ...builder, ...machine })
    .filter(({ lack }) => lack === undefined)
    .map(({ name }) => name)

describe('planTargets', () => {
  it.each([
    ['linux', ['dir', 'tar.gz', 'deb', 'rpm', 'AppImage']],
    ['darwin', ['dmg', 'zip']],
    ['win32', ['nsis', 'portable']],
    ['freebsd', []],
  ] as const)('builds on %s what that system can build', (platform, names) => {
    expect(buildable({ platform })).toEqual(names)
  })

  it('builds without a network what the system has the tools for', () => {
    expect(buildable({ canDownload: false })).toEqual(['dir', 'tar.gz', 'deb'])
    expect(buildable({ canDownload: false, has7zip: false, hasDpkgDeb: false })).toEqual(['dir'])
  })

  it('says of every other target why not', () => {
    const lacks = planTargets({ ...builder, hasRpmbuild: false }).flatMap(({ name, lack }) =>
      lack ? [[name, lack]] : [],
    )
    expect(lacks).toContainEqual(['rpm', 'no rpmbuild'])
    expect(lacks).toContainEqual(['dmg', 'only on macOS'])
  })
})

describe('updateSource', () => {
  it.each([
    [{}, null],
    [
      { GITHUB_REPOSITORY: 'them/desktop' },
      { provider: 'github', owner: 'them', repo: 'desktop', releaseType: 'draft' },
    ],
    [{ UPDATE_URL: 'https://updates.invalid/' }, { provider: 'generic', url: 'https://updates.invalid/' }],
  ])('with %j is %j', (environment, source) => {
    expect(updateSource(environment)).toEqual(source)
  })
})
