import type { Transfer } from '../../contract/transfers.ts'
import { isAtWork } from '../transfer/is-at-work.ts'

/** Whether the computer should not go to sleep by itself now. */
export function needsAwake(
  transfers: readonly Pick<Transfer, 'state'>[],
  { keepAwake }: { keepAwake: boolean },
): boolean {
  return keepAwake && transfers.some(isAtWork)
}
