import { Button, Checkbox, Popover, ScrollArea } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { statusCodes, statusGroups, type TaskQuery } from '../../../app/contract/tasks.ts'
import { formatCount } from '../../ui/format-count.ts'
import classes from './filter-bar.module.css'
import { StatusIcon } from './task-status.tsx'
import { useTaskView } from './task-view-context.tsx'
import type { TaskCounts } from './use-task-counts.ts'

type StatusFilterProps = { readonly query: TaskQuery; readonly counts: TaskCounts | null }

/** Any mix of status groups and single statuses, each with the number of tasks it would show. */
export function StatusFilter({ query, counts }: StatusFilterProps) {
  const { t } = useTranslation('tasks')
  const chosen = query.groups.length + query.codes.length
  return (
    <Popover position="bottom-start" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} />} data-chosen={chosen > 0}>
          {t('filter.status')}
          {chosen > 0 && ` (${chosen})`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t('filter.status')}>
        <ScrollArea.Autosize mah="min(70vh, 560px)" type="auto" offsetScrollbars>
          <StatusChoices query={query} counts={counts} />
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}

function StatusChoices({ query, counts }: StatusFilterProps) {
  const { t } = useTranslation('tasks')
  const view = useTaskView()
  // Statuses that no task has would only make the list longer; a chosen one stays, to be taken off.
  const codes = statusCodes.filter(code => (counts?.codes[code] ?? 0) > 0 || query.codes.includes(code))
  return (
    <div className={classes.choices}>
      <fieldset>
        <legend>{t('filter.statusGroups')}</legend>
        {statusGroups.map(group => (
          <Choice
            key={group}
            label={t(`group.${group}`)}
            count={counts?.groups[group] ?? 0}
            isChosen={query.groups.includes(group)}
            onChange={() => view.changeQuery({ groups: toggled(query.groups, group) })}
          />
        ))}
      </fieldset>
      <fieldset>
        <legend>{t('filter.statusCodes')}</legend>
        {codes.map(code => (
          <Choice
            key={code}
            label={t(`code.${code}`)}
            icon={<StatusIcon code={code} />}
            count={counts?.codes[code] ?? 0}
            isChosen={query.codes.includes(code)}
            onChange={() => view.changeQuery({ codes: toggled(query.codes, code) })}
          />
        ))}
      </fieldset>
    </div>
  )
}

type ChoiceProps = {
  readonly label: string
  readonly icon?: React.ReactNode
  readonly count: number
  readonly isChosen: boolean
  readonly onChange: () => void
}

function Choice({ label, icon, count, isChosen, onChange }: ChoiceProps) {
  return (
    <div className={classes.choice}>
      <Checkbox
        checked={isChosen}
        onChange={onChange}
        label={
          <span className={classes.choiceLabel}>
            {icon}
            {label} <span className={classes.count}>{formatCount(count)}</span>
          </span>
        }
      />
    </div>
  )
}

function toggled<Value>(values: readonly Value[], value: Value): Value[] {
  return values.includes(value) ? values.filter(other => other !== value) : [...values, value]
}
