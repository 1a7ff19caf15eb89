import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../domain/log.ts'
import type { LocalKey, LocalKeys } from '../session/ports.ts'

export type LocalKeysOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly homeFolder: string
  readonly platform: NodeJS.Platform
  readonly log: Log
}

/** Keys of the vendor's command line client: the environment first, as that client does, then its key file. */
export function createLocalKeys(options: LocalKeysOptions): LocalKeys {
  const { environment } = options
  return {
    async find() {
      const found = [keyOfEnvironment(environment), await keyOfFile(options)]
      return found.filter(key => key !== null)
    },
    suggestedBaseUrl: () => environment['INDUCTIVA_API_URL']?.trim() || null,
  }
}

function keyOfEnvironment(environment: LocalKeysOptions['environment']): LocalKey | null {
  const key = environment['INDUCTIVA_API_KEY']?.trim()
  return key ? { source: 'environment', location: 'INDUCTIVA_API_KEY', key } : null
}

async function keyOfFile({ homeFolder, platform, log }: LocalKeysOptions): Promise<LocalKey | null> {
  const folder = platform === 'win32' ? ['AppData', 'inductiva'] : ['.inductiva']
  const location = join(homeFolder, ...folder, 'api_key')
  try {
    const key = (await readFile(location, 'utf8')).trim()
    return key ? { source: 'file', location, key } : null
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      log.error('A key file cannot be read', error)
    return null
  }
}
