import type { QueueMove } from '../../contract/transfer-queue.ts'
import type { TransferId } from '../../contract/transfers.ts'

/** An unfinished transfer and its place: whoever has the smaller one goes first. No two places are alike. */
export type Placed = { readonly id: TransferId; readonly place: number }

/**
 * The places that change when one transfer is moved: its own, and that of the one it passes. None when it is there
 * already, or is not in the line.
 *
 * @param line  In order of their places.
 */
export function planMove(line: readonly Placed[], id: TransferId, to: QueueMove): readonly Placed[] {
  const index = line.findIndex(one => one.id === id)
  const moved = line[index]
  const passed = line[neighbour[to](index, line.length)]
  if (!moved || !passed || passed === moved) return []
  if (to === 'first') return [{ id, place: passed.place - 1 }]
  if (to === 'last') return [{ id, place: passed.place + 1 }]
  return [
    { id, place: passed.place },
    { id: passed.id, place: moved.place },
  ]
}

/** Behind or before whom it goes. */
const neighbour: Readonly<Record<QueueMove, (index: number, length: number) => number>> = {
  first: () => 0,
  up: index => index - 1,
  down: index => index + 1,
  last: (_index, length) => length - 1,
}
