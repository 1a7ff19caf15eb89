import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createLocalKeys, type LocalKeysOptions } from '../../../app/platform/local-keys.ts'
import { recordingLog } from '../../fakes/logs.ts'

const folders: string[] = []
afterEach(() => folders.splice(0).forEach(folder => rmSync(folder, { recursive: true })))

function home(options: Partial<LocalKeysOptions> = {}) {
  const homeFolder = mkdtempSync(join(tmpdir(), 'local-keys-'))
  folders.push(homeFolder)
  const { log, lines } = recordingLog()
  return {
    homeFolder,
    lines,
    keys: createLocalKeys({ environment: {}, homeFolder, platform: 'linux', log, ...options }),
  }
}

describe('local keys', () => {
  it('are none on a new computer, and that is no fault', async () => {
    const { keys, lines } = home()
    expect(await keys.find()).toEqual([])
    expect(keys.suggestedBaseUrl()).toBeNull()
    expect(lines).toEqual([])
  })

  it.each([
    { platform: 'linux', folder: ['.inductiva'] },
    { platform: 'darwin', folder: ['.inductiva'] },
    { platform: 'win32', folder: ['AppData', 'inductiva'] },
  ] as const)('are read from the command line client’s file on $platform, which stays as it is', async test => {
    const { keys, homeFolder } = home({ platform: test.platform })
    const path = join(homeFolder, ...test.folder, 'api_key')
    mkdirSync(join(homeFolder, ...test.folder), { recursive: true })
    writeFileSync(path, 'file.key\n')
    expect(await keys.find()).toEqual([{ source: 'file', location: path, key: 'file.key' }])
    expect(readFileSync(path, 'utf8')).toBe('file.key\n')
  })

  it('are read from the environment, with the address it names', async () => {
    const environment = { INDUCTIVA_API_KEY: ' env.key ', INDUCTIVA_API_URL: 'http://127.0.0.1:8000' }
    const { keys } = home({ environment })
    expect(await keys.find()).toEqual([{ source: 'environment', location: 'INDUCTIVA_API_KEY', key: 'env.key' }])
    expect(keys.suggestedBaseUrl()).toBe('http://127.0.0.1:8000')
  })

  it('are not the empty ones', async () => {
    const { keys, homeFolder } = home({ environment: { INDUCTIVA_API_KEY: ' ' } })
    mkdirSync(join(homeFolder, '.inductiva'))
    writeFileSync(join(homeFolder, '.inductiva', 'api_key'), '\n')
    expect(await keys.find()).toEqual([])
  })

  it('say in the log when a file is there but cannot be read', async () => {
    const { keys, homeFolder, lines } = home()
    mkdirSync(join(homeFolder, '.inductiva', 'api_key'), { recursive: true })
    expect(await keys.find()).toEqual([])
    expect(lines).toEqual([expect.objectContaining({ level: 'error', message: 'A key file cannot be read' })])
  })
})
