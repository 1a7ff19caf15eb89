import { createStore, type StoreApi } from 'zustand/vanilla'
import type { StartedTransfer, Transfer, TransferId } from '../../../app/contract/transfers.ts'
import { inListItems, inListOrder, type ListItem } from '../../../app/domain/transfer/list-order.ts'
import { nextRound, noRound, type ProgressRound } from '../../../app/domain/transfer/total-progress.ts'
import type { Bridge } from '../../bridge/bridge.ts'
import { nextTimeLeft, type TimeLeft } from './time-left.ts'
import { sumTransfers, type TransferTotals } from './transfer-progress.ts'

export type TransferStoreState = {
  readonly byId: Readonly<Record<TransferId, Transfer>>
  readonly order: readonly TransferId[] // the queue, then what has ended, newest first
  readonly items: readonly ListItem[] // the rows of the list, in its order
  /** Rough times, each walking towards the newest estimate. */
  readonly timeLeft: Readonly<Record<TransferId, TimeLeft>>
  readonly round: ProgressRound
  readonly totals: TransferTotals
  readonly totalTimeLeft: TimeLeft | undefined // of all that moves together
  /** What was asked for last and is pointed at instead, as it was in the list before. */
  readonly pointedAt: readonly TransferId[]
  readonly isKnown: boolean // false until the first list has come
  readonly problem: unknown // why the list could not be had; null when it could
}

export type TransferStore = StoreApi<TransferStoreState> & {
  /** Listens, then asks for the list. Answers a function that stops listening. */
  readonly connect: () => () => void
  /** Takes what a command answered with, unless something newer is here. */
  readonly accept: (transfer: Transfer) => void
  /** Takes what asking for transfers led to, and points at those that were there already. */
  readonly acceptStarted: (started: readonly StartedTransfer[]) => void
  readonly stopPointing: () => void
}

type Listed = Pick<TransferStoreState, 'byId' | 'order' | 'timeLeft'>

const nothing: TransferStoreState = {
  byId: {},
  order: [],
  items: [],
  timeLeft: {},
  round: noRound,
  totals: sumTransfers([], noRound),
  totalTimeLeft: undefined,
  pointedAt: [],
  isKnown: false,
  problem: null,
}

/** Mirrors the transfers of the account. Older revisions than those here are dropped, whichever way they come. */
export function createTransferStore(
  bridge: Pick<Bridge, 'on'> & { api: Pick<Bridge['api'], 'listTransfers'> },
): TransferStore {
  const store = createStore<TransferStoreState>(() => nothing)
  const change = (next: (listed: Listed) => Listed): void => store.setState(state => withTotals(state, next(state)))
  const accept = (transfer: Transfer): void => change(listed => withTransfer(listed, transfer))

  const connect = (): (() => void) => {
    const heard = new Set<TransferId>() // since listening: newer than a list that is still on its way
    const stops = [
      bridge.on('transferChanged', transfer => {
        heard.add(transfer.id)
        accept(transfer)
      }),
      bridge.on('transferRemoved', ({ id }) => {
        heard.add(id)
        change(listed => withoutTransfer(listed, id))
      }),
    ]
    let isConnected = true
    bridge.api.listTransfers({}).then(
      ({ transfers }) => {
        if (!isConnected) return
        change(listed => withSnapshot(listed, transfers, heard))
        store.setState({ isKnown: true, problem: null })
      },
      (problem: unknown) => {
        if (isConnected) store.setState({ problem })
      },
    )
    return () => {
      isConnected = false
      for (const stop of stops) stop()
    }
  }
  const acceptStarted = (started: readonly StartedTransfer[]): void => {
    for (const { wasThere: _, ...transfer } of started) accept(transfer)
    store.setState({ pointedAt: started.filter(({ wasThere }) => wasThere).map(({ id }) => id) })
  }
  const stopPointing = (): void => store.setState({ pointedAt: [] })
  return { ...store, connect, accept, acceptStarted, stopPointing }
}

function withTotals(state: TransferStoreState, listed: Listed): Partial<TransferStoreState> {
  if (listed.byId === state.byId) return listed
  const transfers = Object.values(listed.byId)
  const round = nextRound(state.round, transfers)
  const totals = sumTransfers(transfers, round)
  const items = listed.order === state.order ? state.items : itemsOf(listed)
  return { ...listed, items, round, totals, totalTimeLeft: nextTimeLeft(state.totalTimeLeft, totals.secondsLeft) }
}

/** What group a transfer is of never changes: the rows change with the order alone. */
function itemsOf({ order, byId }: Listed): readonly ListItem[] {
  return inListItems(order.flatMap(id => byId[id] ?? []))
}

function withTransfer(state: Listed, transfer: Transfer): Listed {
  const known = state.byId[transfer.id]
  if (known && known.revision >= transfer.revision) return state
  const byId: Listed['byId'] = { ...state.byId, [transfer.id]: transfer }
  const isMoved = known?.place !== transfer.place || known.finishedAtMs !== transfer.finishedAtMs
  return {
    byId,
    order: isMoved ? inListOrder(Object.values(byId)).map(({ id }) => id) : state.order,
    timeLeft: withTimeLeft(state.timeLeft, transfer),
  }
}

/**
 * The list replaces what is here, except what was heard of since it was asked for. Revisions are not compared with
 * those from before a lost connection: a core that was killed goes on from its last checkpoint.
 */
function withSnapshot(state: Listed, transfers: readonly Transfer[], heard: ReadonlySet<TransferId>): Listed {
  const outdated = state.order.filter(id => !heard.has(id))
  const kept = outdated.reduce(withoutTransfer, state)
  const present = transfers.filter(({ id }) => !heard.has(id) || kept.byId[id] !== undefined)
  return present.reduce(withTransfer, kept)
}

function withoutTransfer(state: Listed, id: TransferId): Listed {
  const without = <Value>(record: Readonly<Record<TransferId, Value>>) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => key !== id)) as Record<TransferId, Value>
  return {
    byId: without(state.byId),
    timeLeft: without(state.timeLeft),
    order: state.order.filter(other => other !== id),
  }
}

function withTimeLeft(timeLeft: TransferStoreState['timeLeft'], transfer: Transfer): TransferStoreState['timeLeft'] {
  const shown = timeLeft[transfer.id]
  const next = nextTimeLeft(shown, transfer.secondsLeft)
  if (next === shown) return timeLeft
  const { [transfer.id]: _, ...others } = timeLeft
  return next ? { ...others, [transfer.id]: next } : others
}
