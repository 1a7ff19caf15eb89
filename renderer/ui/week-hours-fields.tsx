import { Checkbox, Group, SimpleGrid, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { formatLongWeekday, formatMinuteOfDay, formatWeekday, parseMinuteOfDay } from './format-week.ts'

export type WeekHours = { readonly fromMinute: number; readonly toMinute: number; readonly days: number[] }

const weekdays = [1, 2, 3, 4, 5, 6, 7]

type WeekHoursFieldsProps = {
  readonly labels: { readonly from: string; readonly to: string; readonly days: string }
  /** What the fields begin with. */
  readonly hours: WeekHours
  /** Undefined while what is typed is no time, or no day is chosen. */
  readonly onChange: (hours: WeekHours | undefined) => void
  /** Stands between times and days. */
  readonly children?: ReactNode
}

/** Asks for two times and the days of the week on which they hold. */
export function WeekHoursFields({ labels, hours, onChange, children }: WeekHoursFieldsProps) {
  const [typed, setTyped] = useState({
    from: formatMinuteOfDay(hours.fromMinute),
    to: formatMinuteOfDay(hours.toMinute),
    days: hours.days.map(String),
  })
  const change = (part: Partial<typeof typed>) => {
    const now = { ...typed, ...part }
    setTyped(now)
    onChange(hoursOf(now.from, now.to, now.days.map(Number)))
  }
  return (
    <>
      <Group gap="xs" grow align="flex-start">
        <TextInput
          type="time"
          label={labels.from}
          value={typed.from}
          onChange={event => change({ from: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={labels.to}
          value={typed.to}
          onChange={event => change({ to: event.currentTarget.value })}
        />
      </Group>
      {children}
      <Checkbox.Group label={labels.days} value={typed.days} onChange={days => change({ days })}>
        <SimpleGrid cols={4} spacing="sm" verticalSpacing="xs" mt={4}>
          {weekdays.map(day => (
            <Checkbox key={day} value={String(day)} label={formatWeekday(day)} aria-label={formatLongWeekday(day)} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
    </>
  )
}

function hoursOf(from: string, to: string, days: readonly number[]): WeekHours | undefined {
  const fromMinute = parseMinuteOfDay(from)
  const toMinute = parseMinuteOfDay(to)
  if (fromMinute === undefined || toMinute === undefined || days.length === 0) return undefined
  return { fromMinute, toMinute, days: days.toSorted((a, b) => a - b) }
}
