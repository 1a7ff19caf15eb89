import type { Settings } from '../../app/contract/app-info.ts'
import { usualNoticeRules } from '../../app/domain/notices/judge-notice.ts'

/** The settings of someone who changed none but the given ones. */
export function aSettings(changes: Partial<Settings> = {}): Settings {
  return {
    colorScheme: 'auto',
    downloadFolder: '/home/ana/Downloads',
    destinationTemplate: '{id}/{archive}',
    pricePerGigabyteUsd: 0.12,
    downloadLimit: null,
    limitHours: [],
    favouriteFolders: [],
    showTray: true,
    closeToTray: true,
    askBeforeQuit: true,
    openAtLogin: false,
    keepAwake: false,
    checkForUpdates: null,
    notices: usualNoticeRules,
    ...changes,
  }
}
