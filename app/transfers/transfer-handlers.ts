import type { Handlers } from '../contract/define.ts'
import type { transferQueueCalls } from '../contract/transfer-queue.ts'
import type { transferCalls, TransferId } from '../contract/transfers.ts'
import type { TransferService } from './transfer-service.ts'

/** What only a desktop can do; a shell without one fails with `unsupported-here`. */
export interface TransferDesktop {
  reveal(path: string): Promise<void>
  open(path: string): Promise<void>
  /** Goes on with a drag that has begun in the page. */
  drag(path: string): Promise<void>
}

/** @param current The transfers of whoever is signed in; fails when nobody is. */
export function createTransferHandlers(
  current: () => TransferService,
  desktop: TransferDesktop,
): Handlers<typeof transferCalls & typeof transferQueueCalls> {
  const afterwards = async (work: Promise<void>): Promise<Record<string, never>> => {
    await work
    return {}
  }
  const inPromise = <T>(work: () => T): Promise<T> => new Promise(resolve => resolve(work()))
  const placeOf = (id: TransferId): string => current().placeOf(id)
  return {
    listTransfers: () => inPromise(() => ({ transfers: [...current().list()] })),
    forecastTransfer: async request => current().forecast(request),
    getTransferRequest: ({ id }) => inPromise(() => current().request(id)),
    startTransfer: async request => current().start(request),
    pauseTransfer: async ({ id }) => current().pause(id),
    resumeTransfer: async ({ id }) => current().resume(id),
    cancelTransfer: async ({ id }) => current().cancel(id),
    retryTransfer: async ({ id }) => current().retry(id),
    removeTransfer: async ({ id }) => afterwards(current().remove(id)),
    moveTransfers: ({ ids, ...spot }) => inPromise(() => ({ transfers: [...current().move(ids, spot)] })),
    tellTransfers: async ({ ids, command }) => ({ transfers: [...(await current().tell(ids, command))] }),
    setTransferLimit: ({ id, bytesPerSecond }) => inPromise(() => current().limit(id, bytesPerSecond)),
    pauseAllTransfers: async () => ({ transfers: [...(await current().pauseAll())] }),
    resumeAllTransfers: () => inPromise(() => ({ transfers: [...current().resumeAll()] })),
    listTransferNotes: ({ id, offset, limit }) => inPromise(() => current().notes(id, { offset, limit })),
    revealTransfer: async ({ id }) => afterwards(desktop.reveal(placeOf(id))),
    dragTransfer: async ({ id }) => afterwards(desktop.drag(current().wholePlaceOf(id))),
    openTransfer: async ({ id }) => afterwards(desktop.open(placeOf(id))),
  }
}
