import type { Transfer, TransferGroupId, TransferId } from '../../contract/transfers.ts'

type Listed = Pick<Transfer, 'id' | 'place' | 'createdAtMs' | 'finishedAtMs'>
type Grouped = Listed & { readonly group: Pick<NonNullable<Transfer['group']>, 'id'> | null }

/** As a list shows transfers: unfinished ones in the order of the queue, then those that have ended, newest first. */
export function inListOrder<T extends Listed>(transfers: readonly T[]): readonly T[] {
  return transfers.toSorted(compare)
}

/** A row of the list: one transfer, or those that were asked for together. */
export type ListItem = {
  readonly groupId: TransferGroupId | null // null for one by itself
  readonly ids: readonly [TransferId, ...TransferId[]]
}

/**
 * The rows of the list. A group stands where its first transfer does, whatever lies between that and the others; of one
 * that has a single transfer left, that is shown by itself.
 *
 * @param transfers  In the order of the list.
 */
export function inListItems(transfers: readonly Grouped[]): readonly ListItem[] {
  const groups = Map.groupBy(transfers, ({ id, group }) => group?.id ?? id)
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return []
    const groupId = others.length > 0 ? (first.group?.id ?? null) : null
    return [{ groupId, ids: [first.id, ...others.map(({ id }) => id)] as const }]
  })
}

function compare(a: Listed, b: Listed): number {
  if (a.place !== null && b.place !== null) return a.place - b.place || compareIds(a, b)
  if (a.place !== null || b.place !== null) return a.place === null ? 1 : -1
  const later = (b.finishedAtMs ?? 0) - (a.finishedAtMs ?? 0) || b.createdAtMs - a.createdAtMs
  return later || compareIds(a, b)
}

function compareIds(a: Listed, b: Listed): number {
  return a.id < b.id ? -1 : 1
}
