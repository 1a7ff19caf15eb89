import { Button, Checkbox, Group, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LimitHours } from '../../../app/contract/download-limits.ts'
import { formatLongWeekday, formatWeekday, parseMinuteOfDay } from '../../ui/format-week.ts'
import { SpeedInput } from '../../ui/speed-input.tsx'
import classes from './limit-schedule.module.css'

const weekdays = [1, 2, 3, 4, 5, 6, 7]

type LimitHoursFormProps = {
  /** There is a limit that hours without one would lift. */
  readonly canLift: boolean
  readonly isBusy: boolean
  readonly onAdd: (hours: LimitHours) => void
}

/** Asks for hours, days and a speed. Begins with working hours. */
export function LimitHoursForm({ canLift, isBusy, onAdd }: LimitHoursFormProps) {
  const { t } = useTranslation('settings')
  const [from, setFrom] = useState('08:00')
  const [to, setTo] = useState('18:00')
  const [days, setDays] = useState<string[]>(['1', '2', '3', '4', '5'])
  const [speed, setSpeed] = useState<number | null | undefined>(null)
  const hours = hoursOf(from, to, days.map(Number), speed)
  const isUseful = hours !== undefined && (hours.bytesPerSecond !== null || canLift)
  return (
    <form
      className={classes.form}
      onSubmit={event => {
        event.preventDefault()
        if (isUseful) onAdd(hours)
      }}
    >
      <Stack gap="xs">
        <Group gap="xs" grow align="flex-start">
          <TextInput
            type="time"
            label={t('hours.from')}
            value={from}
            onChange={event => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="time"
            label={t('hours.to')}
            value={to}
            onChange={event => setTo(event.currentTarget.value)}
          />
        </Group>
        <SpeedInput label={t('hours.speed')} defaultValue={null} onChange={setSpeed} />
        <Checkbox.Group label={t('hours.days')} value={days} onChange={setDays}>
          <SimpleGrid cols={4} spacing="sm" verticalSpacing="xs" mt={4}>
            {weekdays.map(day => (
              <Checkbox key={day} value={String(day)} label={formatWeekday(day)} aria-label={formatLongWeekday(day)} />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        <Group justify="flex-end">
          <Button type="submit" disabled={!isUseful} loading={isBusy}>
            {t('hours.addDo')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function hoursOf(
  from: string,
  to: string,
  days: readonly number[],
  bytesPerSecond: number | null | undefined,
): LimitHours | undefined {
  const fromMinute = parseMinuteOfDay(from)
  const toMinute = parseMinuteOfDay(to)
  if (fromMinute === undefined || toMinute === undefined || bytesPerSecond === undefined) return undefined
  if (days.length === 0) return undefined
  return { fromMinute, toMinute, days: days.toSorted((a, b) => a - b), bytesPerSecond }
}
