import type { Transfer, TransferState } from '../../contract/transfers.ts'

/** Waiting for a network that may come back tomorrow is no reason to keep a computer awake. */
const atWork: readonly TransferState[] = ['reading-index', 'running', 'verifying']

/** Whether the computer should not go to sleep by itself now. */
export function needsAwake(
  transfers: readonly Pick<Transfer, 'state'>[],
  { keepAwake }: { keepAwake: boolean },
): boolean {
  return keepAwake && transfers.some(({ state }) => atWork.includes(state))
}
