import { Fieldset, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../app/contract/app-info.ts'
import type { AppClient } from '../../../app/contract/contract.ts'
import { useMirrored } from '../../bridge/use-mirrored.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatRoundSpeed } from '../../ui/format-bytes.ts'
import { formatMinuteOfDay } from '../../ui/format-week.ts'
import { SpeedInput } from '../../ui/speed-input.tsx'
import { LimitSchedule } from './limit-schedule.tsx'
import { useChangeSettings } from './use-change-settings.ts'

type DownloadSpeedProps = Pick<Settings, 'downloadLimit' | 'limitHours'>

/** How fast downloads may be: all together, and by the hour. */
export function DownloadSpeed({ downloadLimit, limitHours }: DownloadSpeedProps) {
  const { t } = useTranslation('settings')
  return (
    <Fieldset legend={t('speed.legend')}>
      <Stack gap="sm">
        <SpeedOfAll downloadLimit={downloadLimit} />
        <LimitSchedule schedule={limitHours} canLift={downloadLimit !== null} />
        <InForce />
      </Stack>
    </Fieldset>
  )
}

function SpeedOfAll({ downloadLimit }: Pick<Settings, 'downloadLimit'>) {
  const { t } = useTranslation('settings')
  const { change, asked, problem } = useChangeSettings()
  const [typed, setTyped] = useState<{ readonly speed: number | null | undefined } | null>(null)
  const commit = () => {
    const speed = typed?.speed
    setTyped(null) // what another window sets from here on is not to be undone
    if (speed !== undefined && speed !== downloadLimit) change({ downloadLimit: speed })
  }
  return (
    <div>
      <SpeedInput
        label={t('speed.all')}
        description={t('speed.allExplanation')}
        kept={asked.downloadLimit === undefined ? downloadLimit : asked.downloadLimit}
        onChange={speed => setTyped({ speed })}
        onCommit={commit}
      />
      {problem && <FailureNotice problem={problem} />}
    </div>
  )
}

const loadLimit = (api: AppClient) => api.getDownloadLimit({})

/** What holds at this moment, as the core sees it: its clock decides. */
function InForce() {
  const { t } = useTranslation('settings')
  const { value: limit } = useMirrored('downloadLimitChanged', loadLimit)
  if (!limit) return null
  const { bytesPerSecond, hours } = limit
  const speed = bytesPerSecond === null ? t('speed.none') : formatRoundSpeed(bytesPerSecond)
  const now = hours
    ? t('speed.nowHours', { speed, time: formatMinuteOfDay(hours.toMinute) })
    : t('speed.now', { speed })
  return (
    <Text size="sm" role="status">
      {now}
    </Text>
  )
}
