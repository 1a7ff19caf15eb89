import { useEffect } from 'react'
import type { TaskId } from '../../../app/contract/tasks.ts'
import { useNotices } from './notices-context.tsx'

/** The end of a task is read once that task is open before somebody's eyes. Its page says nothing of downloads. */
export function useSeenTask(openId: TaskId | null): void {
  const { notices, markRead } = useNotices()
  useEffect(() => {
    const ofTask = (notices ?? []).filter(({ about }) => about.kind === 'task' && about.taskId === openId)
    const unread = ofTask.filter(({ isRead }) => !isRead)
    if (unread.length === 0) return undefined
    const markSeen = () => {
      if (document.hasFocus()) markRead(unread.map(({ id }) => id))
    }
    markSeen()
    window.addEventListener('focus', markSeen)
    return () => window.removeEventListener('focus', markSeen)
  }, [openId, notices, markRead])
}
