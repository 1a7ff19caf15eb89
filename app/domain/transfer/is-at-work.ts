import type { Transfer, TransferState } from '../../contract/transfers.ts'

/** Waiting for a network that may come back tomorrow is not work. */
const atWork: readonly TransferState[] = ['reading-index', 'running', 'verifying']

/** Whether a transfer fetches or checks something at this moment. */
export function isAtWork({ state }: Pick<Transfer, 'state'>): boolean {
  return atWork.includes(state)
}
