import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppClient } from '../../../app/contract/contract.ts'
import type { ArchiveId } from '../../../app/contract/outputs.ts'
import { isNothingTicked, noTicks, selectionOf, setTicks, toggleTick, type Tickable, type Ticks } from './selection.ts'

export type SelectionSum = Awaited<ReturnType<AppClient['sumSelection']>>

export type TickState = {
  readonly ticks: Ticks
  readonly sum: SelectionSum | null // of `ticks` or, while `isSumming`, of those before; null when nothing is ticked
  readonly isSumming: boolean
  readonly problem: unknown // why the sum is not known; null when it is
}

export type TickStore = StoreApi<TickState> & {
  toggle(row: Tickable): void
  set(rows: readonly Tickable[], isTaken: boolean): void
  clear(): void
}

/** The ticks of one archive, and what they amount to as the core adds it up. */
export function createTickStore(api: Pick<AppClient, 'sumSelection'>, archiveId: ArchiveId): TickStore {
  const store = createStore<TickState>(() => ({ ticks: noTicks, sum: null, isSumming: false, problem: null }))
  let isAsking = false

  /** One question at a time: ticks made meanwhile are asked for together once it is answered. */
  const sumUp = (): void => {
    if (isAsking) return
    const { ticks } = store.getState()
    isAsking = true
    const answered = (change: Partial<TickState>): void => {
      isAsking = false
      if (store.getState().ticks === ticks) store.setState({ ...change, isSumming: false })
      else sumIfAny()
    }
    api.sumSelection({ archiveId, selection: selectionOf(ticks) }).then(
      sum => answered({ sum, problem: null }),
      (problem: unknown) => answered({ sum: null, problem }),
    )
  }
  const sumIfAny = (): void => {
    if (isNothingTicked(store.getState().ticks)) store.setState({ sum: null, isSumming: false, problem: null })
    else {
      store.setState({ isSumming: true })
      sumUp()
    }
  }
  const change = (ticks: Ticks): void => {
    store.setState({ ticks })
    sumIfAny()
  }
  return {
    ...store,
    toggle: row => change(toggleTick(store.getState().ticks, row)),
    set: (rows, isTaken) => change(setTicks(store.getState().ticks, rows, isTaken)),
    clear: () => change(noTicks),
  }
}
