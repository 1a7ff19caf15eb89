import { useShallow } from 'zustand/react/shallow'
import type { TransferId } from '../../../app/contract/transfers.ts'
import type { TransferStoreState } from './transfer-store.ts'
import { useTransfers } from './transfers-context.tsx'

/** Which one of how many unfinished transfers, counted from 1. */
export type QueuePosition = { readonly number: number; readonly total: number }

/** Null for a transfer that has ended. */
export function queuePositionOf({ byId, order, totals }: TransferStoreState, id: TransferId): QueuePosition | null {
  if ((byId[id]?.place ?? null) === null) return null
  return { number: order.indexOf(id) + 1, total: totals.unfinished } // unfinished ones come first in the list
}

export function useQueuePosition(id: TransferId): QueuePosition | null {
  return useTransfers(useShallow(state => queuePositionOf(state, id)))
}
