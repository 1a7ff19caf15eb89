import { useShallow } from 'zustand/react/shallow'
import { queuePositionOf, type QueuePosition } from './queue-line.ts'
import { useReordering } from './reordering.tsx'
import { useTransfers } from './transfers-context.tsx'
import { useMoving, type Moving, type MovingOptions } from './use-moving.ts'

/** All that makes a row one of the queue: its place, and the ways to another one. */
export function useQueueRow(options: MovingOptions): Moving & {
  readonly position: QueuePosition | null // null for what has ended
  readonly reordering: ReturnType<typeof useReordering>
} {
  const { row } = options
  const moving = useMoving(options)
  const position = useTransfers(useShallow(state => queuePositionOf(state, row)))
  return { ...moving, position, reordering: useReordering(row, moving.place) }
}
