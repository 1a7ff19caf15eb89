import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoticePopup } from '../../../app/contract/notices.ts'
import type { TaskId } from '../../../app/contract/tasks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { useNotices } from './notices-context.tsx'
import classes from './notices.module.css'

/** How long a notice stays on the screen, in milliseconds. The list keeps it. */
const shownMs = { finished: 8_000, failed: 30_000 } as const

type NoticeToastsProps = {
  /** The list is open and says it all. */
  readonly isListOpen: boolean
  readonly onOpenTask: (id: TaskId) => void
  readonly onDownload: (id: TaskId) => void
  readonly onShowLog: (id: TaskId) => void
  readonly onShowAll: () => void
}
type Action = NoticePopup['actions'][number]

/** Shows what the system does not show, in the window. Nothing while nobody can see it: the list keeps it as unread. */
export function NoticeToasts(props: NoticeToastsProps) {
  const { t } = useTranslation('notices')
  const bridge = useBridge()
  const { markRead } = useNotices()
  const shown = useRef(new Set<string>())
  const act = (popup: NoticePopup, action: Action): void => {
    notifications.hide(popup.id)
    const { taskId, noticeIds } = popup
    if (taskId === null) {
      props.onShowAll()
      return
    }
    markRead(noticeIds)
    const carryOut = { open: props.onOpenTask, download: props.onDownload, 'show-log': props.onShowLog }[action]
    carryOut(taskId)
  }
  const show = (popup: NoticePopup): void => {
    popup.replaces.forEach(id => notifications.hide(id))
    if (popup.shownBy === 'system' || document.hidden || props.isListOpen) return
    shown.current.add(popup.id)
    notifications.show({
      id: popup.id,
      title: popup.title,
      message: <ToastBody popup={popup} onAction={action => act(popup, action)} />,
      icon: popup.isFailure ? <IconCircleX size={18} aria-hidden /> : <IconCircleCheck size={18} aria-hidden />,
      color: popup.isFailure ? 'red.8' : 'teal.8',
      autoClose: popup.isFailure ? shownMs.failed : shownMs.finished,
      closeButtonProps: { 'aria-label': t('dismiss') },
    })
  }
  useEffect(() => {
    if (!props.isListOpen) return
    shown.current.forEach(id => notifications.hide(id))
    shown.current.clear()
  }, [props.isListOpen])
  const latest = useRef(show)
  useEffect(() => {
    latest.current = show
  })
  useEffect(() => {
    const stops = [
      bridge.on('noticeRaised', popup => latest.current(popup)),
      bridge.on('noticePopupsEnded', ({ ids }) => ids.forEach(id => notifications.hide(id))),
    ]
    return () => {
      for (const stop of stops) stop()
      notifications.clean()
    }
  }, [bridge])
  return null
}

function ToastBody({ popup, onAction }: { readonly popup: NoticePopup; readonly onAction: (action: Action) => void }) {
  const { t } = useTranslation('notices')
  const isOfSeveral = popup.taskId === null && popup.noticeIds.length > 0
  return (
    <>
      <span className={classes.toast}>{popup.body}</span>
      <span className={classes.actions}>
        {popup.actions.map(action => (
          <Button key={action} size="compact-xs" variant="subtle" onClick={() => onAction(action)}>
            {t(action)}
          </Button>
        ))}
        {isOfSeveral && (
          <Button size="compact-xs" variant="subtle" onClick={() => onAction('open')}>
            {t('openAll')}
          </Button>
        )}
      </span>
    </>
  )
}
