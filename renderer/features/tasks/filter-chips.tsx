import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TaskQuery } from '../../../app/contract/tasks.ts'
import classes from './filter-bar.module.css'
import { everything, isFiltered } from './task-view.ts'
import { useTaskView } from './task-view-context.tsx'

type FilterPart = { readonly key: string; readonly label: string; readonly without: Partial<TaskQuery> }

/** The parts of a filter in words, each with the query change that takes it off. */
export function useFilterParts(query: TaskQuery): readonly FilterPart[] {
  const { t } = useTranslation('tasks')
  const groups = query.groups.map(group => ({
    key: `group ${group}`,
    label: t(`group.${group}`),
    without: { groups: query.groups.filter(other => other !== group) },
  }))
  const codes = query.codes.map(code => ({
    key: `code ${code}`,
    label: t(`code.${code}`),
    without: { codes: query.codes.filter(other => other !== code) },
  }))
  const { project } = query
  const text = query.text.trim()
  return [
    ...groups,
    ...codes,
    ...(project === null
      ? []
      : [{ key: 'project', label: t('filter.projectChip', { project }), without: { project: null } }]),
    ...(text === '' ? [] : [{ key: 'text', label: t('filter.text', { text }), without: { text: '' } }]),
  ]
}

/** What filters the list, each part to be taken off by itself. Draws nothing while everything is shown. */
export function FilterChips({ query }: { readonly query: TaskQuery }) {
  const { t } = useTranslation('tasks')
  const view = useTaskView()
  const parts = useFilterParts(query)
  if (!isFiltered(query)) return null
  return (
    <ul className={classes.chips} aria-label={t('filter.chips')}>
      {parts.map(({ key, label, without }) => (
        <li key={key}>
          <button
            type="button"
            className={classes.chip}
            aria-label={t('filter.remove', { filter: label })}
            onClick={() => view.changeQuery(without)}
          >
            {label}
            <IconX size={14} aria-hidden />
          </button>
        </li>
      ))}
      <li>
        <button type="button" className={classes.clear} onClick={() => view.changeQuery(everything)}>
          {t('filter.clear')}
        </button>
      </li>
    </ul>
  )
}
