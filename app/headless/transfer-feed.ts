import type { Emit } from '../contract/define.ts'
import type { Transfer, transferEvents } from '../contract/transfers.ts'

/** Hands what a transfer service tells to whoever listens. */
export type TransferFeed = {
  readonly emit: Emit<typeof transferEvents>
  /** Answers the way to stop listening. */
  listen(listener: (transfer: Transfer) => void): () => void
}

export function createTransferFeed(): TransferFeed {
  const listeners = new Set<(transfer: Transfer) => void>()
  return {
    emit(_name, value) {
      if (!('state' in value)) return
      for (const listener of listeners) listener(value)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
