import { useEffect } from 'react'
import type { TaskId } from '../../../app/contract/tasks.ts'
import { useNotices } from './notices-context.tsx'

/** What is told of a task is read once that task is open before somebody's eyes. */
export function useSeenTask(openId: TaskId | null): void {
  const { notices, markRead } = useNotices()
  useEffect(() => {
    const unread = (notices ?? []).filter(({ isRead, about }) => !isRead && about.taskId === openId)
    if (unread.length === 0) return undefined
    const markSeen = () => {
      if (document.hasFocus()) markRead(unread.map(({ id }) => id))
    }
    markSeen()
    window.addEventListener('focus', markSeen)
    return () => window.removeEventListener('focus', markSeen)
  }, [openId, notices, markRead])
}
