import { Button, Drawer, SegmentedControl } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '../../../app/contract/notices.ts'
import type { TaskId } from '../../../app/contract/tasks.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { problemOf } from '../../ui/problem.ts'
import { MuteBar } from './mute-bar.tsx'
import { NoticeLine } from './notice-line.tsx'
import { useNotices } from './notices-context.tsx'
import classes from './notices.module.css'

type NoticesPanelProps = {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onOpenTask: (id: TaskId) => void
  readonly onOpenSettings: () => void
}

/** What has ended lately, at the side of the window. */
export function NoticesPanel({ isOpen, onClose, ...content }: NoticesPanelProps) {
  const { t } = useTranslation('notices')
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={420}
      title={t('title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      classNames={{ body: classes.panel, content: classes.drawer }}
    >
      <NoticesContent {...content} />
    </Drawer>
  )
}

const filters = ['all', 'unread', 'failed'] as const
type Filter = (typeof filters)[number]

const passes: Readonly<Record<Filter, (notice: Notice) => boolean>> = {
  all: () => true,
  unread: notice => !notice.isRead,
  failed: notice => notice.isFailure,
}
const emptyWords = { all: 'empty', unread: 'emptyUnread', failed: 'emptyFailed' } as const

function NoticesContent({ onOpenTask, onOpenSettings }: Omit<NoticesPanelProps, 'isOpen' | 'onClose'>) {
  const { t } = useTranslation('notices')
  const { state, markRead } = useNotices()
  const [filter, setFilter] = useState<Filter>('all')
  return (
    <>
      <div className={classes.head}>
        <SegmentedControl
          size="xs"
          data-holds-at-once
          aria-label={t('filter')}
          data={filters.map(value => ({ value, label: t(value) }))}
          value={filter}
          onChange={setFilter}
        />
        <Button
          size="compact-xs"
          variant="subtle"
          disabled={!state || state.unread === 0}
          onClick={() => markRead(null)}
        >
          {t('markAll')}
        </Button>
      </div>
      <List filter={filter} onShowAll={() => setFilter('all')} onOpenTask={onOpenTask} />
      <div className={classes.foot}>
        <MuteBar />
        <Button size="compact-xs" variant="subtle" onClick={onOpenSettings}>
          {t('settings')}
        </Button>
      </div>
    </>
  )
}

type ListProps = {
  readonly filter: Filter
  readonly onShowAll: () => void
  readonly onOpenTask: (id: TaskId) => void
}

function List({ filter, onShowAll, onOpenTask }: ListProps) {
  const { t } = useTranslation('notices')
  const { t: tUi } = useTranslation('ui')
  const { notices, error, reload, markRead } = useNotices()
  if (notices === null && error !== null) {
    return <FailureNotice problem={problemOf(error, tUi('unexpected'))} remedies={{ retry: reload }} />
  }
  if (notices === null) return <EmptyState message={t('loading')} />
  const shown = notices.filter(passes[filter])
  if (shown.length === 0) {
    const isNarrowed = filter !== 'all' && notices.length > 0
    return (
      <EmptyState
        icon={<IconBell size={32} />}
        message={t(notices.length === 0 ? 'empty' : emptyWords[filter])}
        action={
          isNarrowed && (
            <Button size="xs" variant="default" onClick={onShowAll}>
              {t('showAll')}
            </Button>
          )
        }
      />
    )
  }
  return (
    <ul className={classes.list} aria-label={t('list')} tabIndex={0}>
      {shown.map(notice => (
        <NoticeLine
          key={notice.id}
          notice={notice}
          onMarkRead={() => markRead([notice.id])}
          onOpen={id => {
            markRead([notice.id])
            onOpenTask(id)
          }}
        />
      ))}
    </ul>
  )
}
