import type { QueueSpot } from '../../../app/contract/transfer-queue.ts'
import type { TransferGroupId, TransferId } from '../../../app/contract/transfers.ts'
import type { TransferStoreState } from './transfer-store.ts'

/** Something that is moved in the queue as a whole: a transfer, or all of a group. */
export type QueueRow = {
  readonly ids: readonly TransferId[]
  readonly within: TransferGroupId | null // the group whose opened row it stands in
}

/** What stands in the queue beside a row, itself among it; of each, the unfinished transfers in their order. */
export type QueueLine = { readonly blocks: readonly (readonly TransferId[])[]; readonly at: number }

export type QueueMove = 'first' | 'up' | 'down' | 'last'

/** Which one of how many, counted from 1. */
export type QueuePosition = { readonly number: number; readonly total: number }

type Queue = Pick<TransferStoreState, 'byId' | 'items' | 'order'>

/** Null for what has ended. Rows of a group stand among each other, all others among rows and whole groups. */
export function queueLineOf({ byId, items }: Queue, { ids, within }: QueueRow): QueueLine | null {
  const isWaiting = (id: TransferId) => (byId[id]?.place ?? null) !== null
  const rows = within === null ? items.map(item => item.ids) : membersOf(items, within).map(id => [id])
  const blocks = rows.map(row => row.filter(isWaiting)).filter(block => block.length > 0)
  const first = ids.find(isWaiting)
  const at = blocks.findIndex(block => first !== undefined && block.includes(first))
  return at < 0 ? null : { blocks, at }
}

export function queuePositionOf(queue: Queue, row: QueueRow): QueuePosition | null {
  const line = queueLineOf(queue, row)
  return line && { number: line.at + 1, total: line.blocks.length }
}

/** Where a move leads; null where there is nothing in that direction. */
export function spotOfMove(queue: Queue, { blocks, at }: QueueLine, to: QueueMove): QueueSpot | null {
  const isUpwards = to === 'first' || to === 'up'
  const target = { first: 0, up: at - 1, down: at + 1, last: blocks.length - 1 }[to]
  const block = target === at ? undefined : blocks[target]
  return block ? spotBeside(queue, block, isUpwards ? 'before' : 'behind') : null
}

/** Beside a row as it is seen: of a group with others between its transfers, that is where the first of them stands. */
export function spotBeside({ order }: Queue, block: readonly TransferId[], side: QueueSpot['side']): QueueSpot | null {
  const [first] = block
  if (first === undefined) return null
  if (side === 'before') return { beside: first, side }
  const start = order.indexOf(first)
  const end = order.findIndex((id, index) => index > start && !block.includes(id))
  return { beside: order[(end < 0 ? order.length : end) - 1] ?? first, side }
}

function membersOf(items: Queue['items'], group: TransferGroupId): readonly TransferId[] {
  return items.find(({ groupId }) => groupId === group)?.ids ?? []
}
