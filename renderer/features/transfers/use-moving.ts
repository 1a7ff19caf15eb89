import { useCallback, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueSpot } from '../../../app/contract/transfer-queue.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { formatCount } from '../../ui/format-count.ts'
import type { Problem } from '../../ui/problem.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { queueLineOf, queuePositionOf, spotOfMove, type QueueMove, type QueueRow } from './queue-line.ts'
import { useTransferStore } from './transfers-context.tsx'

export type Moving = {
  readonly move: (to: QueueMove) => void
  /** Anywhere in its line. */
  readonly place: (spot: QueueSpot) => void
  /** Alt and an arrow, anywhere in the row. */
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  readonly problem: Problem | null
}

export type MovingOptions = {
  readonly row: QueueRow
  readonly title: string
  /** Says where it stands now, for those who do not see it. */
  readonly announce: (text: string) => void
}

/**
 * Gives a row another place in the queue. Apart from the row's other commands: those disable buttons while they are under
 * way, and the one that has the focus would lose it.
 */
export function useMoving({ row, title, announce }: MovingOptions): Moving {
  const { run, problem } = usePerform()
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const store = useTransferStore()
  const place = useCallback(
    (spot: QueueSpot) =>
      run(async () => {
        const { transfers } = await api.moveTransfers({ ids: [...row.ids], ...spot })
        for (const transfer of transfers) store.accept(transfer)
        const position = queuePositionOf(store.getState(), row)
        if (position === null) return
        const { number, total } = position
        announce(t('moved', { title, number: formatCount(number), total: formatCount(total) }))
      }),
    [api, store, row, title, run, announce, t],
  )
  const move = (to: QueueMove): void => {
    const queue = store.getState()
    const line = queueLineOf(queue, row)
    const spot = line && spotOfMove(queue, line, to)
    if (spot) place(spot)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const to = event.altKey ? directions[event.key] : undefined
    // Dialogs and menus of the row stand elsewhere in the page, though not in the tree of components.
    const isInRow = event.target instanceof Node && event.currentTarget.contains(event.target)
    if (!to || !isInRow || queueLineOf(store.getState(), row) === null) return
    event.preventDefault()
    event.stopPropagation() // a row within that of a group is meant alone
    move(to)
  }
  return { move, place, onKeyDown, problem }
}

const directions: Readonly<Record<string, 'up' | 'down'>> = { ArrowUp: 'up', ArrowDown: 'down' }
