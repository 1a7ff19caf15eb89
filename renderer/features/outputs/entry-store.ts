import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppClient } from '../../../app/contract/contract.ts'
import type { ArchiveSummary, EntryRow, EntrySort } from '../../../app/contract/outputs.ts'
import { flatIndexOf, layOut, rowAt, type Layout, type PlacedRow, type RowAddress } from './entry-layout.ts'

/** Rows asked for at once, and how many such pages stay in memory: a folder of any size costs the same. */
export const pageRows = 200
const pagesKept = 40

/** What the table shows: a folder to browse, or the hits of a search. */
export type Listing =
  { readonly kind: 'folder'; readonly folder: string } | { readonly kind: 'search'; readonly text: string }

export type SearchHits = {
  readonly total: number
  readonly totalBytes: number
  readonly totalFetchBytes: number
}

type Page = readonly EntryRow[]

export type EntryState = {
  readonly shown: Listing
  readonly sort: EntrySort
  readonly open: ReadonlySet<string>
  readonly totals: ReadonlyMap<string, number>
  readonly positions: ReadonlyMap<string, RowAddress>
  readonly pages: ReadonlyMap<string, Page> // oldest use first
  readonly layout: Layout
  readonly fileCounts: ReadonlyMap<string, number> // of folders seen as rows or entered
  readonly hits: SearchHits | null // null while browsing, and until the search has answered
  readonly cursor: RowAddress | null
  readonly isLoading: boolean
  readonly problem: unknown // why the last page could not be read; null when it could
}

export type EntryStore = StoreApi<EntryState> & {
  /** Sees to it that the rows of a range of the list are there. Asking again costs nothing. */
  ensureRows(first: number, last: number): void
  show(listing: Listing): void
  sortBy(sort: EntrySort): void
  openFolder(path: string): void
  closeFolder(path: string): void
  moveCursor(address: RowAddress): void
  /** Reads what failed once more. */
  retry(): void
}

/** A search is a listing too; no folder can have this name, because folders end in "/". */
export function keyOf(listing: Listing): string {
  return listing.kind === 'folder' ? listing.folder : `\u0000${listing.text}`
}

export function entryAt(state: EntryState, row: RowAddress): EntryRow | undefined {
  return state.pages.get(pageKey(row.listing, Math.floor(row.index / pageRows)))?.[row.index % pageRows]
}

/** The place of the cursor in the list; -1 without one. */
export function cursorIndex(state: EntryState): number {
  return state.cursor ? flatIndexOf(state.layout, state.cursor) : -1
}

export function createEntryStore(
  api: Pick<AppClient, 'listEntries' | 'searchEntries' | 'sumSelection'>,
  archive: Pick<ArchiveSummary, 'id' | 'rootFolder' | 'fileCount'>,
): EntryStore {
  const store = createStore<EntryState>(() => freshState({ kind: 'folder', folder: archive.rootFolder }, initialSort))
  const asked = new Set<string>()
  let generation = 0 // answers for an order or a search left behind are dropped

  const patch = (change: Partial<EntryState>): void => {
    const state = { ...store.getState(), ...change }
    store.setState({ ...state, layout: layOut({ ...state, root: keyOf(state.shown) }) })
  }
  const restart = (change: Partial<EntryState>): void => {
    generation += 1
    asked.clear()
    const { shown, sort, open, fileCounts } = { ...store.getState(), ...change }
    patch({ ...freshState(shown, sort), open, fileCounts })
    load(keyOf(shown), 0)
    countFiles()
  }
  const read = async (listing: string, page: number) => {
    const { shown, sort } = store.getState()
    const window = { archiveId: archive.id, sort, offset: page * pageRows, limit: pageRows }
    if (shown.kind === 'search') return api.searchEntries({ ...window, text: shown.text })
    return api.listEntries({ ...window, folder: listing })
  }
  const load = (listing: string, page: number): void => {
    const key = pageKey(listing, page)
    if (asked.has(key) || store.getState().pages.has(key)) return
    asked.add(key)
    patch({ isLoading: true, problem: null })
    const mine = generation
    const answered = (change: Partial<EntryState>): void => {
      if (mine !== generation) return
      asked.delete(key)
      patch(change)
      loadOpenFolders()
      patch({ isLoading: asked.size > 0 })
    }
    read(listing, page).then(
      answer => answered(withPage(store.getState(), { listing, page, ...answer })),
      (problem: unknown) => answered({ problem }),
    )
  }
  /** After a new sort order, folders that were open are found again as the pages that hold them arrive. */
  const loadOpenFolders = (): void => {
    const { open, positions, totals, problem } = store.getState()
    if (problem !== null) return
    for (const folder of open) if (positions.has(folder) && !totals.has(folder)) load(folder, 0)
  }

  /** Of the folder shown, where its row was not seen: the box that ticks all of it must know what all is. */
  const countFiles = (): void => {
    const { shown, fileCounts } = store.getState()
    if (shown.kind === 'search' || fileCounts.has(shown.folder)) return
    api.sumSelection({ archiveId: archive.id, selection: { include: [shown.folder], exclude: [] } }).then(
      ({ fileCount }) => patch({ fileCounts: new Map([...store.getState().fileCounts, [shown.folder, fileCount]]) }),
      (problem: unknown) => patch({ problem }),
    )
  }

  patch({ fileCounts: new Map([['', archive.fileCount]]) })
  load(archive.rootFolder, 0)
  countFiles()
  return {
    ...store,
    ensureRows(first, last) {
      const { layout, pages, problem } = store.getState()
      if (problem !== null) return
      const needed = pagesOf(layout, first, last)
      for (const { listing, page } of needed) load(listing, page)
      const used = needed.map(({ listing, page }) => pageKey(listing, page)).filter(key => pages.has(key))
      if (pages.size > pagesKept) patch({ pages: keepNewest(pages, used) })
    },
    show: listing => restart({ shown: listing, open: new Set() }),
    sortBy: sort => restart({ sort }),
    openFolder(path) {
      patch({ open: new Set([...store.getState().open, path]) })
      if (!store.getState().totals.has(path)) load(path, 0)
    },
    closeFolder(path) {
      const open = new Set(store.getState().open)
      open.delete(path)
      patch({ open })
      const { cursor, positions } = store.getState()
      if (cursor && cursorIndex(store.getState()) < 0) patch({ cursor: positions.get(path) ?? null })
    },
    moveCursor: cursor => patch({ cursor }),
    retry: () => restart({}),
  }
}

