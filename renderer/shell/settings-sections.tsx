import type { SettingsSection } from '../features/settings/settings-section.ts'

/** The pages of the settings that belong to other features, in the order of their tabs. */
export function useSettingsSections(): readonly SettingsSection[] {
  return []
}
