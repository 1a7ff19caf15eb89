import { useCallback, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueueMove } from '../../../app/contract/transfer-queue.ts'
import type { TransferId } from '../../../app/contract/transfers.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { formatCount } from '../../ui/format-count.ts'
import { useTransferStore } from './transfers-context.tsx'
import { queuePositionOf } from './use-queue-position.ts'

export type Moving = {
  readonly move: (to: QueueMove) => void
  /** Alt and an arrow, anywhere in the row. */
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

type Options = {
  readonly run: (command: () => Promise<unknown>) => void
  /** Says where it stands now, for those who do not see it. */
  readonly announce: (text: string) => void
}

/** Gives a transfer another place in the queue. */
export function useMoving(id: TransferId, { run, announce }: Options): Moving {
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
  return { move, onKeyDown }
}

const directions: Readonly<Record<string, 'up' | 'down'>> = { ArrowUp: 'up', ArrowDown: 'down' }
