import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { Transfer, TransferId } from '../../../app/contract/transfers.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { usePerform } from '../../ui/use-perform.ts'
import { isMoving, needsAttention } from './transfer-progress.ts'
import { useTransfers } from './transfers-context.tsx'
import classes from './transfers.module.css'

/** Pause, resume or clear everything at once. Each is offered while there is something it would change. */
export function AllTransferCommands() {
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const { run, isBusy, problem } = usePerform()
  const moving = useIdsOf(isMoving)
  const paused = useIdsOf(isPaused)
  const settled = useIdsOf(isSettled)
  const forEach = (ids: readonly TransferId[], command: (input: { id: TransferId }) => Promise<unknown>) => () =>
    run(() => Promise.all(ids.map(id => command({ id }))))
  return (
    <div className={classes.allCommands}>
      {problem && <FailureNotice problem={problem} />}
      {moving.length > 0 && (
        <Button size="compact-xs" variant="default" disabled={isBusy} onClick={forEach(moving, api.pauseTransfer)}>
          {t('pauseAll')}
        </Button>
      )}
      {paused.length > 0 && (
        <Button size="compact-xs" variant="default" disabled={isBusy} onClick={forEach(paused, api.resumeTransfer)}>
          {t('resumeAll')}
        </Button>
      )}
      {settled.length > 0 && (
        <Button size="compact-xs" variant="subtle" disabled={isBusy} onClick={forEach(settled, api.removeTransfer)}>
          {t('clearEnded')}
        </Button>
      )}
    </div>
  )
}

const isPaused = ({ state }: Transfer) => state === 'paused'
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
