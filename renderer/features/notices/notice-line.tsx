import { UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '../../../app/contract/notices.ts'
import type { TaskId } from '../../../app/contract/tasks.ts'
import { noticeWords } from '../../../app/domain/notices/notice-words.ts'
import { formatAge, formatDateTime } from '../../ui/format-time.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useNow } from '../../ui/use-now.ts'
import { NoticeIcon } from './notice-icon.tsx'
import classes from './notices.module.css'

type NoticeLineProps = {
  readonly notice: Notice
  readonly onOpen: (taskId: TaskId) => void
  readonly onMarkRead: () => void
}

/** One end: what, how, when. Leads to its task. */
export function NoticeLine({ notice, onOpen, onMarkRead }: NoticeLineProps) {
  const { t } = useTranslation('notices')
  const { title, body } = noticeWords(notice.about)
  return (
    <li className={classes.line} data-unread={!notice.isRead || undefined}>
      <UnstyledButton className={classes.open} onClick={() => onOpen(notice.about.taskId)}>
        <NoticeIcon {...notice} />
        <span className={classes.words}>
          <span className={classes.title}>
            {!notice.isRead && <span className={classes.dot} role="img" aria-label={t('isUnread')} />}
            {title}
          </span>
          <span className={classes.body}>{body}</span>
          <Age timeMs={notice.atMs} />
        </span>
      </UnstyledButton>
      {!notice.isRead && (
        <IconButton label={t('markOne')} onClick={onMarkRead}>
          <IconCheck size={16} />
        </IconButton>
      )}
    </li>
  )
}

/** Alone draws anew as time goes on. */
function Age({ timeMs }: { readonly timeMs: number }) {
  const nowMs = useNow()
  return (
    <time className={classes.age} dateTime={new Date(timeMs).toISOString()} title={formatDateTime(timeMs, nowMs)}>
      {formatAge(timeMs, nowMs)}
    </time>
  )
}
