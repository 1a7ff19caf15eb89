import { Button } from '@mantine/core'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { Transfer, TransferId } from '../../../app/contract/transfers.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { useFocusAfter } from '../../ui/use-focus-after.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { needsAttention } from './transfer-progress.ts'
import { useTransfers, useTransferStore } from './transfers-context.tsx'
import classes from './transfers.module.css'

/**
 * Pause, resume or clear everything at once. Each is offered while there is something it would change.
 *
 * @param heading  Gets the focus when the button that had it has done all there was to do.
 */
export function AllTransferCommands({ heading }: { readonly heading: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const { run, problem } = usePerform()
  const { run: runResume, problem: resumeProblem } = usePerform() // apart: what is still stopping may be told to go on
  const store = useTransferStore()
  const { moving, paused } = useTransfers(state => state.totals)
  const settled = useIdsOf(isSettled)
  const change = async (command: Promise<{ readonly transfers: readonly Transfer[] }>) => {
    for (const transfer of (await command).transfers) store.accept(transfer)
  }
  const pauseAll = () => run(() => change(api.pauseAllTransfers({})))
  const resumeAll = () => runResume(() => change(api.resumeAllTransfers({})))
  const shownProblem = problem ?? resumeProblem
  const expectFocus = useFocusAfter(settled.length === 0, heading)
  const removeSettled = () => {
    expectFocus()
    run(() => Promise.all(settled.map(id => api.removeTransfer({ id }))))
  }
  // Never disabled while a command is under way, and the same button for pausing and resuming where there is one of the
  // two: whoever uses the keyboard stays on it.
  return (
    <div className={classes.allCommands}>
      {shownProblem && <FailureNotice problem={shownProblem} />}
      {moving > 0 && (
        <Button key="first" size="compact-xs" variant="default" onClick={pauseAll}>
          {t('pauseAll')}
        </Button>
      )}
      {paused > 0 && (
        <Button key={moving > 0 ? 'second' : 'first'} size="compact-xs" variant="default" onClick={resumeAll}>
          {t('resumeAll')}
        </Button>
      )}
      {settled.length > 0 && (
        <Button size="compact-xs" variant="subtle" onClick={removeSettled}>
          {t('clearEnded')}
        </Button>
      )}
    </div>
  )
}

/** Ended, with nothing left for the person to look into. */
const isSettled = (transfer: Transfer) =>
  (transfer.state === 'done' || transfer.state === 'cancelled') && !needsAttention(transfer)

function useIdsOf(isOne: (transfer: Transfer) => boolean): readonly TransferId[] {
  return useTransfers(
    useShallow(({ order, byId }) =>
      order.filter(id => {
        const transfer = byId[id]
        return transfer !== undefined && isOne(transfer)
      }),
    ),
  )
}
