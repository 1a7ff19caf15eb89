import { Box, Button, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LimitHours, LimitSchedule as Schedule } from '../../../app/contract/download-limits.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { usePerform } from '../../ui/use-perform.ts'
import { LimitHoursForm } from './limit-hours-form.tsx'
import classes from './limit-schedule.module.css'
import { hoursWords, limitWords } from './limit-words.ts'
import { useSettings } from './settings-context.tsx'

type LimitScheduleProps = {
  readonly schedule: Schedule
  /** There is a limit that hours without one would lift. */
  readonly canLift: boolean
}

/** The hours with a limit of their own: what there is, and a form for more. */
export function LimitSchedule({ schedule, canLift }: LimitScheduleProps) {
  const { t } = useTranslation('settings')
  const { api } = useBridge()
  const { settings, app } = useSettings()
  const { run, problem, isBusy, clear } = usePerform()
  const [isAdding, setAdding] = useState(false)
  const addRef = useRef<HTMLButtonElement>(null)
  const [labelId, formId] = [useId(), useId()]
  // What had the focus goes away.
  const change = (limitHours: Schedule) =>
    run(async () => {
      settings.accept(await api.updateSettings({ limitHours: [...limitHours] }))
      setAdding(false)
      addRef.current?.focus()
    })
  return (
    <div>
      <Text size="sm" fw={500} id={labelId}>
        {t('hours.label')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('hours.explanation', { hostName: app?.hostName ?? '' })}
      </Text>
      {schedule.length > 0 && (
        <ul className={classes.lines} aria-labelledby={labelId}>
          {schedule.map(hours => (
            <li key={JSON.stringify(hours)} className={classes.line}>
              <span className={classes.hours}>{hoursWords(t, hours)}</span>
              <span className={classes.limit}>{limitWords(t, hours)}</span>
              <IconButton
                label={t('hours.remove', { hours: hoursWords(t, hours) })}
                disabled={isBusy}
                onClick={() => change(schedule.filter(other => other !== hours))}
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
        onClick={() => {
          clear()
          setAdding(!isAdding)
        }}
      >
        {t('hours.add')}
      </Button>
      <div id={formId}>
        {isAdding && (
          <LimitHoursForm
            canLift={canLift}
            isBusy={isBusy}
            onAdd={hours => change([...schedule, hours].toSorted(compareHours))}
          />
        )}
      </div>
      {problem && (
        <Box mt="xs" ref={bringIntoSight}>
          <FailureNotice problem={problem} />
        </Box>
      )}
    </div>
  )
}

/** The form above is as high as the window. */
function bringIntoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}

/** As the week goes. */
function compareHours(a: LimitHours, b: LimitHours): number {
  return Math.min(...a.days) - Math.min(...b.days) || a.fromMinute - b.fromMinute
}
