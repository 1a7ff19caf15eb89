import { useDocumentTitle } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { everything } from '../features/tasks/task-view.ts'
import { useTaskCounts } from '../features/tasks/use-task-counts.ts'
import { useTransfers } from '../features/transfers/transfers-context.tsx'
import { formatCount } from '../ui/format-count.ts'

/** Keeps the window's title telling what goes on: it is all that one sees of a window in the background. */
export function useWindowTitle(): void {
  const { t } = useTranslation('shell')
  const active = useTaskCounts(everything)?.groups.active ?? 0
  const percent = useTransfers(({ totals }) =>
    totals.moving > 0 && totals.fraction !== null ? Math.floor(totals.fraction * 100) : null,
  )
  const status = [
    percent !== null && t('title.percent', { percent }),
    active > 0 && t('title.active', { count: active, formatted: formatCount(active) }),
  ].filter(word => word !== false)
  useDocumentTitle(status.length === 0 ? t('title.plain') : t('title.with', { status: status.join(' · ') }))
}
