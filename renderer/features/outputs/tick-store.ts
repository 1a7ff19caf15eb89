import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppClient } from '../../../app/contract/contract.ts'
import { mostGlobs, mostPaths, type ArchiveId } from '../../../app/contract/outputs.ts'
import {
  isNothingTaken,
  noTicks,
  selectionOf,
  setTicks,
  toggleTick,
  withGlobs,
  withHits,
  type Tickable,
  type Ticks,
} from './selection.ts'

export type SelectionSum = Awaited<ReturnType<AppClient['sumSelection']>>

/** What one glob amounts to by itself. */
export type GlobSum =
  | { readonly state: 'summing' }
  | { readonly state: 'summed'; readonly sum: SelectionSum }
  | { readonly state: 'failed' }

export type TickState = {
  readonly ticks: Ticks
  readonly globSums: ReadonlyMap<string, GlobSum>
  readonly sum: SelectionSum | null // of `ticks` or, while `isSumming`, of those before; null when nothing is taken
  readonly isSumming: boolean
  readonly problem: unknown // why the sum is not known; null when it is
  readonly hasTooMany: boolean // the last change would have made more marks than can be kept, and was not made
}

export type TickStore = StoreApi<TickState> & {
  toggle(row: Tickable): void
  set(rows: readonly Tickable[], isTaken: boolean): void
  /** Takes everything that matches. A glob that is taken already stays where it is. */
  addGlob(glob: string): void
  removeGlob(glob: string): void
  /** Learns what the globs take below the rows on screen, so that their boxes can be drawn. Asking again costs nothing. */
  look(paths: readonly string[]): void
  clear(): void
  /** Asks again for whatever could not be had. */
  retry(): void
}

const nothing: TickState = {
  ticks: noTicks,
  globSums: new Map(),
  sum: null,
  isSumming: false,
  problem: null,
  hasTooMany: false,
}

/** What is taken of one archive, and what it amounts to as the core adds it up. */
export function createTickStore(
  api: Pick<AppClient, 'sumSelection' | 'countGlobHits'>,
  archiveId: ArchiveId,
): TickStore {
  const store = createStore<TickState>(() => nothing)
  const { getState, setState } = store
  let isAsking = false
  let asked = new Set<string>() // paths whose hits are known or on their way, for the globs there are now
  let onScreen: readonly string[] = []

  /** One question at a time: what is ticked meanwhile is asked for together once it is answered. */
  const sumUp = (): void => {
    if (isAsking) return
    const { marks, globs } = getState().ticks
    isAsking = true
    const answered = (change: Partial<TickState>): void => {
      isAsking = false
      const now = getState().ticks
      if (now.marks === marks && now.globs === globs) setState({ ...change, isSumming: false })
      else sumIfAny()
    }
    api.sumSelection({ archiveId, selection: selectionOf(getState().ticks) }).then(
      sum => answered({ sum, problem: null }),
      (problem: unknown) => answered({ sum: null, problem }),
    )
  }
  const sumIfAny = (): void => {
    if (isNothingTaken(getState().ticks)) setState({ sum: null, isSumming: false, problem: null })
    else {
      setState({ isSumming: true })
      sumUp()
    }
  }
  const change = (ticks: Ticks): void => {
    const hasTooMany = ticks.marks.size > mostPaths
    setState(hasTooMany ? { hasTooMany } : { ticks, hasTooMany })
    if (!hasTooMany) sumIfAny()
  }

  /** Resolves once the hits of the paths are known. */
  const learn = async (paths: readonly string[]): Promise<void> => {
    const { globs, hits } = getState().ticks
    const unknown = paths.filter(path => !hits.has(path))
    if (globs.length === 0 || unknown.length === 0) return
    const round = asked
    for (const path of unknown) round.add(path)
    const { counts } = await api.countGlobHits({ archiveId, globs: [...globs], paths: unknown })
    if (round === asked) setState({ ticks: withHits(getState().ticks, unknown, counts) })
  }
  const look = (paths: readonly string[]): void => {
    onScreen = paths
    const unknown = paths.filter(path => !asked.has(path))
    if (unknown.length === 0) return
    const round = asked
    learn(unknown).catch((problem: unknown) => {
      if (round === asked) setState({ problem })
    })
  }
  /** With what the globs take of the rows known first, so that a tick knows what it has to leave out. */
  const withKnown = (rows: readonly Tickable[], work: () => void): void => {
    const paths = rows.map(({ path }) => path)
    const { globs, hits } = getState().ticks
    if (globs.length === 0 || paths.every(path => hits.has(path))) work()
    else
      learn(paths).then(
        () => withKnown(rows, work),
        (problem: unknown) => setState({ problem }),
      )
  }
  const changeGlobs = (globs: readonly string[]): void => {
    asked = new Set()
    change(withGlobs(getState().ticks, globs))
    look([...new Set([...getState().ticks.marks.keys(), ...onScreen])])
  }
  const sumGlob = (glob: string): void => {
    const put = (sum: GlobSum): void => {
      if (getState().ticks.globs.includes(glob)) setState({ globSums: new Map([...getState().globSums, [glob, sum]]) })
    }
    put({ state: 'summing' })
    api.sumSelection({ archiveId, selection: { include: [], exclude: [], globs: [glob] } }).then(
      sum => put({ state: 'summed', sum }),
      () => put({ state: 'failed' }), // the sum of everything taken tells why
    )
  }
  return {
    ...store,
    toggle: row => withKnown([row], () => change(toggleTick(getState().ticks, row))),
    set: (rows, isTaken) => withKnown(rows, () => change(setTicks(getState().ticks, rows, isTaken))),
    addGlob(glob) {
      const { globs } = getState().ticks
      if (globs.includes(glob) || globs.length >= mostGlobs) return
      changeGlobs([...globs, glob])
      sumGlob(glob)
    },
    removeGlob(glob) {
      changeGlobs(getState().ticks.globs.filter(other => other !== glob))
      setState({ globSums: new Map([...getState().globSums].filter(([other]) => other !== glob)) })
    },
    look,
    clear() {
      asked = new Set()
      setState({ globSums: new Map() })
      change(noTicks)
    },
    retry() {
      changeGlobs(getState().ticks.globs)
      for (const glob of getState().ticks.globs) if (getState().globSums.get(glob)?.state === 'failed') sumGlob(glob)
    },
  }
}
