import { SettingsDialog } from '../features/settings/settings-dialog.tsx'
import { chooseFolderHere } from './downloads.tsx'
import { useSettingsSections } from './settings-sections.tsx'

type SettingsProps = {
  readonly isOpen: boolean
  readonly startAt: string | undefined
  readonly onClose: () => void
}

/** The settings, with the sections that other features bring along. */
export function Settings(props: SettingsProps) {
  return <SettingsDialog {...props} folderBrowser={chooseFolderHere} sections={useSettingsSections()} />
}
