import { useCallback } from 'react'
import type { Transfer } from '../../app/contract/transfers.ts'
import { useBridge } from '../bridge/bridge-context.tsx'
import { isMoving } from '../features/transfers/transfer-progress.ts'
import type { TransferStore } from '../features/transfers/transfer-store.ts'
import { useTransferStore } from '../features/transfers/transfers-context.tsx'

/** Pauses the transfer whose row has the focus, or lets it go on. Answers null where there is nothing to pause. */
export function useFocusedTransfer(): () => Promise<void> | null {
  const { api } = useBridge()
  const store = useTransferStore()
  return useCallback(() => {
    const transfer = focusedTransfer(store)
    if (!transfer) return null
    const { id } = transfer
    return (isMoving(transfer) ? api.pauseTransfer({ id }) : api.resumeTransfer({ id })).then(store.accept)
  }, [api, store])
}

/** The one whose row has the focus, if it can be paused or can go on. */
export function focusedTransfer(store: TransferStore): Transfer | undefined {
  const row = document.activeElement?.closest<HTMLElement>('[data-transfer]')
  const transfer = Object.values(store.getState().byId).find(({ id }) => id === row?.dataset['transfer'])
  return transfer && (isMoving(transfer) || transfer.state === 'paused') ? transfer : undefined
}