const initialSort: EntrySort = { by: 'name', descending: false }

function freshState(shown: Listing, sort: EntrySort): EntryState {
  const layout = layOut({ root: keyOf(shown), totals: new Map(), open: new Set(), positions: new Map() })
  return {
    shown,
    sort,
    layout,
    open: new Set(),
    totals: new Map(),
    positions: new Map(),
    pages: new Map(),
    fileCounts: new Map(),
    hits: null,
    cursor: null,
    isLoading: false,
    problem: null,
  }
}

function pageKey(listing: string, page: number): string {
  return `${page}:${listing}`
}

type Answer = { listing: string; page: number; total: number; rows: Page } & Partial<SearchHits>

function withPage(state: EntryState, { listing, page, total, rows, ...sums }: Answer): Partial<EntryState> {
  const folders = rows.flatMap((row, i) =>
    row.kind === 'folder' ? [[row.path, { listing, index: page * pageRows + i }] as const] : [],
  )
  const counts = rows.flatMap(row => (row.kind === 'folder' ? [[row.path, row.fileCount] as const] : []))
  const { totalBytes, totalFetchBytes } = sums
  const isSearch = totalBytes !== undefined && totalFetchBytes !== undefined
  return {
    pages: new Map([...state.pages, [pageKey(listing, page), rows]]),
    totals: new Map([...state.totals, [listing, total]]),
    positions: isSearch ? state.positions : new Map([...state.positions, ...folders]),
    fileCounts: new Map([...state.fileCounts, ...counts]),
    hits: isSearch ? { total, totalBytes, totalFetchBytes } : null,
    cursor: state.cursor ?? (total > 0 ? { listing, index: 0 } : null),
  }
}

function pagesOf(layout: Layout, first: number, last: number): readonly { listing: string; page: number }[] {
  const found = new Map<string, { listing: string; page: number }>()
  for (let flat = Math.max(0, first); flat <= last; flat += 1) {
    const row: PlacedRow | undefined = rowAt(layout, flat)
    if (!row) break
    const page = Math.floor(row.index / pageRows)
    found.set(pageKey(row.listing, page), { listing: row.listing, page })
  }
  return [...found.values()]
}

/** Lets the pages go that were not looked at for longest; those in use move to the end. */
function keepNewest(pages: ReadonlyMap<string, Page>, used: readonly string[]): ReadonlyMap<string, Page> {
  const order = new Map(pages)
  for (const key of used) {
    const page = pages.get(key)
    if (!page) continue
    order.delete(key)
    order.set(key, page)
  }
  return new Map([...order].slice(-pagesKept))
}
