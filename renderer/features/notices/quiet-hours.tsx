import { Button, Group, Stack } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuietHours as Hours } from '../../../app/contract/notices.ts'
import { daysInRows } from '../../../app/domain/transfer/limit-schedule.ts'
import { formatWeekHours } from '../../ui/format-week.ts'
import { HoursList } from '../../ui/hours-list.tsx'
import { WeekHoursFields, type WeekHours } from '../../ui/week-hours-fields.tsx'

const night: WeekHours = { fromMinute: 22 * 60, toMinute: 7 * 60, days: [1, 2, 3, 4, 5, 6, 7] }

type QuietHoursProps = {
  readonly hours: readonly Hours[]
  readonly hostName: string
  readonly onChange: (hours: readonly Hours[]) => void
}

/** Hours in which no notice comes up: what there is, and a form for more. */
export function QuietHours({ hours, hostName, onChange }: QuietHoursProps) {
  const { t } = useTranslation('notices')
  const [isAdding, setAdding] = useState(false)
  const addRef = useRef<HTMLButtonElement>(null)
  // What had the focus goes away.
  const change = (changed: readonly Hours[]) => {
    onChange(changed)
    setAdding(false)
    addRef.current?.focus()
  }
  const wordsOf = (one: Hours) =>
    formatWeekHours(daysInRows(one.days), one, { everyDay: t('rules.everyDay'), allDay: t('rules.allDay') })
  return (
    <div>
      <HoursList
        texts={{
          label: t('rules.quiet'),
          explanation: t('rules.quietExplanation', { hostName }),
          add: t('rules.addHours'),
          remove: words => t('rules.removeHours', { hours: words }),
        }}
        hours={hours.map(one => ({
          words: wordsOf(one),
          onRemove: () => change(hours.filter(other => other !== one)),
        }))}
        isAdding={isAdding}
        onAdding={setAdding}
        addRef={addRef}
      >
        <HoursForm onAdd={added => change(withHours(hours, added))} />
      </HoursList>
    </div>
  )
}

function HoursForm({ onAdd }: { readonly onAdd: (hours: Hours) => void }) {
  const { t } = useTranslation('notices')
  const [hours, setHours] = useState<WeekHours | undefined>(night)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (hours) onAdd(hours)
      }}
    >
      <Stack gap="xs">
        <WeekHoursFields
          labels={{ from: t('rules.from'), to: t('rules.to'), days: t('rules.days') }}
          hours={night}
          onChange={setHours}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={!hours}>
            {t('rules.addHoursDo')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The same hours twice say nothing more. */
function withHours(hours: readonly Hours[], added: Hours): readonly Hours[] {
  const isThere = hours.some(one => JSON.stringify(one) === JSON.stringify(added))
  return isThere ? hours : [...hours, added]
}
