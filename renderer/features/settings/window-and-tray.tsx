import { Fieldset, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AppInfo } from '../../../app/contract/app-info.ts'
import { SettingSwitch, type SwitchSetting } from './setting-switch.tsx'
import { useSettings } from './settings-context.tsx'

/** How the program stays around without its window. Draws nothing where it is a page in somebody's browser. */
export function WindowAndTray() {
  const { t } = useTranslation('settings')
  const { app, settings } = useSettings()
  if (app?.shell !== 'electron' || settings.value === null) return null
  return (
    <Fieldset legend={t('windowAndTray')}>
      <Stack gap="sm">
        {switchesOf(app, settings.value.showTray).map(name => (
          <SettingSwitch key={name} name={name} />
        ))}
      </Stack>
    </Fieldset>
  )
}

/** On a Mac the Dock keeps a program without windows. */
function switchesOf({ platform }: AppInfo, hasTray: boolean): readonly SwitchSetting[] {
  const canStay = platform !== 'darwin' && hasTray
  return ['showTray', ...(canStay ? (['closeToTray'] as const) : []), 'askBeforeQuit', 'openAtLogin']
}
