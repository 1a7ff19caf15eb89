import { useTranslation } from 'react-i18next'
import type { SettingsSection } from '../features/settings/settings-section.ts'
import { UpdatesSection } from '../features/updates/updates-section.tsx'

/** The pages of the settings that belong to other features, in the order of their tabs. */
export function useSettingsSections(): readonly SettingsSection[] {
  const { t } = useTranslation('updates')
  return [{ id: 'updates', title: t('section'), content: <UpdatesSection /> }]
}
