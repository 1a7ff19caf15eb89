import { Button } from '@mantine/core'
import { IconCloudOff, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AppClient } from '../../../app/contract/contract.ts'
import type { TaskSync } from '../../../app/contract/tasks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { useMirrored } from '../../bridge/use-mirrored.ts'
import { formatCount } from '../../ui/format-count.ts'
import { formatAge, formatClock } from '../../ui/format-time.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useNow } from '../../ui/use-now.ts'
import { usePerform } from '../../ui/use-perform.ts'
import classes from './freshness-line.module.css'

const loadSync = (api: AppClient) => api.getTaskSync({})

/** How fresh the list is, and a way to ask now. */
export function FreshnessLine() {
  const { t } = useTranslation('tasks')
  const { api } = useBridge()
  const { value: sync, accept } = useMirrored('taskSyncChanged', loadSync)
  const { run, isBusy, problem } = usePerform()
  const refresh = () => run(() => api.refreshTasks({}).then(accept))
  if (sync === null) return null
  if (sync.state === 'failing') return <FailingLine sync={sync} isBusy={isBusy} onRetry={refresh} />
  return (
    <div className={classes.root}>
      <span>
        {problem?.message ?? <FreshText sync={sync} />}
        <HistoryProgress sync={sync} />
      </span>
      <IconButton label={t('sync.refresh')} isBusy={isBusy} onClick={refresh}>
        <IconRefresh size={16} />
      </IconButton>
    </div>
  )
}

function FreshText({ sync }: { readonly sync: TaskSync }) {
  const { t } = useTranslation('tasks')
  const nowMs = useNow()
  if (sync.state === 'starting') return t('sync.starting')
  if (sync.lastSuccessAtMs === null) return t('sync.never')
  // While it refreshes the age stays in sight: a word that came and went every few seconds would only flicker.
  return t('sync.updated', { age: formatAge(sync.lastSuccessAtMs, nowMs) })
}

function HistoryProgress({ sync: { mirroredTasks, totalTasks } }: { readonly sync: TaskSync }) {
  const { t } = useTranslation('tasks')
  if (totalTasks === null || mirroredTasks >= totalTasks) return null
  return ` · ${t('sync.history', { mirrored: formatCount(mirroredTasks), total: formatCount(totalTasks) })}`
}

type FailingLineProps = { readonly sync: TaskSync; readonly isBusy: boolean; readonly onRetry: () => void }

const unreachable: ReadonlySet<string> = new Set(['service-unreachable', 'service-slow'])

function FailingLine({ sync, isBusy, onRetry }: FailingLineProps) {
  const { t } = useTranslation('tasks')
  const clock = sync.lastSuccessAtMs === null ? null : formatClock(sync.lastSuccessAtMs)
  const isUnreachable = sync.failure === null || unreachable.has(sync.failure.code)
  const since = clock === null ? t('sync.failingNever') : t('sync.failingSince', { clock })
  const age = clock === null ? null : t('sync.shownAsOf', { clock })
  // A refused key has a banner of its own, which says all but how old the list is.
  const reason = sync.failure?.code === 'key-refused' && age !== null ? null : sync.failure?.message
  const other = [reason, age].filter(Boolean).join(' ')
  return (
    <div className={classes.root} data-failing role="status">
      <IconCloudOff size={16} aria-hidden />
      <span title={sync.failure?.message}>{isUnreachable ? since : other}</span>
      <Button size="compact-xs" variant="default" loading={isBusy} onClick={onRetry}>
        {t('sync.retry')}
      </Button>
    </div>
  )
}
