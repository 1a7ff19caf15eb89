import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LimitHours } from '../../../app/contract/download-limits.ts'
import { SpeedInput } from '../../ui/speed-input.tsx'
import { WeekHoursFields, type WeekHours } from '../../ui/week-hours-fields.tsx'

const workingHours: WeekHours = { fromMinute: 8 * 60, toMinute: 18 * 60, days: [1, 2, 3, 4, 5] }

type LimitHoursFormProps = {
  /** There is a limit that hours without one would lift. */
  readonly canLift: boolean
  readonly isBusy: boolean
  readonly onAdd: (hours: LimitHours) => void
}

/** Asks for hours, days and a speed. Begins with working hours. */
export function LimitHoursForm({ canLift, isBusy, onAdd }: LimitHoursFormProps) {
  const { t } = useTranslation('settings')
  const [hours, setHours] = useState<WeekHours | undefined>(workingHours)
  const [bytesPerSecond, setSpeed] = useState<number | null | undefined>(null)
  const limit = hours && bytesPerSecond !== undefined ? { ...hours, bytesPerSecond } : undefined
  const isUseful = limit !== undefined && (limit.bytesPerSecond !== null || canLift)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (isUseful) onAdd(limit)
      }}
    >
      <Stack gap="xs">
        <WeekHoursFields
          labels={{ from: t('hours.from'), to: t('hours.to'), days: t('hours.days') }}
          hours={workingHours}
          onChange={setHours}
        >
          <SpeedInput label={t('hours.speed')} kept={null} onChange={setSpeed} />
        </WeekHoursFields>
        <Group justify="flex-end">
          <Button type="submit" disabled={!isUseful} loading={isBusy}>
            {t('hours.addDo')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
