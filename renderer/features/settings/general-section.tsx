import { SegmentedControl, Stack, Text } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../app/contract/app-info.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { useChangeSettings } from './use-change-settings.ts'
import { WindowAndTray } from './window-and-tray.tsx'

/** How the program looks, and how it stays around. */
export function GeneralSection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings')
  const { change, problem } = useChangeSettings()
  const schemeId = useId()
  return (
    <Stack gap="lg">
      {problem && <FailureNotice problem={problem} />}
      <div>
        <Text size="sm" fw={500} mb={4} id={schemeId}>
          {t('scheme.label')}
        </Text>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-labelledby={schemeId}
          data={(['light', 'dark', 'auto'] as const).map(value => ({ value, label: t(`scheme.${value}`) }))}
          value={settings.colorScheme}
          onChange={colorScheme => change({ colorScheme })}
        />
      </div>
      <WindowAndTray />
    </Stack>
  )
}
