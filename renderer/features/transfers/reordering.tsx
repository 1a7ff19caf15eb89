import { createContext, useContext, useState, type DragEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueSpot } from '../../../app/contract/transfer-queue.ts'
import { queueLineOf, spotBeside, type QueueRow } from './queue-line.ts'
import { useTransfers, useTransferStore } from './transfers-context.tsx'

/** A row that is being dragged in the queue, and how it gets its new place. */
type Dragged = { readonly row: QueueRow; readonly place: (spot: QueueSpot) => void }

type Reordering = { readonly dragged: Dragged | null; readonly onDrag: (dragged: Dragged | null) => void }

const ReorderingContext = createContext<Reordering>({ dragged: null, onDrag: () => undefined })

/** Lets the rows below be dragged among each other. Escape and scrolling at the edges are the browser's own. */
export function ReorderingProvider({ children }: { readonly children: ReactNode }) {
  const [dragged, onDrag] = useState<Dragged | null>(null)
  return <ReorderingContext value={{ dragged, onDrag }}>{children}</ReorderingContext>
}

/** What a row in the queue needs to be dragged and dropped on. `data-drop` says where what is dragged would come to stand. */
export function useReordering(row: QueueRow, place: Dragged['place']) {
  const { dragged, onDrag } = useContext(ReorderingContext)
  const [side, setSide] = useState<QueueSpot['side'] | null>(null)
  const store = useTransferStore()
  const takes = (): boolean =>
    dragged !== null &&
    dragged.row.within === row.within &&
    dragged.row.ids[0] !== row.ids[0] &&
    queueLineOf(store.getState(), row) !== null
  const over = (event: DragEvent<HTMLElement>): void => {
    if (!takes()) return
    event.preventDefault() // which says that it may be dropped here
    event.stopPropagation()
    event.dataTransfer.dropEffect = 'move'
    const { top, height } = event.currentTarget.getBoundingClientRect()
    setSide(event.clientY < top + height / 2 ? 'before' : 'behind')
  }
  const canMove = useTransfers(state => queueLineOf(state, row) !== null)
  const { t } = useTranslation('transfers')
  if (!canMove) return {}
  return {
    draggable: true,
    title: t(row.within === null ? 'dragInQueue' : 'dragInGroup'),
    'data-drop': dragged && side ? side : undefined,
    onDragStart(event: DragEvent<HTMLElement>) {
      event.stopPropagation() // a row within that of a group is meant alone
      event.dataTransfer.effectAllowed = 'move'
      onDrag({ row, place })
    },
    onDragEnd() {
      onDrag(null)
    },
    onDragEnter: over,
    onDragOver: over,
    onDragLeave(event: DragEvent<HTMLElement>) {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setSide(null)
    },
    onDrop(event: DragEvent<HTMLElement>) {
      const queue = store.getState()
      const line = queueLineOf(queue, row)
      const spot = line && side && takes() ? spotBeside(queue, line.blocks[line.at] ?? [], side) : null
      setSide(null)
      if (!dragged || !spot) return
      event.preventDefault()
      event.stopPropagation()
      onDrag(null)
      dragged.place(spot)
    },
  }
}
