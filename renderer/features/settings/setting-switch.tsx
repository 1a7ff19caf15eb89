import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../app/contract/app-info.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import type { settingsText } from './settings-text.ts'
import { useSettings } from './settings-context.tsx'
import { useChangeSettings } from './use-change-settings.ts'

/** Settings that are on or off, each with its `switches` text. */
export type SwitchSetting = Extract<BooleanSetting, keyof (typeof settingsText)['switches']>
type BooleanSetting = { [N in keyof Settings]: Settings[N] extends boolean ? N : never }[keyof Settings]

/** A setting that is on or off. Draws nothing until the settings are known. */
export function SettingSwitch({ name }: { readonly name: SwitchSetting }) {
  const { t } = useTranslation('settings')
  const { settings } = useSettings()
  const { change, problem } = useChangeSettings()
  if (settings.value === null) return null
  return (
    <div>
      <Switch
        size="sm"
        data-holds-at-once
        label={t(`switches.${name}.label`)}
        description={t(`switches.${name}.explanation`)}
        checked={settings.value[name]}
        onChange={event => change({ [name]: event.currentTarget.checked })}
      />
      {problem && <FailureNotice problem={problem} />}
    </div>
  )
}
