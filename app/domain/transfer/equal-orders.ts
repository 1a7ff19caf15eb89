import type { Selection } from '../../contract/outputs.ts'
import type { TransferRequest } from '../../contract/transfers.ts'

type Wish = Omit<TransferRequest, 'destination'> & { readonly destination: string }

/**
 * Whether two orders would bring the same files to the same folder in the same way, so that one of them is enough. Another
 * way with files that are there already makes another order.
 * Both destinations are absolute, and normalized.
 */
export function areEqualOrders(one: Wish, other: Wish): boolean {
  return (
    one.taskId === other.taskId &&
    one.archive === other.archive &&
    one.kind === other.kind &&
    one.destination === other.destination &&
    one.conflicts === other.conflicts &&
    (one.kind === 'archive' || areEqualSelections(one.selection, other.selection))
  )
}

function areEqualSelections(one: Selection, other: Selection): boolean {
  return (
    haveSame(one.include, other.include) &&
    haveSame(one.exclude, other.exclude) &&
    haveSame(one.globs ?? [], other.globs ?? [])
  )
}

/** In whichever order they were ticked. */
function haveSame(one: readonly string[], other: readonly string[]): boolean {
  const known = new Set(one)
  return known.size === new Set(other).size && other.every(text => known.has(text))
}
