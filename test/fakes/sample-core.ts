import { join } from 'node:path'
import { createCore, type Core } from '../../app/core.ts'
import { createNodePorts } from '../../app/core-node.ts'
import { openDataFolder } from '../../app/platform/data-folder.ts'
import { noDesktop } from '../../app/platform/no-desktop.ts'
import { silentLog } from './logs.ts'
import { FakeKeychain } from './session-ports.ts'

/** The whole core over real files in a folder, signed in to the sample account. End it with `dispose`. */
export async function startSampleCore(folder: string): Promise<Core> {
  const dataFolder = openDataFolder({ INDUCTIVA_DESKTOP_DATA: join(folder, 'data') })
  const appFolder = new URL('../../app/', import.meta.url)
  const ports = createNodePorts({ dataFolder, environment: { HOME: folder }, log: silentLog, appFolder })
  const core = createCore({ ...ports, keychain: new FakeKeychain(), desktop: noDesktop, entryOrigin: '', shell: 'web' })
  await core.start({ sample: true })
  return core
}
