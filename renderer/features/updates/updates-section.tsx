import { Button, Group, Stack, Switch, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { UpdateState } from '../../../app/contract/updates.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { usePerform } from '../../ui/use-perform.ts'
import { UpdateStateText } from './update-state-text.tsx'
import { useUpdates, useVersion } from './use-updates.ts'
import { WhatsNewButton } from './whats-new-button.tsx'

/** The page of the settings about newer versions of the program. */
export function UpdatesSection() {
  const { t } = useTranslation('updates')
  const { t: tUi } = useTranslation('ui')
  const updates = useUpdates()
  const version = useVersion()
  if (updates === null || version === null) return <Text size="sm">{tUi('loading')}</Text>
  return (
    <Stack gap="md" align="flex-start">
      <Text size="sm">
        {t('version', { version })} <UpdateStateText state={updates.state} />
      </Text>
      {updates.state.kind !== 'unsupported' && <Choice {...updates} />}
      <WhatsNewButton />
    </Stack>
  )
}

type ChoiceProps = { readonly state: UpdateState; readonly wanted: boolean | null }

function Choice({ state, wanted }: ChoiceProps) {
  const { t } = useTranslation('updates')
  const { api } = useBridge()
  const { run, problem } = usePerform()
  const isReady = state.kind === 'ready'
  const isResting = state.kind === 'up-to-date' || state.kind === 'failed'
  return (
    <>
      {problem && <FailureNotice problem={problem} />}
      <Switch
        size="xs"
        label={t('check')}
        description={t('checkExplanation')}
        checked={wanted === true}
        onChange={event => {
          const checkForUpdates = event.currentTarget.checked
          run(() => api.updateSettings({ checkForUpdates }))
        }}
      />
      <Group gap="xs">
        {isReady ? (
          <Button size="xs" disabled={state.isWaiting} onClick={() => run(() => api.installUpdate({}))}>
            {t('restart')}
          </Button>
        ) : (
          <Button size="xs" variant="default" disabled={!isResting} onClick={() => run(() => api.checkForUpdates({}))}>
            {t('checkNow')}
          </Button>
        )}
      </Group>
    </>
  )
}
