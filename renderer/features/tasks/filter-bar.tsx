import { Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskQuery } from '../../../app/contract/tasks.ts'
import { printable } from '../../../app/domain/printable.ts'
import { formatCount } from '../../ui/format-count.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import classes from './filter-bar.module.css'
import { StatusFilter } from './status-filter.tsx'
import { useTaskView } from './task-view-context.tsx'
import type { TaskCounts } from './use-task-counts.ts'

const typingPauseMs = 150

type FilterBarProps = {
  readonly query: TaskQuery
  readonly counts: TaskCounts | null
  readonly searchRef: RefObject<HTMLInputElement | null>
}

/** What the list shows: text, statuses, project. */
export function FilterBar({ query, counts, searchRef }: FilterBarProps) {
  const { t } = useTranslation('tasks')
  return (
    <div role="search" aria-label={t('filter.label')} className={classes.bar}>
      <SearchField text={query.text} searchRef={searchRef} />
      <StatusFilter query={query} counts={counts} />
      <ProjectFilter project={query.project} counts={counts} />
    </div>
  )
}

type SearchFieldProps = { readonly text: string; readonly searchRef: RefObject<HTMLInputElement | null> }

function SearchField({ text, searchRef }: SearchFieldProps) {
  const { t } = useTranslation('tasks')
  const view = useTaskView()
  // What is typed but not searched for yet; null while the field shows the filter itself, which others change too.
  const [draft, setDraft] = useState<string | null>(null)
  const typed = draft ?? text
  const search = useDebouncedCallback((next: string) => {
    view.changeQuery({ text: next })
    setDraft(null)
  }, typingPauseMs)
  const change = (next: string) => {
    setDraft(next)
    search(next)
  }
  return (
    <TextInput
      ref={searchRef}
      className={classes.search}
      size="xs"
      type="search"
      maxLength={200}
      aria-label={t('filter.search')}
      placeholder={t('filter.searchPlaceholder')}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={
        typed !== '' && (
          <IconButton label={t('filter.clearSearch')} onClick={() => change('')}>
            <IconX size={14} />
          </IconButton>
        )
      }
      value={typed}
      onChange={event => change(event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key !== 'Escape' || typed === '') return
        event.stopPropagation()
        change('')
      }}
    />
  )
}

type ProjectFilterProps = { readonly project: string | null; readonly counts: TaskCounts | null }

function ProjectFilter({ project, counts }: ProjectFilterProps) {
  const { t } = useTranslation('tasks')
  const view = useTaskView()
  const names = (counts?.projects ?? []).map(({ name, count }) => ({
    value: name,
    label: `${printable(name)} (${formatCount(count)})`,
  }))
  const missing = project !== null && !names.some(({ value }) => value === project)
  return (
    <Select
      className={classes.project}
      size="xs"
      aria-label={t('filter.project')}
      placeholder={t('filter.allProjects')}
      data={missing ? [{ value: project, label: project }, ...names] : names}
      value={project}
      searchable={names.length > 8}
      clearable
      clearButtonProps={{ 'aria-label': t('filter.allProjects') }}
      comboboxProps={{ width: 240, position: 'bottom-start' }}
      onChange={next => view.changeQuery({ project: next })}
    />
  )
}
