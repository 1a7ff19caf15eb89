import type { TransferId } from '../../contract/transfers.ts'
import { isAtWork, type TransferPhase } from './transfer-phase.ts'

/** A transfer as far as turns are concerned. */
export type Standing = {
  readonly id: TransferId
  readonly kind: TransferPhase['kind']
  readonly isBusy: boolean // holds a turn: at work, or still stopping
}

export type Turn = { readonly type: 'begin' | 'yield'; readonly id: TransferId }

/**
 * What has to change next so that the first `most` of those that want to run are the ones that do; undefined when
 * nothing has to. Ask again after carrying it out. Who runs but is not among the first yields, the last one first; who
 * is among them begins as soon as less than `most` hold a turn.
 *
 * @param transfers  In the order of the queue; also those that are paused or have ended, as they may be stopping still.
 */
export function nextTurn(transfers: readonly Standing[], most: number): Turn | undefined {
  const wanting = transfers.filter(({ kind }) => kind === 'queued' || isAtWork(kind))
  const yielding = wanting.slice(most).findLast(({ kind }) => isAtWork(kind))
  if (yielding) return { type: 'yield', id: yielding.id }
  if (transfers.filter(({ isBusy }) => isBusy).length >= most) return undefined
  const next = wanting.slice(0, most).find(({ kind, isBusy }) => kind === 'queued' && !isBusy)
  return next && { type: 'begin', id: next.id }
}
