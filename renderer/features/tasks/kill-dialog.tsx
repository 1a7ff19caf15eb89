import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TaskId } from '../../../app/contract/tasks.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatCount } from '../../ui/format-count.ts'
import classes from './kill-dialog.module.css'
import { KillRow } from './kill-row.tsx'
import { useTaskView, useTaskViewState } from './task-view-context.tsx'
import { useKilling, type Killing } from './use-killing.ts'

/** The contract takes no more at once. */
const killLimit = 1000

/** Asks before tasks are killed, names them, and shows each one's way to its end. */
export function KillDialog() {
  const killing = useTaskViewState(state => state.killing)
  return killing && <OpenKillDialog key={killing.join()} ids={killing} />
}

function OpenKillDialog({ ids }: { readonly ids: readonly TaskId[] }) {
  const { t } = useTranslation('tasks')
  const view = useTaskView()
  const killing = useKilling(ids)
  const count = killing.tasks?.length ?? ids.length
  const close = () => view.endKilling()
  return (
    <Dialog
      onClose={close}
      size="lg"
      title={t('kill.title', { count, formatted: formatCount(count) })}
      closeButtonProps={{ 'aria-label': t('kill.close') }}
    >
      <KillBody killing={killing} asked={ids.length} />
      <KillButtons killing={killing} onClose={close} />
    </Dialog>
  )
}

function KillBody({ killing, asked }: { readonly killing: Killing; readonly asked: number }) {
  const { t } = useTranslation('tasks')
  const { tasks, progress, problem } = killing
  if (problem) return <FailureNotice problem={problem} />
  if (tasks === null) return <EmptyState message={t('kill.finding')} />
  if (tasks.length === 0) return <EmptyState message={t('kill.nothing')} />
  const skipped = asked - tasks.length
  return (
    <div className={classes.body}>
      <p>{t('kill.explanation')}</p>
      <ul aria-label={t('kill.list')} className={classes.list} tabIndex={0}>
        {tasks.map(task => (
          <KillRow key={task.id} task={task} progress={progress.get(task.id)} />
        ))}
      </ul>
      {skipped > 0 && <p>{t('kill.skipped', { count: skipped, formatted: formatCount(skipped) })}</p>}
      {tasks.length > killLimit && <p role="alert">{t('kill.tooMany', { limit: formatCount(killLimit) })}</p>}
      <p role="status" className={classes.note}>
        <KillSummary killing={killing} />
      </p>
    </div>
  )
}

function KillSummary({ killing: { progress } }: { readonly killing: Killing }) {
  const { t } = useTranslation('tasks')
  if (progress.size === 0) return null
  const isUnderWay = [...progress.values()].some(({ state }) => state === 'asking' || state === 'requested')
  if (isUnderWay) return t('kill.closeNote')
  return t('kill.done', { count: progress.size, formatted: formatCount(progress.size) })
}

function KillButtons({ killing, onClose }: { readonly killing: Killing; readonly onClose: () => void }) {
  const { t } = useTranslation('tasks')
  const count = killing.tasks?.length ?? 0
  const isConfirmed = killing.progress.size > 0
  const canConfirm = !isConfirmed && count > 0 && count <= killLimit
  return (
    <Group justify="flex-end" mt="md">
      <Button variant="default" onClick={onClose} data-autofocus>
        {isConfirmed || count === 0 ? t('kill.close') : t('kill.cancel')}
      </Button>
      {canConfirm && (
        <Button color="red.8" onClick={killing.confirm}>
          {t('kill.confirm', { count, formatted: formatCount(count) })}
        </Button>
      )}
    </Group>
  )
}
