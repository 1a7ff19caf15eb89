import { useCallback, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueMove } from '../../../app/contract/transfer-queue.ts'
import type { TransferId } from '../../../app/contract/transfers.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { formatCount } from '../../ui/format-count.ts'
import type { Problem } from '../../ui/problem.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { useTransferStore } from './transfers-context.tsx'
import { queuePositionOf } from './use-queue-position.ts'

export type Moving = {
  readonly move: (to: QueueMove) => void
  /** Alt and an arrow, anywhere in the row. */
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  readonly problem: Problem | null
}

/**
 * Gives a transfer another place in the queue. Apart from the row's other commands: those disable buttons while they are
 * under way, and the one that has the focus would lose it.
 *
 * @param announce  Says where it stands now, for those who do not see it.
 */
export function useMoving(id: TransferId, announce: (text: string) => void): Moving {
  const { run, problem } = usePerform()
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const store = useTransferStore()
  const move = useCallback(
    (to: QueueMove) =>
      run(async () => {
        const moved = await api.moveTransfer({ id, to })
        store.accept(moved)
        const position = queuePositionOf(store.getState(), id)
        if (position === null) return
        const { number, total } = position
        announce(t('moved', { title: moved.title, number: formatCount(number), total: formatCount(total) }))
      }),
    [api, store, id, run, announce, t],
  )
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const to = event.altKey ? directions[event.key] : undefined
    // Dialogs and menus of the row stand elsewhere in the page, though not in the tree of components.
    const isInRow = event.target instanceof Node && event.currentTarget.contains(event.target)
    const position = queuePositionOf(store.getState(), id)
    if (!to || !isInRow || position === null) return
    event.preventDefault()
    if (position.number !== (to === 'up' ? 1 : position.total)) move(to)
  }
  return { move, onKeyDown, problem }
}

const directions: Readonly<Record<string, 'up' | 'down'>> = { ArrowUp: 'up', ArrowDown: 'down' }
