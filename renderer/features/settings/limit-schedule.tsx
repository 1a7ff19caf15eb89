import { Box } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LimitHours, LimitSchedule as Schedule } from '../../../app/contract/download-limits.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { HoursList } from '../../ui/hours-list.tsx'
import { usePerform } from '../../ui/use-perform.ts'
import { LimitHoursForm } from './limit-hours-form.tsx'
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
  // What had the focus goes away.
  const change = (limitHours: Schedule) =>
    run(async () => {
      settings.accept(await api.updateSettings({ limitHours: [...limitHours] }))
      setAdding(false)
      addRef.current?.focus()
    })
  return (
    <div>
      <HoursList
        texts={{
          label: t('hours.label'),
          explanation: t('hours.explanation', { hostName: app?.hostName ?? '' }),
          add: t('hours.add'),
          remove: words => t('hours.remove', { hours: words }),
        }}
        hours={schedule.map(hours => ({
          words: hoursWords(t, hours),
          detail: limitWords(t, hours),
          onRemove: () => change(schedule.filter(other => other !== hours)),
        }))}
        isBusy={isBusy}
        isAdding={isAdding}
        onAdding={isOpen => {
          clear()
          setAdding(isOpen)
        }}
        addRef={addRef}
      >
        <LimitHoursForm
          canLift={canLift}
          isBusy={isBusy}
          onAdd={hours => change([...schedule, hours].toSorted(compareHours))}
        />
      </HoursList>
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
