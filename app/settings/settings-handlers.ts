import type { AppInfo, appCalls } from '../contract/app-info.ts'
import type { Handlers } from '../contract/define.ts'
import type { downloadLimitCalls } from '../contract/download-limits.ts'
import type { DownloadLimitService } from './download-limit.ts'
import type { Desktop, Folders } from './ports.ts'
import type { SettingsService } from './settings-service.ts'

export function createSettingsHandlers(options: {
  readonly settings: SettingsService
  readonly downloadLimit: Pick<DownloadLimitService, 'current'>
  readonly folders: Folders
  readonly desktop: Desktop
  readonly info: Pick<AppInfo, 'version' | 'shell' | 'platform' | 'hostName'>
}): Handlers<typeof appCalls & typeof downloadLimitCalls> {
  const { settings, downloadLimit, folders, desktop, info } = options
  return {
    getAppInfo: () =>
      Promise.resolve({
        ...info,
        canChooseFolderNatively: desktop.canChooseFolder,
        canReveal: desktop.canReveal,
        canOpen: desktop.canOpen,
      }),
    getSettings: () => Promise.resolve(settings.current()),
    updateSettings: changes => Promise.resolve(settings.update(definedOnly(changes))),
    getDownloadLimit: () => Promise.resolve(downloadLimit.current()),
    chooseFolder: async ({ startAt }) => ({ path: await desktop.chooseFolder(startAt) }),
    chooseArchive: async () => ({ path: await desktop.chooseArchive() }),
    listFolders: ({ path }) => folders.list(path),
    createFolder: ({ parent, name }) => folders.create(parent, name),
  }
}

/** A setting given as undefined stays as it is. */
function definedOnly<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as never
}
