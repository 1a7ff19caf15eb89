import type { QueueSpot } from '../../contract/transfer-queue.ts'
import type { TransferId } from '../../contract/transfers.ts'

/** An unfinished transfer and its place: whoever has the smaller one goes first. No two places are alike. */
export type Placed = { readonly id: TransferId; readonly place: number }

/**
 * The places that change when transfers are put right before or behind another one, in the order that they have among
 * themselves: their own alone where that is at an end of the line, else those on the way. None where they are there
 * already, and where the other one is among them or not in the line.
 *
 * @param line  In order of their places.
 */
export function planMove(line: readonly Placed[], ids: readonly TransferId[], spot: QueueSpot): readonly Placed[] {
  const wanted = new Set(ids)
  const moved = line.filter(({ id }) => wanted.has(id))
  const others = line.filter(({ id }) => !wanted.has(id))
  const beside = others.findIndex(({ id }) => id === spot.beside)
  const index = spot.side === 'before' ? beside : beside + 1
  const next = [...others.slice(0, index), ...moved, ...others.slice(index)]
  if (beside < 0 || next.every(({ id }, at) => id === line[at]?.id)) return []
  const [first, last] = [line.at(0), line.at(-1)]
  if (index === 0 && first) return moved.map(({ id }, at) => ({ id, place: first.place - moved.length + at }))
  if (index === others.length && last) return moved.map(({ id }, at) => ({ id, place: last.place + 1 + at }))
  const places = line.map(({ place }) => place)
  return next.flatMap(({ id, place }, at) => {
    const given = places[at] ?? place // as many places as transfers
    return given === place ? [] : [{ id, place: given }]
  })
}
