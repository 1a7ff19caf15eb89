import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Check, FindingKind } from '../../../app/contract/checks.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { problemOf, type Problem } from '../../ui/problem.ts'
import { CheckConfirm } from './check-confirm.tsx'
import { CheckProgress } from './check-progress.tsx'
import { CheckResult } from './check-result.tsx'
import { useCheck, type BeginCheck } from './use-check.ts'

type CheckDialogProps = {
  /** What is checked, for people. */
  readonly title: string
  readonly kind: Check['kind']
  /** Keep the reference: another function begins another check. */
  readonly begin: BeginCheck
  readonly onClose: () => void
  /** What differs is being fetched. */
  readonly onFetching?: () => void
}

/** Compares what is on this disk with an archive, shows what differs, and fetches it where that is wanted. */
export function CheckDialog({ title, kind, begin, onClose, onFetching }: CheckDialogProps) {
  const { t } = useTranslation('transfers')
  const { t: tUi } = useTranslation('ui')
  const { check, error, again } = useCheck(begin)
  const [wanted, setWanted] = useState<readonly FindingKind[] | null>(null)
  const isRunning = check !== null && ['queued', 'reading-index', 'running'].includes(check.state)
  const isConfirming = check !== null && wanted !== null
  return (
    <Dialog
      size="xl"
      closeOnEscape={!isRunning} // a slip would throw away what took minutes to read
      closeOnClickOutside={!isRunning}
      withCloseButton={!isRunning}
      onClose={onClose}
      title={isConfirming ? t('check.confirm.title') : t(`check.title.${kind}`, { title })}
      closeButtonProps={{ 'aria-label': t('check.close') }}
    >
      {content()}
    </Dialog>
  )

  function content() {
    if (check === null && error !== null) {
      return <CheckFailure problem={problemOf(error, tUi('unexpected'))} again={again} onClose={onClose} />
    }
    if (check === null) return <EmptyState message={t('check.starting')} />
    if (isRunning) return <CheckProgress check={check} onStop={onClose} />
    if (check.failure) return <CheckFailure problem={check.failure} again={again} onClose={onClose} />
    if (wanted !== null) {
      const onStarted = () => {
        onClose()
        onFetching?.()
      }
      return <CheckConfirm check={check} kinds={wanted} onBack={() => setWanted(null)} onStarted={onStarted} />
    }
    return <CheckResult check={check} onAgain={again} onFetch={setWanted} onClose={onClose} />
  }
}

type CheckFailureProps = { readonly problem: Problem; readonly again: () => void; readonly onClose: () => void }

function CheckFailure({ problem, again, onClose }: CheckFailureProps) {
  const { t } = useTranslation('transfers')
  return (
    <Stack gap="sm">
      <FailureNotice problem={problem} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('check.close')}
        </Button>
        <Button onClick={again}>{t('check.again')}</Button>
      </Group>
    </Stack>
  )
}
