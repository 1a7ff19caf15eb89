import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findElectronBinary } from '../../build/electron-binary.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'electron-binary-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe.runIf(process.platform === 'linux')('findElectronBinary', () => {
  it('answers the binary of the folder that was asked for', () => {
    writeFileSync(join(folder, 'electron'), '')
    expect(findElectronBinary({ ELECTRON_OVERRIDE_DIST_PATH: folder })).toBe(join(folder, 'electron'))
  })

  it('answers undefined where there is none', () => {
    expect(findElectronBinary({ ELECTRON_OVERRIDE_DIST_PATH: folder })).toBeUndefined()
  })
})
