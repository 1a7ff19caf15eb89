import { useTranslation } from 'react-i18next'
import { formatCount } from '../../ui/format-count.ts'
import { useNotices } from './notices-context.tsx'

/** How many are unread, and the name of a button that says so. */
export function useBell(): { readonly unread: number; readonly hasFailures: boolean; readonly label: string } {
  const { t } = useTranslation('notices')
  const { state } = useNotices()
  const { unread = 0, unreadFailures = 0 } = state ?? {}
  const label = unread === 0 ? t('bell') : t('bellUnread', { count: unread, formatted: formatCount(unread) })
  return { unread, hasFailures: unreadFailures > 0, label }
}
