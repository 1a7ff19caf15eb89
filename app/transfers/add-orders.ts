import type { StartedTransfer } from '../contract/transfers.ts'
import { areEqualOrders } from '../domain/transfer/equal-orders.ts'
import { hasEnded } from '../domain/transfer/transfer-phase.ts'
import type { TransferQueue } from './transfer-queue.ts'
import type { TransferOrder } from './transfer-record.ts'

/**
 * The one way into the queue: all orders at once, but for those of which an equal one is in it already. Answers one
 * transfer for each order, in their order.
 */
export function addOrders<const Orders extends readonly TransferOrder[]>(
  queue: Pick<TransferQueue, 'add' | 'list' | 'record' | 'view'>,
  orders: Orders,
): { readonly [At in keyof Orders]: StartedTransfer } {
  const waiting = queue.list().flatMap(({ id }) => {
    const { order, phase } = queue.record(id)
    return hasEnded(phase) ? [] : [order]
  })
  const found = orders.map(order => ({ order, equal: waiting.find(known => areEqualOrders(known, order)) }))
  queue.add(...found.flatMap(({ order, equal }) => (equal ? [] : [order])))
  const started = found.map(({ order, equal }) => {
    return { ...queue.view((equal ?? order).id), wasThere: equal !== undefined }
  })
  return started as { readonly [At in keyof Orders]: StartedTransfer } // one for each
}
