import { useTranslation } from 'react-i18next'
import type { SettingsSection } from '../features/settings/settings-section.ts'
import { UpdatesSection } from '../features/updates/updates-section.tsx'
import { NoticeRules } from './notice-rules.tsx'

/** The pages of the settings that belong to other features, in the order of their tabs. */
export function useSettingsSections(): readonly SettingsSection[] {
  const { t } = useTranslation('notices')
  const { t: tUpdates } = useTranslation('updates')
  return [
    { id: 'notices', title: t('rules.section'), content: <NoticeRules /> },
    { id: 'updates', title: tUpdates('section'), content: <UpdatesSection /> },
  ]
}
