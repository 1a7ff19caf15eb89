import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectFolder } from '../../build/entries.ts'
import { packageConfig } from '../../build/package-config.ts'
import { decideSigning } from '../../build/signing.ts'

const forWindows = { CSC_LINK: 'certificate', CSC_KEY_PASSWORD: 'secret' }
const forMac = { ...forWindows, APPLE_API_KEY: 'key', APPLE_API_KEY_ID: 'id', APPLE_API_ISSUER: 'issuer' }

describe('decideSigning', () => {
  it.each([
    ['win32', forWindows, 'signed'],
    ['darwin', forMac, 'signed'],
    ['linux', {}, 'never-signed'],
    ['win32', {}, 'refused'],
    ['win32', { ...forWindows, CSC_LINK: '' }, 'refused'], // a secret that is not there arrives as an empty text
    ['darwin', forWindows, 'refused'], // signed, but not notarised
    ['win32', { ALLOW_UNSIGNED: 'true' }, 'unsigned'],
    ['win32', { ALLOW_UNSIGNED: 'false' }, 'refused'],
    ['darwin', { ...forMac, ALLOW_UNSIGNED: 'true' }, 'signed'],
  ] as const)('of a release for %s with %j is %s', (platform, environment, kind) => {
    expect(decideSigning({ platform, environment, isRelease: true }).kind).toBe(kind)
  })

  it('names what is missing, and the way around', () => {
    expect(decideSigning({ platform: 'darwin', environment: forWindows, isRelease: true })).toMatchObject({
      sentence: expect.stringMatching(/APPLE_API_KEY, APPLE_API_KEY_ID, APPLE_API_ISSUER not set.+ALLOW_UNSIGNED=true/),
    })
  })

  it('lets anyone build for themselves', () => {
    expect(decideSigning({ platform: 'win32', environment: {}, isRelease: false }).kind).toBe('unsigned')
  })
})

describe('packageConfig', () => {
  const configOf = (signing: 'signed' | 'unsigned' | 'never-signed') =>
    packageConfig({
      ...{ output: 'anywhere', placeholder: undefined, signing },
      environment: { UPDATE_URL: 'https://updates.invalid/' },
    })

  it('gives no address for updates to what is not signed where others are', () => {
    expect(configOf('unsigned').publish).toBeNull()
    expect(configOf('signed').publish).not.toBeNull()
    expect(configOf('never-signed').publish).not.toBeNull()
  })

  it('says who stands behind a package where that is known', () => {
    const known = { GITHUB_REPOSITORY: 'them/desktop', PACKAGE_MAINTAINER: 'Ada <ada@them.invalid>' }
    const of = (environment: NodeJS.ProcessEnv) =>
      packageConfig({ output: 'anywhere', placeholder: undefined, signing: 'signed', environment })
    expect(of(known)).toMatchObject({
      extraMetadata: { homepage: 'https://github.com/them/desktop' },
      linux: { maintainer: 'Ada <ada@them.invalid>' },
    })
    expect(of({})).not.toHaveProperty('extraMetadata')
    expect(of({})).not.toHaveProperty('linux')
  })

  it('makes no package where a certificate does not work', () => {
    expect(configOf('signed').forceCodeSigning).toBe(true)
    expect(configOf('unsigned').forceCodeSigning).toBe(false)
  })
})

describe('the release workflow', () => {
  const text = readFileSync(path.join(projectFolder, '.github', 'workflows', 'release.yml'), 'utf8')
  const steps = text.split(/\n {6}- /)
  const stepWith = (part: string) => steps.findIndex(step => step.includes(part))

  it('decides about signing before anything is built or tested', () => {
    const check = stepWith('run: node build/check-signing.ts')
    expect(check).toBeGreaterThan(0)
    for (const later of ['run: npm ci', 'run: npm run test:electron', 'run: npm run package']) {
      expect(stepWith(later)).toBeGreaterThan(check)
    }
  })

  it.each(['run: node build/check-signing.ts', 'run: npm run package'])('%s knows what decides', part => {
    const step = steps[stepWith(part)] ?? ''
    expect(step).toContain('ALLOW_UNSIGNED: ${{ vars.ALLOW_UNSIGNED }}')
    for (const name of Object.keys(forMac).filter(each => each !== 'APPLE_API_KEY')) expect(step).toContain(`${name}: `)
  })

  it('builds for people as what is given to people', () => {
    expect(steps[stepWith('run: npm run package')]).toContain('--require-electron')
  })
})
