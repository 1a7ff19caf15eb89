import { Button, Group, Stack, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuietHours as Hours } from '../../../app/contract/notices.ts'
import { daysInRows } from '../../../app/domain/transfer/limit-schedule.ts'
import { formatWeekHours } from '../../ui/format-week.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { WeekHoursFields, type WeekHours } from '../../ui/week-hours-fields.tsx'
import classes from './rules.module.css'

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
  const [labelId, formId] = [useId(), useId()]
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
      <Text size="sm" fw={500} id={labelId}>
        {t('rules.quiet')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('rules.quietExplanation', { hostName })}
      </Text>
      {hours.length > 0 && (
        <ul className={classes.lines} aria-labelledby={labelId}>
          {hours.map(one => (
            <li key={JSON.stringify(one)} className={classes.line}>
              <span className={classes.hours}>{wordsOf(one)}</span>
              <IconButton
                label={t('rules.removeHours', { hours: wordsOf(one) })}
                onClick={() => change(hours.filter(other => other !== one))}
              >
                <IconTrash size={16} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <Button
        ref={addRef}
        mt={6}
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        aria-expanded={isAdding}
        aria-controls={formId}
        onClick={() => setAdding(!isAdding)}
      >
        {t('rules.addHours')}
      </Button>
      <div id={formId}>{isAdding && <HoursForm onAdd={added => change(withHours(hours, added))} />}</div>
    </div>
  )
}

function HoursForm({ onAdd }: { readonly onAdd: (hours: Hours) => void }) {
  const { t } = useTranslation('notices')
  const [hours, setHours] = useState<WeekHours | undefined>(night)
  return (
    <form
      className={classes.form}
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
