import { useCallback } from 'react'
import type { Transfer } from '../../app/contract/transfers.ts'
import { useBridge } from '../bridge/bridge-context.tsx'
import { isMoving } from '../features/transfers/transfer-progress.ts'
import type { TransferStore } from '../features/transfers/transfer-store.ts'
import { useTransferStore } from '../features/transfers/transfers-context.tsx'

/**
 * Pauses the transfer, or the group of transfers, whose row has the focus, or lets it go on. Answers null where there is
 * nothing to pause.
 */
export function useFocusedTransfer(): () => Promise<void> | null {
  const { api } = useBridge()
  const store = useTransferStore()
  return useCallback(() => {
    const ids = focusedTransfers(store).map(({ id }) => id)
    if (ids.length === 0) return null
    const command = focusedTransfers(store).some(isMoving) ? 'pause' : 'resume'
    return api.tellTransfers({ ids, command }).then(({ transfers }) => transfers.forEach(store.accept))
  }, [api, store])
}

/** Those whose row has the focus, or the row of their group, as far as they can be paused or can go on. */
export function focusedTransfers(store: TransferStore): readonly Transfer[] {
  const row = document.activeElement?.closest<HTMLElement>('[data-transfer], [data-group]')
  const { transfer, group } = row?.dataset ?? {}
  const isMeant = (one: Transfer) =>
    transfer === undefined ? group !== undefined && one.group?.id === group : one.id === transfer
  return Object.values(store.getState().byId).filter(one => isMeant(one) && (isMoving(one) || one.state === 'paused'))
}
