import { useTranslation } from 'react-i18next'
import { RulesSection } from '../features/notices/rules-section.tsx'
import { useSettings } from '../features/settings/settings-context.tsx'
import { useChangeSettings } from '../features/settings/use-change-settings.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'

/** The settings of notices, in the words that lists of tasks have for a status. */
export function NoticeRules() {
  const { t } = useTranslation('tasks')
  const { settings, app } = useSettings()
  const { change, asked, problem } = useChangeSettings()
  if (!settings.value) return null
  return (
    <>
      {problem && <FailureNotice problem={problem} />}
      <RulesSection
        rules={asked.notices ?? settings.value.notices}
        hostName={app?.hostName ?? ''}
        wordOf={code => t(`code.${code}`)}
        onChange={notices => change({ notices })}
      />
    </>
  )
}
