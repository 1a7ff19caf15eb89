import { UnstyledButton } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconFolder, IconListDetails, IconPlayerPlay } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskQuery } from '../../../app/contract/tasks.ts'
import { printable } from '../../../app/domain/printable.ts'
import { formatCount } from '../../ui/format-count.ts'
import classes from './task-navigation.module.css'
import { everything } from './task-view.ts'
import { useTaskView, useTaskViewState } from './task-view-context.tsx'
import { useTaskCounts } from './use-task-counts.ts'

const groupIcons = { active: IconPlayerPlay, finished: IconCircleCheck, failed: IconCircleX } as const
const groups = ['active', 'finished', 'failed'] as const

/** The ways into the list: all tasks, each group, each project. `onNavigate` is told after each choice. */
export function TaskNavigation({ onNavigate }: { readonly onNavigate: () => void }) {
  const { t } = useTranslation('tasks')
  const counts = useTaskCounts(everything)
  const query = useTaskViewState(state => state.query)
  const view = useTaskView()
  const show = (change: Partial<TaskQuery>) => {
    view.changeQuery({ ...everything, ...change })
    onNavigate()
  }
  return (
    <nav aria-label={t('nav.label')} className={classes.root}>
      <ul>
        <Entry
          icon={<IconListDetails size={16} />}
          label={t('nav.all')}
          count={counts?.total}
          isCurrent={query.groups.length === 0 && query.project === null && query.codes.length === 0}
          onClick={() => show({})}
        />
        {groups.map(group => {
          const GroupIcon = groupIcons[group]
          return (
            <Entry
              key={group}
              icon={<GroupIcon size={16} />}
              label={t(`group.${group}`)}
              count={counts?.groups[group] ?? (counts ? 0 : undefined)}
              isCurrent={query.groups.length === 1 && query.groups[0] === group && query.project === null}
              onClick={() => show({ groups: [group] })}
            />
          )
        })}
      </ul>
      <h2 className={classes.title}>{t('nav.projects')}</h2>
      <ul>
        {counts?.projects.length === 0 && <li className={classes.none}>{t('nav.noProjects')}</li>}
        {counts?.projects.map(({ name, count }) => (
          <Entry
            key={name}
            icon={<IconFolder size={16} />}
            label={printable(name)}
            count={count}
            isCurrent={query.project === name}
            onClick={() => show({ project: name })}
          />
        ))}
      </ul>
    </nav>
  )
}

type EntryProps = {
  readonly icon: ReactNode
  readonly label: string
  readonly count: number | undefined
  readonly isCurrent: boolean
  readonly onClick: () => void
}

function Entry({ icon, label, count, isCurrent, onClick }: EntryProps) {
  return (
    <li>
      <UnstyledButton className={classes.entry} aria-current={isCurrent ? 'page' : undefined} onClick={onClick}>
        <span aria-hidden className={classes.icon}>
          {icon}
        </span>
        <span className={classes.label} title={label}>
          {label}
        </span>
        {count !== undefined && <span className={classes.count}>{formatCount(count)}</span>}
      </UnstyledButton>
    </li>
  )
}
