import { readFileSync } from 'node:fs'
import { availableParallelism, homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { createPutAsideNews, type PutAside } from './core-damage.ts'
import type { CorePorts } from './core.ts'
import type { Log } from './domain/log.ts'
import { countUnpackers } from './domain/transfer/count-unpackers.ts'
import { systemClock } from './platform/clock.ts'
import type { DataFolder } from './platform/data-folder.ts'
import { accountMigrations } from './platform/database/account-migrations.ts'
import type { Migration } from './platform/database/database.ts'
import { openOwnDatabase } from './platform/database/open-own-database.ts'
import { settingsMigrations } from './platform/database/settings-migrations.ts'
import { transferDisk } from './platform/disk.ts'
import { environmentSecrets } from './platform/environment-secrets.ts'
import { createFolder, listFolders } from './platform/folders.ts'
import { createBulkTransport } from './platform/bulk-http.ts'
import { createDispatcher } from './platform/http.ts'
import { createIndexStore } from './platform/index-store.ts'
import { createKeychain } from './platform/keychain.ts'
import { createLocalKeys } from './platform/local-keys.ts'
import type { RedactingLog } from './platform/log.ts'
import { systemLocalTime } from './platform/local-time.ts'
import { createProxyRoutes, type ResolveProxy } from './platform/proxy-routes.ts'
import { createLocalObjectSource } from './platform/local-object-source.ts'
import { createSettingsStore } from './platform/settings-store.ts'
import { createProfileStore } from './platform/profile-store.ts'
import { createSampleThread } from './platform/sample-thread.ts'
import { textFiles } from './platform/text-files.ts'
import { createSpawnWorker } from './platform/workers.ts'

export type NodePortsOptions = {
  readonly dataFolder: DataFolder
  readonly environment: NodeJS.ProcessEnv
  readonly log: RedactingLog
  /** Where this file lies: `app/` when run from sources, `dist/app/` when built. Ends in "/". */
  readonly appFolder: URL
  /** Asks the system for the proxies of an address; left out where there is nobody to ask. */
  readonly resolveProxy?: ResolveProxy
}

/** The core's edges as far as they are the same in every shell: Node's own and the operating system's. */
export function createNodePorts(options: NodePortsOptions): Omit<CorePorts, 'desktop' | 'entryOrigin' | 'shell'> {
  const { dataFolder, environment, log, appFolder, resolveProxy } = options
  const putAside = createPutAsideNews()
  const openOwn = createOwnDatabases({ log, tell: putAside.tell })
  const settingsDatabase = openOwn('settings', dataFolder.settingsFile, settingsMigrations)
  const values = createSettingsStore(settingsDatabase)
  const nowMs = () => systemClock.monotonicMs()
  const routes = resolveProxy && createProxyRoutes({ resolve: resolveProxy, log, nowMs })
  const dispatcher = createDispatcher(environment, { routes })
  const bulk = createBulkTransport(environment, { routes })
  const version = readVersion(appFolder)
  const spawnWorker = createSpawnWorker(appFolder, import.meta.url.endsWith('.ts') ? '.ts' : '.js')
  const sample = createSampleThread({ spawnWorker, log })
  for (const secret of environmentSecrets(environment)) log.hide(secret)
  return {
    clock: systemClock,
    localTimeAt: systemLocalTime,
    log,
    dispatcher,
    bulk,
    userAgent: `InductivaDesktop/${version}`,
    spawnWorker,
    openLocalSource: createLocalObjectSource,
    homeFolder: homedir(),
    disk: transferDisk,
    unpackers: countUnpackers(availableParallelism()),
    textFiles,
    openDatabase: profileId => openOwn('account', dataFolder.accountFile(profileId), accountMigrations),
    onPutAside: putAside.listen,
    openIndexStore: profileId => createIndexStore({ folder: dataFolder.indexFolder(profileId), log }),
    keychain: createKeychain({ log, spawnWorker }),
    localKeys: createLocalKeys({ environment, homeFolder: homedir(), platform: process.platform, log }),
    accounts: createProfileStore(values),
    hideKey: key => log.hide(key),
    startSample: () => sample.start(),
    values,
    folders: { list: listFolders, create: createFolder },
    updates: 'web-shell', // a program that is installed hands in its own
    version,
    platform: process.platform,
    hostName: hostname(),
    defaultDownloadFolder: join(homedir(), 'Downloads'),
    async closePorts() {
      await sample.close()
      bulk.close()
      await dispatcher.destroy()
      settingsDatabase.close()
    },
  }
}

/** One that is opened a second time was left because of what is in it, or long ago: it is looked at more closely. */
function createOwnDatabases({ log, tell }: { readonly log: Log; readonly tell: (news: PutAside) => void }) {
  const opened = new Set<string>()
  return (what: PutAside['what'], path: string, migrations: readonly Migration[]) => {
    const onPutAside = (lies: string): void => {
      log.warn('A damaged database was put aside', { what, path: lies })
      tell({ what, path: lies })
    }
    const isSuspect = opened.has(path)
    opened.add(path)
    return openOwnDatabase({ path, migrations, isSuspect, onPutAside, nowMs: () => systemClock.nowMs() })
  }
}

/** Sources and build lie at different depths below `package.json`. */
function readVersion(appFolder: URL): string {
  const candidates = ['../package.json', '../../package.json'].map(path => new URL(path, appFolder))
  for (const file of candidates) {
    try {
      return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
  throw new Error(`No package.json above ${appFolder.href}`)
}
